package main

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// table sets rows of words in aligned columns. Words are cleaned, since most
// come from a server; widths are those of a terminal, where a letter may take
// two columns.
type table struct {
	right  []bool // by column
	rows   [][]string
	widths []int
	title  []string
}

// newTable takes the columns' titles. One that ends with ">" is set flush right.
func newTable(titles ...string) *table {
	t := &table{widths: make([]int, len(titles))}
	for _, title := range titles {
		name, right := strings.CutSuffix(title, ">")
		t.right = append(t.right, right)
		t.title = append(t.title, strings.ToUpper(name))
	}
	t.measure(t.title)
	return t
}

// row adds a row with a word for each column; an empty word is shown as a dash.
func (t *table) row(words ...string) {
	row := make([]string, len(t.widths))
	for i := range row {
		row[i] = render.Clean(orNothing(words[i]))
	}
	t.measure(row)
	t.rows = append(t.rows, row)
}

func (t *table) measure(row []string) {
	for i, word := range row {
		t.widths[i] = max(t.widths[i], ansi.StringWidth(word))
	}
}

func (t *table) write(w io.Writer) error {
	var b strings.Builder
	t.line(&b, t.title)
	for _, row := range t.rows {
		t.line(&b, row)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *table) line(b *strings.Builder, row []string) {
	var line strings.Builder
	for i, word := range row {
		if i > 0 {
			line.WriteString("  ")
		}
		line.WriteString(render.Pad(word, t.widths[i], t.right[i]))
	}
	b.WriteString(strings.TrimRight(line.String(), " "))
	b.WriteByte('\n')
}
