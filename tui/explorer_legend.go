package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// legend explains the colours and counts the samples in view that have each. It
// says as much as there is room for: with counts over the map, without, from the
// left edge of the screen, or only the ramp with the words at its ends.
func (s *explorerScreen) legend() string {
	entries := render.LegendEntries(s.m.palette, s.rule, render.Counts(s.picture.levels), len(s.failed) > 0)
	if s.allKnown() { // nothing can be unknown
		entries = slices.DeleteFunc(entries, func(e render.LegendEntry) bool { return e.Level == render.Unknown })
	}
	left, width := s.layout.legend.Min.X, s.layout.legend.Dx()
	still := s.fetched.done // while replies come, growing counts would move the words
	for _, try := range []struct {
		left, width, gap int
		counts           bool
	}{
		{left, width, 3, still},
		{left, width, 2, still},
		{left, width, 2, false},
		{margin, s.layout.legend.Max.X - margin, 1, false},
	} {
		if line := s.legendLine(entries, try.gap, try.counts); ansi.StringWidth(line) <= try.width {
			return strings.Repeat(" ", try.left) + line
		}
	}
	return indent + ansi.Truncate(s.shortLegend(entries), s.layout.legend.Max.X-margin, "")
}

func (s *explorerScreen) legendLine(entries []render.LegendEntry, gap int, counts bool) string {
	st := s.m.styles
	var parts []string
	for _, e := range entries {
		words := e.Words
		if words == "changed" { // under the rule that tells only whether
			words = s.noun()
		}
		if e.Level == render.Unknown && s.file != nil {
			words = "not known"
		}
		part := e.Swatch + " " + st.Dim.Render(words)
		if counts && e.Samples > 0 {
			part += " " + st.Faint.Render(render.Count(int64(e.Samples)))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, strings.Repeat(" ", gap))
}

// shortLegend shows the ramp with the words at its ends.
func (s *explorerScreen) shortLegend(entries []render.LegendEntry) string {
	st := s.m.styles
	var b strings.Builder
	for i, e := range entries {
		first, last := i == 0, i+1 == len(entries)
		b.WriteString(e.Swatch)
		if first || last || e.Level >= render.Full {
			b.WriteString(st.Dim.Render(" "+e.Words) + "  ")
		}
	}
	return b.String()
}
