package formats

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
)

var csvKind = kind{
	Format: Format{
		ID:      "csv",
		Name:    "CSV",
		Command: "cbtmap export -o changes.csv",
		Rule: "areas listed are changed, unless a column state calls them unchanged or unknown; all else is unchanged; " +
			"an end is the first byte after the area",
		Writes: true,
		Suffix: ".csv",
	},
	fits:    fitsCSV,
	records: newCSV,
}

// csvList reads one area a line. Without a header these are its start and its
// length, and perhaps its state; with one, columns may be in any order, others are
// passed over, and the end (the first byte after it) may stand for the length.
//
//	start,length,"state"
//	65536,131072,changed
//	# end: 1 areas, disk of 1073741824 bytes
//
// A line that does not end is where the file was cut off. Between two lines nobody
// sees that, so cbtmap's own lists have an end line, and a header that other tools
// do not write. It is a comment, and the last line, since other programs take the
// first one for the names of columns. Spreadsheets may fill up lines with separators,
// and put one in front that names theirs: sep=; is no line of the list.
type csvList struct {
	t       *text
	about   *about
	r       *csv.Reader
	columns csvColumns
	width   int   // columns in each line
	own     bool  // cbtmap made it
	areas   int64 // read so far
	tail    csvTail
}

// newCSV takes the separator and the columns from the first line.
func newCSV(t *text, a *about) records {
	c := &csvList{t: t, about: a}
	text, _ := t.peek(maxHead)
	head := newHead(text, true)
	first, _ := firstLine(head)
	c.own = first == csvOwnHeader
	separator, columns, named, _ := csvFirstLine(head)
	c.tail.Reader = t
	c.r = csv.NewReader(&c.tail)
	c.r.Comma = separator
	c.r.Comment = '#'
	c.r.FieldsPerRecord = -1
	c.r.TrimLeadingSpace = true
	c.r.ReuseRecord = true
	c.columns, c.width = columns, columns.most()+1
	if named {
		fields, err := c.line()
		if err == nil {
			err = c.header(fields)
		}
		if err != nil {
			return failedRecords{err}
		}
	}
	return c
}

// header takes the names of the columns, of which none that matters may be there
// twice.
func (c *csvList) header(fields []string) error {
	c.width = len(fields)
	names := [][]string{csvStarts, csvLengths, csvEnds, csvStates}
	for i, column := range []int{c.columns.start, c.columns.length, c.columns.end, c.columns.state} {
		if column < 0 {
			continue
		}
		if again := csvColumn(fields[column+1:], names[i]); again >= 0 {
			return c.wrong(0, "columns %s and %s say the same: nobody can tell which of them holds",
				quoted([]byte(fields[column])), quoted([]byte(fields[column+1+again])))
		}
	}
	if c.columns.end >= 0 {
		c.about.notes.also(Ambiguous, 0, 0, "an end is read as the first byte after the area: were it the last byte in it, each area would be one byte longer")
	}
	return nil
}

// failedRecords is a list that is wrong from the start.
type failedRecords struct{ err error }

func (f failedRecords) next() (record, error) { return record{}, f.err }

func (c *csvList) next() (record, error) {
	fields, err := c.line()
	if err == io.EOF {
		err = c.end()
	}
	if err != nil {
		return record{}, err
	}
	if len(fields) <= c.columns.most() || len(fields) > c.width {
		return record{}, c.wrong(len(fields)-1, "this line has %d columns, not %d", len(fields), c.width)
	}
	c.areas++
	start, err := c.number(fields, c.columns.start)
	if err != nil {
		return record{}, err
	}
	r := record{start: start}
	if c.columns.length >= 0 {
		r.length, err = c.number(fields, c.columns.length)
	} else {
		r.length, err = c.number(fields, c.columns.end)
		if err == nil && (start < 0 || r.length < start) {
			err = c.wrong(c.columns.end, "an area from %s to %s cannot be", grouped(start), grouped(r.length))
		}
		r.length -= max(start, 0)
	}
	if err != nil {
		return record{}, err
	}
	// The frame checks this as well, but does not know the line any more.
	if start < 0 || r.length < 0 || r.length > math.MaxInt64-start {
		return record{}, c.wrong(c.columns.start, "an area at %s with a length of %s cannot be", grouped(start), grouped(r.length))
	}
	if err = c.agrees(fields, r); err != nil {
		return record{}, err
	}
	r.state, err = c.state(fields)
	return r, err
}

// agrees refuses an area whose length and end, where a line has both, contradict each
// other. An end may be that of the last byte, and anything but a number says nothing.
func (c *csvList) agrees(fields []string, r record) error {
	at := c.columns.check
	if at < 0 || at >= len(fields) {
		return nil
	}
	end, wrong := wholeNumber(fields[at])
	if over := r.start + r.length - end; wrong != "" || over == 0 || over == 1 {
		return nil
	}
	return c.wrong(at, "an area at %s with a length of %s does not end at %s", grouped(r.start), grouped(r.length), grouped(end))
}

// line is the next one that says something and is no comment.
func (c *csvList) line() ([]string, error) {
	fields, err := c.r.Read()
	for err == nil && csvBlank(fields) {
		fields, err = c.r.Read()
	}
	c.t.rest()
	var bad *csv.ParseError
	switch {
	case err == nil && c.tail.broken():
		line, _ := c.r.FieldPos(0)
		return nil, c.t.failedAt(place{int64(line), c.r.InputOffset()}, io.ErrUnexpectedEOF)
	case err == nil:
		for i, f := range fields {
			fields[i] = strings.TrimSpace(f)
		}
		return fields, nil
	case err == io.EOF:
		return nil, err
	case errors.As(err, &bad):
		return nil, c.t.wrongAt(place{int64(bad.Line), c.r.InputOffset()}, "the quotes on this line are wrong: %v", bad.Err)
	}
	return nil, c.t.failedAt(c.t.here(), err)
}

// csvBlank tells whether a line says nothing: where all of its fields are empty, where
// a spreadsheet has put a comment into quotes, and where it names its separator.
func csvBlank(fields []string) bool {
	first := strings.TrimSpace(fields[0])
	switch {
	case first == "":
		return strings.TrimSpace(strings.Join(fields[1:], "")) == ""
	case first[0] == '#':
		return true
	}
	return isSeparatorLine(first)
}

// number reads the field in that column.
func (c *csvList) number(fields []string, column int) (int64, error) {
	s := fields[column]
	n, wrong := wholeNumber(s)
	switch {
	case wrong == "":
		return n, nil
	case rounded(s):
		e := c.wrong(column, "%s was rounded, as spreadsheets do with large numbers: digits are lost", quoted([]byte(s)))
		e.advice = "export the list again and open that file; to keep it in a spreadsheet, give the columns the format of whole numbers first"
		return 0, e
	}
	return 0, c.wrong(column, "%s", wrong)
}

// state reads what the line calls its area; changed if there is no such column.
func (c *csvList) state(fields []string) (state, error) {
	if c.columns.state < 0 {
		return changed, nil
	}
	name := fields[c.columns.state]
	i := slices.Index(csvStateNames, strings.ToLower(name))
	if i < 0 {
		return 0, c.wrong(c.columns.state, "the state %s is none of changed, unchanged and unknown", quoted([]byte(name)))
	}
	return state(i), nil
}

// wrong is an error at a field of the line that was read last.
func (c *csvList) wrong(column int, format string, args ...any) *SyntaxError {
	line, _ := c.r.FieldPos(column)
	return c.t.wrongAt(place{int64(line), c.r.InputOffset()}, format, args...)
}
