package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// explorerScreen is the map of one interval: it fetches it, and moves a cursor
// and a view over it.
type explorerScreen struct {
	m    *Model
	iv   vcenter.Interval
	file *opened // where the map comes from a file; nil where a server is asked

	changes *extent.Map
	failed  []extent.Extent // ranges that were asked for in vain, so far
	version int             // of changes and failed, for the picture
	fetched fetchState

	grid   render.Grid
	cursor int64   // address
	past   []place // views left behind, for backspace

	rule    render.Rule // how a share becomes a colour
	hilbert bool        // the samples lie along a Hilbert curve

	layout  explorerLayout
	picture picture

	input  textinput.Model
	asking bool // an address is being typed
	saving saving

	selection selection

	wheel wheel
	drag  drag
}

// place is a view with its cursor.
type place struct {
	grid   render.Grid
	cursor int64
}

// mostPlaces bounds the way back.
const mostPlaces = 100

func newExplorerScreen(m *Model) *explorerScreen {
	return &explorerScreen{m: m, input: newInput("go to: ", addressExamples[0]), changes: extent.New(0)}
}

func (s *explorerScreen) restyle() {
	s.input.SetStyles(inputStyles(s.m.styles))
	s.version++
}

func (s *explorerScreen) typing() bool { return s.asking || s.saving.asking }

// back leaves the map as it is, and its fetch running: enter returns to it. A
// selection is given up first.
func (s *explorerScreen) back() tea.Cmd {
	if s.selection.on {
		s.selection = selection{}
		return nil
	}
	if s.file != nil {
		return s.leaveFile()
	}
	s.m.show(s.m.interval)
	return nil
}

func (s *explorerScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.asking:
		return s.pressAddress(msg)
	case s.saving.asking:
		return s.pressName(msg)
	}
	k := s.m.keys.Explorer
	switch {
	case key.Matches(msg, k.Left):
		s.step(0, -1)
	case key.Matches(msg, k.Right):
		s.step(0, +1)
	case key.Matches(msg, k.Up):
		s.step(-1, 0)
	case key.Matches(msg, k.Down):
		s.step(+1, 0)
	case key.Matches(msg, k.RowStart):
		s.step(0, -s.grid.Cols)
	case key.Matches(msg, k.RowEnd):
		s.step(0, +s.grid.Cols)
	case key.Matches(msg, k.PageUp):
		s.step(-s.grid.Rows, 0)
	case key.Matches(msg, k.PageDown):
		s.step(+s.grid.Rows, 0)
	case key.Matches(msg, k.ZoomIn):
		s.zoom(+1, s.cursor)
	case key.Matches(msg, k.ZoomOut):
		s.zoom(-1, s.cursor)
	case key.Matches(msg, k.Whole):
		s.whole()
	case key.Matches(msg, k.Unzoom):
		s.unzoom()
	case key.Matches(msg, k.Next):
		s.nextChange()
	case key.Matches(msg, k.Prev):
		s.prevChange()
	case key.Matches(msg, k.Select):
		s.startSelection()
	case key.Matches(msg, k.Zoom):
		if s.selection.on {
			s.zoomToSelection()
		} else {
			s.m.status.tell("enter zooms to a selection: v begins one")
		}
	case key.Matches(msg, k.Hotter):
		s.hotter(true)
	case key.Matches(msg, k.HotterBefore):
		s.hotter(false)
	case key.Matches(msg, k.Rule):
		s.nextRule()
	case key.Matches(msg, k.Ramp):
		s.m.nextRamp()
	case key.Matches(msg, k.Hilbert):
		s.toggleHilbert()
	case key.Matches(msg, k.Retry):
		return s.retry()
	case key.Matches(msg, k.Pause):
		s.pause()
	case key.Matches(msg, k.Save):
		return s.askName()
	case key.Matches(msg, k.Doctor):
		return s.m.doctor.open(s.iv.VM, []vcenter.Disk{s.iv.Disk}, &s.iv, nil)
	case key.Matches(msg, k.Stats):
		return s.m.stats.open()
	case key.Matches(msg, k.Extents):
		return s.listExtents()
	case key.Matches(msg, k.Copy):
		return s.copy("the address", render.HexAddress(s.cursor))
	case key.Matches(msg, k.CopyTotals):
		return s.copy("the totals", s.summary())
	case key.Matches(msg, k.Goto):
		s.asking = true
		s.input.Reset()
		return s.input.Focus()
	}
	return nil
}

