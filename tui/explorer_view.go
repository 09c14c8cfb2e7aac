package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/render"
)

// progressBar is the terminal's own, where it has one, while a fetch runs.
func (s *explorerScreen) progressBar() *tea.ProgressBar {
	known, capacity := s.changes.Known(), s.changes.Capacity()
	switch {
	case s.fetched.gen == 0 || s.allKnown():
		return nil
	case s.fetched.done:
		return tea.NewProgressBar(tea.ProgressBarError, percent(known, capacity))
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, percent(known, capacity))
}

// percent is a share in whole percents, never 100 for less than all.
func percent(part, whole int64) int { return int(float64(part) / float64(max(whole, 1)) * 100) }

// note tells which interval this is and how far its fetch has come.
func (s *explorerScreen) note(width int) string {
	st := s.m.styles
	state := s.state()
	for _, say := range []string{
		s.interval() + "   " + state.long, s.interval() + "   " + state.short, s.interval() + "   " + state.tiny, state.short, state.tiny,
	} {
		if !strings.HasSuffix(say, state.short) && !strings.HasSuffix(say, state.long) {
			state.short = state.tiny
		}
		if ansi.StringWidth(say) <= width {
			return st.Dim.Render(strings.TrimSuffix(strings.TrimSuffix(say, state.long), state.short)) + s.paint(say, state)
		}
	}
	return ""
}

// noteState is the state of the fetch in two lengths.
type noteState struct {
	short, long string
	tiny        string // where there is room for a word only
	bar         int    // cells of the bar that are filled, of barCells; -1 without a bar
	bad         bool
}

const barCells = 16

func (s *explorerScreen) state() noteState {
	known, capacity := s.changes.Known(), s.changes.Capacity()
	f := s.fetched
	switch {
	case s.allKnown() && f.done:
		v := s.audited().Verdict
		say := "complete, " + string(v)
		return noteState{short: say, long: say, tiny: string(v), bar: -1, bad: v != fetch.Trustworthy}
	case s.file != nil && !f.done:
		return s.reading()
	case s.allKnown():
		return noteState{short: "complete", long: "complete", tiny: "complete", bar: -1}
	case f.done:
		short := fmt.Sprintf("incomplete, %s known", render.Share(known, capacity))
		switch {
		case s.changes.Complete() && s.unsized():
			short = "incomplete, size not known"
		case s.changes.Complete():
			short = "incomplete, cut off"
		}
		if known == 0 && s.file != nil {
			short = "nothing is known"
		}
		return noteState{short: short, long: short, tiny: "incomplete", bar: -1, bad: true}
	case f.paused:
		short := fmt.Sprintf("paused at %s", render.Share(known, capacity))
		return noteState{short: short, long: short, tiny: "paused", bar: -1, bad: true}
	case f.progress.State == fetch.Waiting:
		short := fmt.Sprintf("waiting at %s", render.Share(known, capacity))
		return noteState{short: short, long: short, tiny: "waiting", bar: -1, bad: true}
	}
	share := float64(known) / float64(max(capacity, 1))
	short := fmt.Sprintf("%3d %%", int(share*100))
	return noteState{short: short, tiny: short, long: short + " " + strings.Repeat("█", barCells) + " " + s.left(), bar: int(share * barCells)}
}

// patience is how long a reply may take before the screen says so.
const patience = 3 * time.Second

// left says how long the fetch will take, or for how long nothing has come; it
// is always the same number of cells, so that nothing moves.
func (s *explorerScreen) left() string {
	now := s.m.opts.Now()
	say := "asking"
	if s.file != nil {
		say = "reading"
	}
	if silent := now.Sub(s.fetched.heard); silent >= patience {
		say = "silent " + brief(silent)
	} else if left, ok := s.pace().Left(); ok && !s.pace().Complete() && s.file == nil { // nothing is left before the first word, too
		say = brief(left) + " left"
	}
	return render.Pad(say, 13, false)
}

// pace is the progress, with the time that has passed since the last batch.
func (s *explorerScreen) pace() fetch.Progress {
	p := s.fetched.progress
	p.Elapsed = s.m.opts.Now().Sub(s.fetched.started)
	return p
}

// brief is a duration in one unit.
func brief(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()+0.5))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}

