package tui

import (
	"image"
	"testing"

	"pgregory.net/rapid"
)

// TestLayout: at every size that the program takes, all parts lie inside the
// body, none lies on another, and the map has room.
func TestLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(minWidth, 300).Draw(t, "width")
		height := rapid.IntRange(minHeight, 100).Draw(t, "height") - headerHeight - keysHeight
		capacity := rapid.Int64Range(0, 1<<62).Draw(t, "capacity")
		l := layoutExplorer(width, height, gutterWidth(capacity, width))
		body := image.Rect(0, 0, width, height)
		parts := map[string]image.Rectangle{
			"strip": l.strip, "bracket": l.bracket, "ruler": l.ruler, "gutter": l.gutter, "grid": l.grid, "legend": l.legend, "readout": l.readout,
		}
		for name, r := range parts {
			if !r.In(body) {
				t.Fatalf("%s %v is not inside %v", name, r, body)
			}
			for other, o := range parts {
				if name != other && r.Overlaps(o) {
					t.Fatalf("%s %v lies on %s %v", name, r, other, o)
				}
			}
		}
		if l.grid.Dx() < width/2-margin || l.grid.Dy() < 6 {
			t.Fatalf("a map of %v in %dx%d", l.grid.Size(), width, height)
		}
		if l.strip.Min.X != l.grid.Min.X || l.strip.Dx() != l.grid.Dx() || l.ruler.Dx() != l.grid.Dx() {
			t.Fatalf("strip %v and ruler %v do not stand over the map %v", l.strip, l.ruler, l.grid)
		}
	})
}

// TestStripCells: each address lies in the cell of the strip that begins at or
// before it and whose successor begins after it.
func TestStripCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(1, 1<<63-1).Draw(t, "capacity")
		cells := rapid.IntRange(1, 300).Draw(t, "cells")
		addr := rapid.Int64Range(0, capacity-1).Draw(t, "addr")
		cell := stripCell(capacity, addr, cells)
		if stripStart(capacity, cell, cells) > addr || cell+1 < cells && stripStart(capacity, cell+1, cells) <= addr {
			t.Fatalf("address %d of %d is said to lie in cell %d of %d", addr, capacity, cell, cells)
		}
	})
}
