package tui

import "image"

// explorerLayout is where the parts of the explorer stand in its body:
//
//	 disk ▁▁▁▂▂▁▁▁▁▅▅▁▁▁▁▁▁▁▁▁▁▁▁   strip
//	            └───┘               bracket   where the view is
//	      +0        +8 GiB   ▾      ruler
//	0 GiB ▀▀▄▄  ▀ …                 gutter, grid
//	16 GiB…
//
//	      ■ none ■ >0 ■ .01% …      legend
//
//	cursor 125.0 GiB …              readout
//	  view …
//	  disk ≥ 301.2 GiB changed …
//
// What a small terminal has no room for has no height; it goes in this order:
// blank lines, the legend, the bracket and the ruler, the line about the view.
type explorerLayout struct {
	strip, bracket, ruler, gutter, grid, legend, readout image.Rectangle
}

// The heights of the body from which on there is room for more.
const (
	roomyBody = 27 // blank lines
	plainBody = 18 // legend, ruler and bracket, the line about the view
)

// layoutExplorer shares a body of width×height out; gutter is the width of the
// addresses, the mark of the cursor's row included.
func layoutExplorer(width, height, gutter int) explorerLayout {
	var l explorerLayout
	left, right := min(gutter, width), max(width-margin, min(gutter, width))
	y := 0
	take := func(lines int) image.Rectangle {
		r := image.Rect(left, y, right, y+lines)
		y += lines
		return r
	}
	axes, legend, readout, gap := 1, 1, 3, 0
	switch {
	case height >= roomyBody:
		gap = 1
	case height < plainBody:
		axes, legend, readout = 0, 0, 2
	}
	l.strip = take(1)
	l.bracket = take(axes)
	l.ruler = take(axes)
	rest := legend + readout + gap*(legend+2)
	l.grid = take(max(height-y-rest, 0))
	l.gutter = image.Rect(0, l.grid.Min.Y, left, l.grid.Max.Y)
	y += gap
	l.legend = take(legend)
	y += gap * legend
	l.readout = take(readout)
	l.readout.Min.X, l.readout.Max.X = 0, right
	return l
}
