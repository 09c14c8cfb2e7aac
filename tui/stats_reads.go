package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// reads is what a backup product reads that copies whole blocks, and how long
// that takes over as many links as there is room for.
func (s *statsScreen) reads(width int) panel {
	st, v := s.m.styles, s.stats
	p := panel{title: "What a backup reads", asides: []string{"before compression and deduplication", "uncompressed, not deduplicated", "uncompressed"}}
	if v.Sum.Changed == 0 {
		p.lines = s.nothing(width)
		return p
	}
	rows := [][]string{{"block", "to read", "factor"}}
	for _, l := range render.Links {
		rows[0] = append(rows[0], l.Name)
	}
	open := s.partly()
	add := func(block string, bytes int64, factor string) {
		row := []string{block, render.AtLeast(open, render.Bytes(bytes)), factor}
		for _, l := range render.Links {
			row = append(row, render.AtLeast(open, render.TransferTime(bytes, l.Rate)))
		}
		rows = append(rows, row)
	}
	add("tracked", v.Sum.Changed, "")
	for _, b := range v.Blocks {
		add(render.Bytes(b.Block), b.Bytes, render.SoFar(open, render.Factor(b.Factor())))
	}
	widths, gap := readsWidths(rows, width)
	for i, row := range rows {
		line := ""
		for c, w := range widths {
			style := []lipgloss.Style{st.Dim, st.Strong, st.Warn, st.Text}[min(c, 3)]
			if i == 0 {
				style = st.Dim
			}
			text := render.Pad(row[c], w, c > 0)
			if c > 0 {
				text = strings.Repeat(" ", gap) + text
			}
			line += style.Render(text)
		}
		p.lines = append(p.lines, line)
	}
	return p
}

// readsWidths are the widths of the columns that fit, and the gap between two.
// Block, bytes and factor always stay.
func readsWidths(rows [][]string, width int) (widths []int, gap int) {
	const least, roomy = 1, 3
	used := 0
	for c := range rows[0] {
		w := 0
		for _, row := range rows {
			w = max(w, ansi.StringWidth(row[c]))
		}
		if c > 2 && used+least*c+w > width {
			break
		}
		widths, used = append(widths, w), used+w
	}
	return widths, max(least, min(roomy, (width-used)/max(len(widths)-1, 1)))
}
