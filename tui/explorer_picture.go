package tui

import (
	"math/bits"

	"cbtmap/render"
)

// picture is the drawn map, made again only when something it shows changed.
type picture struct {
	key   pictureKey
	frame render.Frame

	levels []render.Level // of the samples in view, row after row
	lines  []string       // the grid, a string a text line
	strip  string         // the overview of the whole disk
	buffer []byte
	whole  []render.Level
}

type pictureKey struct {
	version int
	grid    render.Grid
	strip   int
}

// draw brings the picture up to date.
func (s *explorerScreen) draw() {
	p := &s.picture
	k := pictureKey{s.version, s.grid, s.layout.strip.Dx()}
	if k == p.key && p.lines != nil {
		return
	}
	stale := k.version != p.key.version || k.strip != p.key.strip || p.lines == nil
	p.key = k
	p.frame.Rule = s.rule
	p.levels = p.frame.Draw(s.changes, s.failed, s.grid)
	p.lines = p.lines[:0]
	cols := s.grid.Cols
	for row := 0; row+s.perLine() <= s.grid.Rows; row += s.perLine() {
		upper := p.levels[row*cols : (row+1)*cols]
		lower := p.levels[(row+s.perLine()-1)*cols : (row+s.perLine())*cols]
		p.buffer = s.m.palette.Line(p.buffer[:0], upper, lower)
		p.lines = append(p.lines, string(p.buffer))
	}
	if stale {
		p.whole = s.rule.Strip(s.changes, s.failed, k.strip, p.whole)
		p.buffer = s.m.palette.StripLine(p.buffer[:0], p.whole)
		p.strip = string(p.buffer)
	}
}

// stripStart is the first address of a cell of a strip of the whole disk.
func stripStart(capacity int64, cell, cells int) int64 {
	hi, lo := bits.Mul64(uint64(capacity), uint64(cell))
	quo, _ := bits.Div64(hi, lo, uint64(cells))
	return int64(quo)
}

// stripCell is the cell of the strip that holds an address.
func stripCell(capacity, addr int64, cells int) int {
	if capacity <= 0 {
		return 0
	}
	cell := int(float64(addr) / float64(capacity) * float64(cells)) // near; then exact
	for cell > 0 && stripStart(capacity, cell, cells) > addr {
		cell--
	}
	for cell+1 < cells && stripStart(capacity, cell+1, cells) <= addr {
		cell++
	}
	return min(cell, cells-1)
}