// pressAddress edits the address to go to.
func (s *explorerScreen) pressAddress(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		s.leaveAddress()
		return nil
	case "enter":
		if s.input.Value() == "" {
			s.leaveAddress()
			return nil
		}
		addr, err := render.ParseAddress(s.input.Value(), s.changes.Capacity())
		if err != nil {
			s.m.status.fail(err)
			return nil
		}
		s.leaveAddress()
		s.remember()
		s.moveTo(addr)
		return nil
	}
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	return cmd
}

func (s *explorerScreen) leaveAddress() {
	s.asking = false
	s.input.Blur()
}

func (s *explorerScreen) paste(msg tea.PasteMsg) tea.Cmd {
	var cmd tea.Cmd
	switch {
	case s.asking:
		s.input, cmd = s.input.Update(msg)
	case s.saving.asking:
		s.saving.input, cmd = s.saving.input.Update(msg)
	}
	return cmd
}

func (s *explorerScreen) crumbs() []string {
	if s.file != nil {
		return s.file.crumbs(s)
	}
	return []string{s.m.host(), vmName(s.iv.VM.VM), diskName(s.iv.Disk)}
}

func (s *explorerScreen) hints() []key.Binding {
	if s.asking {
		return []key.Binding{bind("enter", "go"), bind("esc", "stay")}
	}
	if s.saving.asking {
		return []key.Binding{bind("enter", "save"), bind("esc", "do not save")}
	}
	k := s.m.keys.Explorer
	if s.selection.on {
		return []key.Binding{short(k.Zoom, "zoom to it"), short(k.Extents, "its extents"), bind("esc", "give it up", "esc")}
	}
	if s.file == nil && (s.fetched.err != nil || len(s.failed) > 0 || s.fetched.progress.State == fetch.Waiting) {
		return []key.Binding{short(k.Retry, "ask again"), short(k.Doctor, "why"), k.Next, bind("+ -", "zoom", "+"), k.Whole, s.m.keys.Global.Back, s.m.keys.Global.Quit}
	}
	if s.fetched.progress.State == fetch.Paused {
		return []key.Binding{short(k.Pause, "go on"), k.Next, bind("+ -", "zoom", "+"), k.Whole, k.Stats, s.m.keys.Global.Back, s.m.keys.Global.Quit}
	}
	return []key.Binding{
		k.Next, bind("+ -", "zoom", "+"), short(k.Whole, "whole"), short(k.Goto, "go to"), short(k.Select, "select"), short(k.Extents, "list"),
		k.Stats, short(k.Save, "save"),
		s.m.keys.Global.Back, s.m.keys.Global.Quit,
	}
}

// listExtents opens the list of what changed under the cursor, or in the
// selection.
func (s *explorerScreen) listExtents() tea.Cmd {
	lo, hi := s.sample()
	what := "the sample at " + render.Place(lo, hi-lo)
	if s.selection.on {
		lo, hi = s.selected()
		what = "the selection"
	}
	if err := s.m.extents.open(lo, hi, what); err != nil {
		s.m.status.tell(err.Error())
		return nil
	}
	s.m.show(s.m.extents)
	return nil
}

// copy puts a text on the clipboard of the terminal that shows the program,
// also over ssh, where the terminal allows it.
func (s *explorerScreen) copy(what, text string) tea.Cmd {
	s.m.status.tell("copied " + what + ": " + text)
	return tea.SetClipboard(text)
}

// summary is the totals as a sentence for a ticket.
// The range in view is part of it, if that is not all.
func (s *explorerScreen) summary() string {
	parts := append(s.subject(), s.totalParts(wide)...)
	if !s.grid.Whole() {
		parts = append(parts, "in view, "+s.rangeSummary(s.grid.Start(), s.grid.End()))
	}
	return strings.Join(parts, " · ")
}

// subject is what figures are of: the disk, the interval and how much is known.
// Its times are in UTC, and say so: it is read elsewhere.
func (s *explorerScreen) subject() []string {
	return []string{strings.Join(s.crumbs()[1:], " "), s.intervalAt(utc), strings.TrimSpace(s.state().short)}
}

// rangeSummary are the figures of a range, which it names.
func (s *explorerScreen) rangeSummary(lo, hi int64) string {
	sum := s.changes.Sum(lo, hi)
	scale := s.grid.Scale(1)
	return scale.Format(lo) + " – " + scale.Format(hi) + ": " + s.amount(sum, hi-lo) + " · " +
		render.AtLeast(sum.Known < hi-lo, plural(s.changes.Count(lo, hi), "extent"))
}

// utc writes a time for people elsewhere, as a report does.
func utc(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 MST") }

// wide is room enough for any line.
const wide = 1 << 10
