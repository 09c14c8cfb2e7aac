package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// readout answers, a line each: what is here, what is in view, how much is it
// in all. With two lines the one about the view is left out.
func (s *explorerScreen) readout(lines, label, width int) []string {
	st := s.m.styles
	room := max(width-label-margin, 1)
	line := func(name string, parts []string) string {
		return st.Dim.Render(render.Pad(name, max(label-1, 0), true)) + " " + joinFit(st, parts, room)
	}
	out := []string{line("cursor", s.cursorParts(room))}
	switch {
	case s.selection.on && lines > 2:
		out = append(out, line("selected", s.rangeParts()))
	case s.selection.on:
		out[0] = line("selected", s.rangeParts())
	case lines > 2:
		out = append(out, line("view", s.viewParts()))
	}
	return append(out, line("changed", s.totalParts(room)))[:min(lines, len(out)+1)]
}

// joinFit sets parts side by side, the first strong, and drops those at the end
// that do not fit.
func joinFit(st Styles, parts []string, width int) string {
	var b strings.Builder
	used := 0
	for i, p := range parts {
		sep := ""
		if i > 0 {
			sep = " · "
		}
		w := ansi.StringWidth(sep + p)
		if used+w > width {
			if i == 0 {
				b.WriteString(st.Strong.Render(render.Cut(p, width)))
			}
			break
		}
		used += w
		if i == 0 {
			b.WriteString(st.Strong.Render(p))
		} else {
			b.WriteString(st.Faint.Render(sep) + st.Text.Render(p))
		}
	}
	return b.String()
}

// cursorParts is what the map knows of the sample under the cursor.
func (s *explorerScreen) cursorParts(room int) []string {
	if s.changes.Capacity() == 0 {
		return []string{"this disk has no bytes"}
	}
	lo, hi := s.sample()
	where := render.Place(s.cursor, hi-lo) + "  " + render.HexAddress(s.cursor)
	if room < 60 {
		where = render.Place(s.cursor, hi-lo)
	}
	sum := s.changes.Sum(lo, hi)
	size := render.Bytes(hi - lo)
	switch {
	case sum.Known == 0:
		return []string{where, size + " not asked yet"}
	case sum.Changed == 0 && sum.Known < hi-lo:
		return []string{where, size + " unchanged as far as known"}
	case sum.Changed == 0:
		return []string{where, size + " unchanged"}
	}
	share := fmt.Sprintf("%s of %s changed (%s)", render.Bytes(sum.Changed), size, render.Share(sum.Changed, hi-lo))
	if sum.Known < hi-lo {
		share = "≥ " + share
	}
	parts := []string{where, share, plural(s.changes.Count(lo, hi), "extent")}
	if e, ok := s.changes.At(s.cursor); ok {
		return append(parts, fmt.Sprintf("here %s from %s", render.Bytes(e.Length), render.HexAddress(e.Start)))
	}
	return append(parts, "longest "+render.Bytes(s.changes.Longest(lo, hi).Length))
}

// viewParts is what the map knows of the range in view.
func (s *explorerScreen) viewParts() []string {
	lo, hi := s.grid.Start(), s.grid.End()
	sum := s.changes.Sum(lo, hi)
	scale := s.grid.Scale(1)
	where := "whole disk"
	if !s.grid.Whole() {
		where = scale.Format(lo) + " – " + scale.Format(hi)
	}
	return []string{
		where,
		atLeast(sum.Known < hi-lo) + render.Bytes(sum.Changed) + " changed (" + render.Share(sum.Changed, hi-lo) + ")",
		render.Bytes(s.grid.RowBytes) + " a row",
		render.Bytes(s.grid.RowBytes/int64(max(s.grid.Cols, 1))) + " a sample",
	}
}

// totalParts is what the map knows of the whole disk.
func (s *explorerScreen) totalParts(room int) []string {
	c := s.changes
	open := atLeast(!c.Complete())
	share := " (" + render.Share(c.Changed(), c.Capacity()) + ")"
	if room >= 36 {
		share = " of " + render.Bytes(c.Capacity()) + share
	}
	parts := []string{
		open + render.Bytes(c.Changed()) + share,
		open + plural(c.Extents(), "extent"),
	}
	if g := c.Granularity(); g > 0 {
		parts = append(parts, "granularity "+render.Bytes(g))
	}
	return append(parts, open+render.Count(c.Changed())+" bytes")
}

// atLeast goes in front of every figure that more pages may raise.
func atLeast(open bool) string {
	if open {
		return "≥ "
	}
	return ""
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return render.Count(n) + " " + noun + "s"
}