// paint styles the state at the end of say.
func (s *explorerScreen) paint(say string, state noteState) string {
	st := s.m.styles
	switch {
	case state.bad:
		return st.Warn.Render(state.short)
	case state.bar < 0:
		return st.Accent.Render(state.short)
	case !strings.HasSuffix(say, state.long):
		return st.Strong.Render(state.short)
	}
	return st.Strong.Render(state.short) + " " +
		st.Bar.Render(strings.Repeat(" ", state.bar)) + st.Rest.Render(strings.Repeat(" ", barCells-state.bar)) +
		" " + st.Dim.Render(s.left())
}

// reading is the state of a file of which more is to come.
func (s *explorerScreen) reading() noteState {
	share := -1.0
	if s.file.load != nil {
		share = s.file.load.Share()
	}
	if share < 0 {
		return noteState{short: "reading", tiny: "reading", long: "reading", bar: -1}
	}
	short := fmt.Sprintf("%3d %%", int(share*100))
	return noteState{short: short, tiny: short, long: short + " " + strings.Repeat("█", barCells) + " " + s.left(), bar: int(share * barCells)}
}

// interval is the question in words, with times where they are known.
func (s *explorerScreen) interval() string { return s.intervalAt(s.m.when) }

// intervalAt is the same with times as they are written by when.
func (s *explorerScreen) intervalAt(when func(time.Time) string) string {
	if s.file != nil && s.iv.FromTime.IsZero() && s.iv.ToTime.IsZero() && s.iv.ToChangeID == "" {
		return s.file.format.Name
	}
	from, to := when(s.iv.FromTime), when(s.iv.ToTime)
	if s.iv.FromTime.IsZero() {
		from = "pasted changeId"
		if s.iv.FromChangeID == "*" {
			from = "everything allocated"
		}
	}
	if s.iv.ToTime.IsZero() {
		to = "now"
	}
	return from + " → " + to
}

// body draws the map with its axes and what stands around it.
func (s *explorerScreen) body(width, height int) []string {
	s.draw()
	l := s.layout
	lines := fill(nil, height)
	put := func(y int, line string) {
		if y >= 0 && y < len(lines) {
			lines[y] = line
		}
	}
	st := s.m.styles
	left := func(label string) string { return st.Dim.Render(render.Pad(label, max(l.grid.Min.X-1, 0), true)) + " " }

	put(l.strip.Min.Y, left("disk")+s.picture.strip)
	if l.bracket.Dy() > 0 {
		put(l.bracket.Min.Y, left("")+s.bracketLine())
		put(l.ruler.Min.Y, left("")+s.rulerLine())
	}
	scale := s.grid.Scale(s.perLine())
	curRow, _, onMap := s.grid.Locate(s.cursor)
	for i, line := range s.picture.lines {
		put(l.grid.Min.Y+i, s.gutter(scale, s.perLine()*i, curRow, onMap)+line)
	}
	if l.legend.Dy() > 0 {
		put(l.legend.Min.Y, s.legend())
	}
	for i, line := range s.readout(l.readout.Dy(), l.grid.Min.X, width) {
		put(l.readout.Min.Y+i, line)
	}
	return lines
}

// prompt is the field for an address or a name, while one is asked for.
func (s *explorerScreen) prompt(width int) string {
	switch {
	case s.saving.asking:
		s.saving.input.SetWidth(max(width-2*margin-12, 1))
		return indent + s.saving.input.View()
	case !s.asking:
		return ""
	}
	room := max(width-2*margin-10, 1)
	s.input.SetWidth(room)
	s.input.Placeholder = fitting(room-1, addressExamples...)
	return indent + s.input.View()
}

// addressExamples are what can be gone to, in as many examples as fit.
var addressExamples = []string{"10G  1.5 TiB  0x1f40000000  37%  lba 2048", "10G  0x1f40000000  37%", "10G  37%"}

