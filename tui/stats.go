package tui

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/extent"
)

// statsScreen shows the figures of the whole disk, or of the range in view. They
// are computed in the background, on a snapshot of the map, and again when more
// of it has come; the old figures stay until the new ones are there.
type statsScreen struct {
	m     *Model
	whole bool // else the range that was in view

	stats   extent.Stats
	have    bool
	version int // of the map that stats are of

	gen     int
	cancel  context.CancelFunc
	running bool

	spot      int // hot spot under the cursor
	top, most int // scroll
	height    int
	spotLine  int // line of the first hot spot in the body, before scrolling
	spotLeft  int // and its column
}

func newStatsScreen(m *Model) *statsScreen { return &statsScreen{m: m, whole: true} }

// statsReadyMsg are figures that were asked for.
type statsReadyMsg struct {
	gen     int
	version int
	stats   extent.Stats
	err     error
}

// statsCmd computes figures; it works on a snapshot, so the map may grow.
func statsCmd(ctx context.Context, gen, version int, m *extent.Map, lo, hi int64) tea.Cmd {
	return func() tea.Msg {
		stats, err := m.Stats(ctx, lo, hi)
		return statsReadyMsg{gen: gen, version: version, stats: stats, err: err}
	}
}

// open shows the figures of the map as it is.
func (s *statsScreen) open() tea.Cmd {
	s.m.show(s)
	s.spot, s.top = 0, 0
	return s.compute()
}

// span is the range that the figures are of.
func (s *statsScreen) span() (lo, hi int64) {
	x := s.m.explorer
	if s.whole {
		return 0, x.changes.Capacity()
	}
	return x.grid.Start(), x.grid.End()
}

// compute asks for the figures anew, unless they are there.
func (s *statsScreen) compute() tea.Cmd {
	lo, hi := s.span()
	x := s.m.explorer
	if s.have && s.version == x.version && s.stats.Range == (extent.Extent{Start: lo, Length: hi - lo}) {
		return nil
	}
	s.stop()
	var ctx context.Context
	ctx, s.cancel = s.m.work()
	s.gen, s.running = s.m.next(), true
	return statsCmd(ctx, s.gen, x.version, x.changes.Snapshot(), lo, hi)
}

// grown computes again when the map has grown, one computation at a time.
func (s *statsScreen) grown() tea.Cmd {
	if s.m.shown != s || s.running {
		return nil
	}
	return s.compute()
}

// forget drops the figures: another interval is explored.
func (s *statsScreen) forget() {
	s.stop()
	s.stats, s.have, s.spot, s.top = extent.Stats{}, false, 0, 0
}

func (s *statsScreen) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.running = nil, false
}

func (s *statsScreen) ready(msg statsReadyMsg) tea.Cmd {
	if msg.gen != s.gen || !s.running {
		return nil
	}
	s.stop()
	if msg.err != nil {
		return nil // only a cancel fails
	}
	s.stats, s.version, s.have = msg.stats, msg.version, true
	s.spot = max(0, min(s.spot, len(s.stats.HotSpots)-1))
	return s.grown()
}

func (s *statsScreen) typing() bool { return false }

func (s *statsScreen) back() tea.Cmd {
	s.stop()
	s.m.show(s.m.explorer)
	return nil
}

func (s *statsScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	k, e := s.m.keys.Lists, s.m.keys.Explorer
	switch {
	case key.Matches(msg, e.Stats):
		return s.back()
	case key.Matches(msg, e.Select):
		s.whole = !s.whole
		return s.compute()
	case key.Matches(msg, k.Up):
		s.moveSpot(-1)
	case key.Matches(msg, k.Down):
		s.moveSpot(+1)
	case key.Matches(msg, k.PageUp):
		s.top -= s.height
	case key.Matches(msg, k.PageDown):
		s.top += s.height
	case key.Matches(msg, k.Top):
		s.top = 0
	case key.Matches(msg, k.Bottom):
		s.top = s.most
	case key.Matches(msg, e.CopyTotals):
		return s.copy()
	case key.Matches(msg, k.Open):
		return s.jump()
	}
	s.top = max(0, min(s.top, s.most))
	return nil
}

// copy copies the totals of what the figures are of.
func (s *statsScreen) copy() tea.Cmd {
	x := s.m.explorer
	if s.whole {
		return x.copy("the totals", strings.Join(append(x.subject(), x.totalParts(wide)...), " · "))
	}
	lo, hi := s.span()
	return x.copy("the figures of the range", strings.Join(append(x.subject(), x.rangeSummary(lo, hi)), " · "))
}

// moveSpot moves the cursor among the hot spots and keeps it in view.
func (s *statsScreen) moveSpot(by int) {
	s.spot = max(0, min(s.spot+by, len(s.stats.HotSpots)-1))
	line := s.spotLine + s.spot
	s.top = max(min(s.top, line-1), line-s.height+1)
}

// jump shows the hot spot under the cursor on the map, as large as it fits.
func (s *statsScreen) jump() tea.Cmd {
	if s.spot >= len(s.stats.HotSpots) {
		return nil
	}
	h := s.stats.HotSpots[s.spot]
	s.m.explorer.zoomTo(h.Start, h.Start+h.Length)
	return s.back()
}

func (s *statsScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			s.top -= wheelRows
		case tea.MouseWheelDown:
			s.top += wheelRows
		}
		s.top = max(0, min(s.top, s.most))
	case tea.MouseClickMsg:
		i := at.y + s.top - s.spotLine
		if at.x < s.spotLeft || i < 0 || i >= len(s.stats.HotSpots) || msg.Button != tea.MouseLeft {
			return nil
		}
		if i == s.spot {
			return s.jump()
		}
		s.spot = i
	}
	return nil
}

func (s *statsScreen) crumbs() []string      { return append(s.m.explorer.crumbs(), "statistics") }
func (s *statsScreen) note(width int) string { return s.m.explorer.note(width) }

func (s *statsScreen) hints() []key.Binding {
	e := s.m.keys.Explorer
	other := "whole disk"
	if s.whole {
		other = "range in view"
	}
	hints := []key.Binding{short(e.Stats, "map")}
	if s.most > 0 {
		hints = append(hints, bind("pgdn", "more", "pgdown"))
	}
	return append(hints,
		bind("↑↓", "hot spot"), bind("enter", "go there", "enter"), short(e.Select, other), short(e.CopyTotals, "copy"),
		s.m.keys.Global.Back, s.m.keys.Global.Quit,
	)
}
