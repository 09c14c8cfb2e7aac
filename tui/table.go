package tui

import (
	"strings"

	"cbtmap/render"
)

// column is a column of a table. The widths are cells.
type column struct {
	title string
	width int  // wanted
	grow  int  // how far it may widen into what the others leave, 0 not at all
	right bool // figures
	drop  int  // when it does not fit: the highest goes first, 0 never
}

// table draws the rows in view of a list, however long it is, and keeps the
// cursor in view. Bubbles' table styles and measures every row on each change,
// can set no column flush right and fade no row, so this is our own.
type table struct {
	columns []column
	cursor  int
	top     int
	rows    int // in all
	height  int // rows in view, set by draw
}

// resize sets the number of rows and keeps the cursor on one of them.
func (t *table) resize(rows int) {
	t.rows = rows
	t.move(0)
}

// move moves the cursor, as far as there are rows.
func (t *table) move(by int) { t.cursor = max(0, min(t.cursor+by, t.rows-1)) }

// at is the row drawn y lines below the top of the rows.
func (t *table) at(y int) (row int, ok bool) {
	row = t.top + y
	return row, y >= 0 && y < t.height && row < t.rows
}

// scroll moves the view and keeps the cursor in it.
func (t *table) scroll(by int) {
	t.top = max(0, min(t.top+by, t.rows-t.height))
	t.cursor = max(t.top, min(t.cursor, t.top+t.height-1))
	t.move(0)
}

// head is how many lines draw puts above the rows.
const tableHead = 2

// draw returns the heading, a blank line and as many rows as fit.
func (t *table) draw(width, height int, st Styles, row func(i int) (cells []string, faint bool)) []string {
	t.height = max(height-tableHead, 1)
	t.top = max(min(t.top, t.cursor, t.rows-t.height), t.cursor-t.height+1, 0)
	widths := t.widths(width - 2*margin - 2)

	lines := []string{indent + "  " + st.Dim.Render(t.line(widths, func(c int) string { return t.columns[c].title })), ""}
	for i := t.top; i < min(t.top+t.height, t.rows); i++ {
		cells, faint := row(i)
		text := t.line(widths, func(c int) string { return render.Clean(cells[c]) })
		switch {
		case i == t.cursor:
			text = st.Accent.Render("▌") + st.Selected.Render(" "+text)
		case faint:
			text = "  " + st.Faint.Render(text)
		default:
			text = "  " + st.Text.Render(text)
		}
		lines = append(lines, indent+text)
	}
	return lines
}

// line sets the cells of a row side by side.
func (t *table) line(widths []int, text func(column int) string) string {
	var parts []string
	for c, w := range widths {
		if w > 0 {
			parts = append(parts, render.Pad(render.Cut(text(c), w), w, t.columns[c].right))
		}
	}
	return strings.Join(parts, "  ")
}

// widths shares the room out; 0 means the column is left out.
func (t *table) widths(room int) []int {
	widths := make([]int, len(t.columns))
	used := -2
	for i, c := range t.columns {
		widths[i] = c.width
		used += c.width + 2
	}
	for used > room {
		worst := -1
		for i, c := range t.columns {
			if widths[i] > 0 && c.drop > 0 && (worst < 0 || c.drop > t.columns[worst].drop) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		used -= widths[worst] + 2
		widths[worst] = 0
	}
	for i, c := range t.columns {
		if c.grow > 0 && widths[i] > 0 {
			more := max(1-widths[i], min(room-used, c.grow-widths[i]))
			widths[i] += more
			used += more
		}
	}
	return widths
}