// arrange fits the layout and the grid to the terminal's size, and to the disk.
func (s *explorerScreen) arrange() {
	width, height := s.m.width, s.m.height-headerHeight-keysHeight
	if !fits(s.m.width, s.m.height) {
		return // nothing is drawn, and no key arrives
	}
	s.layout = layoutExplorer(width, height, gutterWidth(s.changes.Capacity(), width))
	cols, rows := s.layout.grid.Dx(), s.perLine()*s.layout.grid.Dy()
	switch {
	case s.grid.RowBytes == 0:
		s.grid = render.Fit(s.changes.Capacity(), cols, rows)
		s.grid.Hilbert = s.hilbert
	case s.grid.Cols != cols || s.grid.Rows != rows:
		s.grid = s.grid.Resize(cols, rows, s.cursor)
	}
}

// perLine is how many rows of samples a text line shows.
func (s *explorerScreen) perLine() int { return s.m.palette.SamplesPerLine() }

// gutterWidth is the room that addresses need at any zoom, so that zooming
// never moves the map's left edge; the last cell is for the cursor's mark.
func gutterWidth(capacity int64, width int) int {
	most := 8
	for line := min(finestLine, max(capacity>>7, 1)); line < capacity && line > 0; line <<= 1 {
		most = max(most, render.NewScale(capacity, line/4).Width(capacity))
	}
	return min(most+1, width/2)
}

// finestLine is what a text line spans in the deepest zoom into blocks of 64
// KiB, the smallest that servers are known to track, about. Should one track
// smaller ones, addresses too long for the gutter are written in hexadecimal.
const finestLine int64 = 16 << 20

// gutter is the address of a text line. The cursor's line is marked at the half
// that the cursor is in.
func (s *explorerScreen) gutter(scale render.Scale, row, cursorRow int, onMap bool) string {
	st := s.m.styles
	width := s.layout.grid.Min.X - 1
	addr, hi := s.grid.Sample(row, 0)
	if hi <= addr { // past the end of the disk
		return strings.Repeat(" ", width+1)
	}
	label := scale.Format(addr)
	if s.hilbert { // a line has no address of its own
		label = ""
		if onMap && cursorRow/s.perLine() == row/s.perLine() {
			label = render.Place(s.cursor, s.grid.RowBytes/int64(max(s.grid.Cols, 1)))
		}
	}
	if len(label) > width {
		label = render.HexAddress(addr)
	}
	label = render.Pad(render.Cut(label, width), width, true)
	mark := " "
	switch {
	case onMap && cursorRow == row && s.perLine() == 1:
		mark = ">"
	case onMap && cursorRow == row:
		mark = "▝"
	case onMap && cursorRow == row+1 && s.perLine() == 2:
		mark = "▗"
	}
	switch {
	case s.selection.on && !s.hilbert && s.touches(row):
		if mark == " " {
			mark = "│"
		}
		return st.Accent.Render(label + mark)
	case mark != " ":
		return st.Accent.Render(label + mark)
	}
	return st.Dim.Render(label + mark)
}

// touches tells whether a text line shows a part of the selection.
func (s *explorerScreen) touches(row int) bool {
	lo, hi := s.selected()
	from, _ := s.grid.Sample(row, 0)
	return from < hi && from+int64(s.perLine())*s.grid.RowBytes > lo
}

// bracketLine marks the view under the strip.
func (s *explorerScreen) bracketLine() string {
	cells := s.layout.strip.Dx()
	capacity := s.changes.Capacity()
	if cells <= 0 || capacity <= 0 {
		return ""
	}
	from := stripCell(capacity, s.grid.Start(), cells)
	to := stripCell(capacity, max(s.grid.End()-1, s.grid.Start()), cells)
	mark := "╵"
	if to > from {
		mark = "└" + strings.Repeat("─", to-from-1) + "┘"
	}
	return strings.Repeat(" ", from) + s.m.styles.Accent.Render(mark)
}

// rulerLine is the ruler with the cursor's column on it.
func (s *explorerScreen) rulerLine() string {
	st := s.m.styles
	ruler := []rune(render.Ruler(s.grid, s.grid.Cols))
	_, col, ok := s.grid.Locate(s.cursor)
	if !ok || col >= len(ruler) {
		return st.Faint.Render(string(ruler))
	}
	mark := st.Accent.Render("▾")
	if ruler[col] != ' ' { // on a label: it stays legible
		mark = st.Badge.Render(string(ruler[col]))
	}
	return st.Faint.Render(string(ruler[:col])) + mark + st.Faint.Render(string(ruler[col+1:]))
}
