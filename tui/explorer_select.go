package tui

import (
	"cbtmap/render"
)

// selection is a range that is being chosen on the map: from where v was
// pressed to the cursor. It is shown on the axes and in a readout, so that
// nothing covers a sample.
type selection struct {
	on   bool
	from int64 // address under the cursor when it began
}

// selected is the chosen range in bytes, whole samples at both ends.
func (s *explorerScreen) selected() (lo, hi int64) {
	lo, hi = s.sampleAt(s.selection.from)
	clo, chi := s.sampleAt(s.cursor)
	return min(lo, clo), max(hi, chi)
}

// sampleAt is the range of the sample that holds an address, in view or not.
func (s *explorerScreen) sampleAt(addr int64) (lo, hi int64) {
	g := s.grid.Reveal(addr)
	if row, col, ok := g.Locate(addr); ok {
		return g.Sample(row, col)
	}
	return addr, addr
}

// startSelection begins to select, or gives it up.
func (s *explorerScreen) startSelection() {
	if s.selection.on {
		s.selection = selection{}
		return
	}
	s.selection = selection{on: true, from: s.cursor}
	s.m.status.tell("move to the other end; enter zooms to the range, e lists its extents, esc gives it up")
}

// zoomToSelection shows the chosen range as large as it fits.
func (s *explorerScreen) zoomToSelection() {
	lo, hi := s.selected()
	s.selection = selection{}
	s.zoomTo(lo, hi)
}

// zoomTo shows a range of bytes as large as it fits, the cursor at its begin.
func (s *explorerScreen) zoomTo(lo, hi int64) {
	s.remember()
	s.grid, s.cursor = s.grid.ZoomTo(lo, hi, s.changes.Granularity()), lo
}

// rangeParts tells of the chosen range what the readout tells of the view.
func (s *explorerScreen) rangeParts(room int) []string {
	lo, hi := s.selected()
	sum := s.changes.Sum(lo, hi)
	open := sum.Known < hi-lo
	size, share := render.Bytes(hi-lo), render.AtLeast(open, render.Share(sum.Changed, hi-lo))
	if room < narrow {
		return []string{fitting(room, size+", "+share+" "+s.noun(), size+", "+share)}
	}
	return []string{
		size + " from " + render.HexAddress(lo),
		s.amount(sum, hi-lo),
		render.AtLeast(open, plural(s.changes.Count(lo, hi), "extent")),
	}
}
