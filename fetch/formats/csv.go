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
		Rule:    "areas listed are changed, unless a column state calls them unchanged or unknown; all else is unchanged",
		Writes:  true,
		Suffix:  ".csv",
	},
	fits:    fitsCSV,
	records: newCSV,
}

// csvList reads one area a line. Without a header these are its start and its
// length, and perhaps its state; with one, columns may be in any order, others are
// passed over, and the end (the first byte after it) may stand for the length.
type csvList struct {
	t       *text
	about   *about
	r       *csv.Reader
	columns csvColumns
	named   bool // by a header: there may be more columns
	last    byte // of the text
}

// newCSV takes the separator and the columns from the first line.
func newCSV(t *text, a *about) records {
	c := &csvList{t: t, about: a}
	head, _ := t.peek(maxHead)
	separator, columns, named, _ := csvFirstLine(newHead(head, true))
	c.r = csv.NewReader(c)
	c.r.Comma = separator
	c.r.Comment = '#'
	c.r.FieldsPerRecord = -1
	c.r.TrimLeadingSpace = true
	c.r.ReuseRecord = true
	c.columns, c.named = columns, named
	if named {
		if _, err := c.line(); err != nil {
			return failedRecords{err}
		}
	}
	return c
}

// Read is that of the text.
func (c *csvList) Read(p []byte) (int, error) {
	n, err := c.t.Read(p)
	if n > 0 {
		c.last = p[n-1]
	}
	return n, err
}

// failedRecords is a list that is wrong from the start.
type failedRecords struct{ err error }

func (f failedRecords) next() (record, error) { return record{}, f.err }

func (c *csvList) next() (record, error) {
	fields, err := c.line()
	if err == io.EOF && c.last != '\n' {
		c.about.notes.add(Ambiguous, 0, 0, "the last line does not end: if the file was cut off there, its last number is wrong")
	}
	if err != nil {
		return record{}, err
	}
	if need := c.columns.most() + 1; len(fields) < need || len(fields) > need && !c.named {
		return record{}, c.wrong(len(fields)-1, "this line has %d columns, not %d", len(fields), need)
	}
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
	r.state, err = c.state(fields)
	return r, err
}

// line is the next one that is not empty and no comment.
func (c *csvList) line() ([]string, error) {
	fields, err := c.r.Read()
	for err == nil && len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
		fields, err = c.r.Read()
	}
	c.t.rest()
	var bad *csv.ParseError
	switch {
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
