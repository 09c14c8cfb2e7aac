package formats

import (
	"bytes"
	"slices"
	"strings"
)

// csvColumns says which column is what, from 0; -1 for one that is not there. Of
// length and end one is there; an end beside a length is to check it.
type csvColumns struct{ start, length, end, state, check int }

// most is the last column that every line must have.
func (c csvColumns) most() int { return max(c.start, c.length, c.end, c.state) }

// What headers call the columns, in lower case and without spaces.
var (
	csvStarts  = []string{"start", "startoffset", "offset", "begin", "pos", "position", "start(bytes)", "offset(bytes)"}
	csvLengths = []string{"length", "size", "count", "bytes", "length(bytes)", "size(bytes)"}
	csvEnds    = []string{"end", "endoffset", "end(bytes)"}
	csvStates  = []string{"state", "status"}
)

// csvStateNames are what a line may call its area, by state.
var csvStateNames = []string{changed: "changed", unchanged: "unchanged", unknown: "unknown"}

// fitsCSV takes what begins with a header that names a start and a length or an
// end, or with a line of two numbers, and perhaps a state.
func fitsCSV(h *head) bool {
	_, _, _, ok := csvFirstLine(h)
	return ok
}

// csvFirstLine looks at the first line that is not empty and no comment. Named
// says that it is a header.
func csvFirstLine(h *head) (separator rune, columns csvColumns, named, ok bool) {
	line, ok := firstLine(h)
	if !ok {
		return ',', columns, false, false
	}
	for _, separator := range []rune{'\t', ';', ','} {
		fields := csvFields(line, separator)
		if columns, ok := csvHeader(fields); ok {
			return separator, columns, true, true
		}
		if csvNumbers(fields) {
			columns := csvColumns{start: 0, length: 1, end: -1, state: -1, check: -1}
			if len(fields) == 3 {
				columns.state = 2
			}
			return separator, columns, false, true
		}
	}
	return ',', columns, false, false
}

// firstLine is the first whole line of a head that says something.
func firstLine(h *head) (string, bool) {
	for text := h.text; len(text) > 0; {
		line, rest, whole := bytes.Cut(text, newline)
		if !whole && !h.whole {
			return "", false
		}
		if line := bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' && !isSeparatorLine(string(line)) {
			return string(line), true
		}
		text = rest
	}
	return "", false
}

// isSeparatorLine tells whether a line tells Excel what stands between fields. Taken
// apart at what it names, it has a field less to say.
func isSeparatorLine(line string) bool {
	name, ok := strings.CutPrefix(strings.Trim(strings.ToLower(line), `"`), "sep=")
	return ok && len(strings.TrimRight(name, ",;\t")) == 0
}

// csvFields takes a line apart without regard to separators in quotes, which
// neither names of columns nor numbers have.
func csvFields(line string, separator rune) []string {
	fields := strings.Split(line, string(separator))
	for i, f := range fields {
		fields[i] = strings.Trim(strings.TrimSpace(f), `"`)
	}
	return fields
}

// csvHeader finds the columns by their names.
func csvHeader(fields []string) (csvColumns, bool) {
	c := csvColumns{csvColumn(fields, csvStarts), csvColumn(fields, csvLengths), csvColumn(fields, csvEnds), csvColumn(fields, csvStates), -1}
	if c.length >= 0 {
		c.end, c.check = -1, c.end
	}
	return c, c.start >= 0 && (c.length >= 0 || c.end >= 0)
}

// csvColumn is the first column with one of these names; -1 if there is none.
func csvColumn(fields, names []string) int {
	return slices.IndexFunc(fields, func(f string) bool {
		return slices.Contains(names, strings.ToLower(strings.ReplaceAll(f, " ", "")))
	})
}

// csvNumbers tells whether a line without names is one of a list: also when a
// spreadsheet has rounded its numbers, which is an error to be told.
func csvNumbers(fields []string) bool {
	if len(fields) != 2 && len(fields) != 3 {
		return false
	}
	for _, f := range fields[:2] {
		if _, wrong := wholeNumber(f); wrong != "" && !rounded(f) && !strings.Contains(wrong, "63 bits") {
			return false
		}
	}
	return len(fields) == 2 || slices.Contains(csvStateNames, strings.ToLower(fields[2]))
}
