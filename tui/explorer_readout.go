package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// readout answers, a line each: what is here, what is in view, how much is it
// in all. With two lines the one about the view is left out.
func (s *explorerScreen) readout(lines, label, width int) []string {
	st := s.m.styles
	label = max(label, ansi.StringWidth(s.noun())+2) // more than the addresses of a small disk
	room := max(width-label-margin, 1)
	line := func(name string, parts []string) string {
		return st.Dim.Render(render.Pad(name, max(label-1, 0), true)) + " " + joinFit(st, parts, room)
	}
	out := []string{line("cursor", s.cursorParts(room))}
	switch {
	case s.selection.on && lines > 2:
		out = append(out, line("selected", s.rangeParts(room)))
	case s.selection.on:
		out[0] = line("selected", s.rangeParts(room))
	case s.trouble() != nil && lines > 2: // it stays when the status has gone
		out = append(out, line(s.trouble().label, s.trouble().parts(room)))
	case lines > 2:
		out = append(out, line("view", s.viewParts()))
	}
	return append(out, line(s.noun(), s.totalParts(room)))[:min(lines, len(out)+1)]
}

// trouble is a line about a fetch that does not go on as it should: what
// happened, which may be long, and a word on how it goes on.
type trouble struct{ label, what, next string }

// parts leave room for how it goes on. Where what happened is too long, the
// reason is worth more than what was being done: that can be seen.
func (t trouble) parts(room int) []string {
	what := render.Clean(t.what)
	left := room - ansi.StringWidth(t.next) - 3
	if _, reason, ok := strings.Cut(what, ": "); ok && ansi.StringWidth(what) > left {
		what = reason
	}
	return []string{render.Cut(what, max(left, 1)), t.next}
}

// trouble is nil while all is well.
func (s *explorerScreen) trouble() *trouble {
	f := &s.fetched
	switch {
	case f.err != nil:
		label := "failed"
		if s.file != nil {
			label = "file"
		}
		return &trouble{label, fault.Of(f.err).What, "i says more"}
	case f.progress.State == fetch.Waiting:
		next := "asking again"
		if in := f.progress.RetryIn - s.m.opts.Now().Sub(f.batch); in > time.Second/2 {
			next = "again in " + brief(in)
		}
		return &trouble{"waiting", fault.Of(f.progress.Trouble).What, next}
	case len(f.failures) > 0:
		return &trouble{"failed", plural(int64(len(f.failures)), "range") + ": " + fault.Of(f.failures[0].Err).What, "the rest goes on"}
	}
	return nil
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

// narrow is the room for a line below which it keeps to the essentials.
const narrow = 36

// fitting is the first text that fits, or else the last.
func fitting(room int, texts ...string) string {
	for _, text := range texts {
		if ansi.StringWidth(text) <= room {
			return text
		}
	}
	return texts[len(texts)-1]
}

// cursorParts is what the map knows of the sample under the cursor.
func (s *explorerScreen) cursorParts(room int) []string {
	if s.changes.Capacity() == 0 {
		if s.file != nil && !s.fetched.done {
			return []string{"the file is being read"}
		}
		return []string{"this disk has no bytes"}
	}
	lo, hi := s.sample()
	where := render.Place(s.cursor, hi-lo) + "  " + render.HexAddress(s.cursor)
	if room < 60 {
		where = render.Place(s.cursor, hi-lo)
	}
	left := room - ansi.StringWidth(where+" · ")
	sum := s.changes.Sum(lo, hi)
	open := sum.Known < hi-lo
	size := render.Bytes(hi-lo) + " "
	switch {
	case sum.Known == 0 && s.failedAt(lo, hi):
		return []string{where, fitting(left, size+"not answered: the fetch failed here", "not answered", "failed")}
	case sum.Known == 0 && s.file != nil:
		return []string{where, fitting(left, size+"not known from the file", "not known")}
	case sum.Known == 0:
		return []string{where, fitting(left, size+"not asked yet", "not asked")}
	case sum.Changed == 0 && open:
		return []string{where, fitting(left, size+s.without()+" as far as known", "part known")}
	case sum.Changed == 0:
		return []string{where, fitting(left, size+s.without(), s.without())}
	}
	share := render.AtLeast(open, render.Share(sum.Changed, hi-lo))
	much := fmt.Sprintf("%s of %s%s (%s)", render.AtLeast(open, render.Bytes(sum.Changed)), size, s.noun(), share)
	parts := []string{where, fitting(left, much, share+" "+s.noun(), share), render.AtLeast(open, plural(s.changes.Count(lo, hi), "extent"))}
	if e, ok := s.changes.At(s.cursor); ok {
		before := s.changes.Sum(0, e.Start).Known < e.Start
		number := render.AtLeast(before, render.Count(s.changes.Count(0, e.Start+1)))
		return append(parts, fmt.Sprintf("here number %s, %s from %s", number, render.Bytes(e.Length), render.HexAddress(e.Start)))
	}
	return append(parts, s.longest(lo, hi, open))
}

// longest is the longest stretch of a range. An extent that goes on outside of it
// is longer than what lies in it.
func (s *explorerScreen) longest(lo, hi int64, open bool) string {
	longest := s.changes.Longest(lo, hi)
	say := "longest " + render.AtLeast(open, render.Bytes(longest.Length))
	if all, ok := s.changes.At(longest.Start); ok && all.Length > longest.Length {
		say += " here, of " + render.Bytes(all.Length)
	}
	return say
}

// noun is what an extent of this interval is.
func (s *explorerScreen) noun() string { return render.Noun(s.iv.FromChangeID) }

// without is what all else is.
func (s *explorerScreen) without() string {
	if s.iv.FromChangeID == vcenter.Everything {
		return "not allocated"
	}
	return "unchanged"
}

// failedAt tells whether a range was asked about in vain.
func (s *explorerScreen) failedAt(lo, hi int64) bool {
	for _, f := range s.failed {
		if f.Start < hi && f.End() > lo {
			return true
		}
	}
	return false
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
	parts := append([]string{
		where,
		s.amount(sum, hi-lo),
	}, s.zooms()...)
	return append(parts,
		s.grid.Scale(s.perLine()).Format(int64(s.perLine())*s.grid.RowBytes)+" a line",
		render.Bytes(s.grid.RowBytes/int64(max(s.grid.Cols, 1)))+" a sample",
	)
}

// zooms is the way from the whole disk to the view, as sizes: backspace goes
// back along it.
func (s *explorerScreen) zooms() []string {
	if len(s.past) == 0 {
		return nil
	}
	var spans []int64 // each within the one before
	for _, p := range append(s.past[:len(s.past):len(s.past)], place{grid: s.grid}) {
		span := p.grid.End() - p.grid.Start()
		for len(spans) > 0 && spans[len(spans)-1] <= span {
			spans = spans[:len(spans)-1]
		}
		spans = append(spans, span)
	}
	var sizes []string
	for _, span := range spans {
		sizes = append(sizes, render.Bytes(span))
	}
	const most = 4
	if len(sizes) > most {
		sizes = append([]string{"…"}, sizes[len(sizes)-most:]...)
	}
	if len(sizes) < 2 {
		return nil
	}
	return []string{strings.Join(sizes, " › ")}
}

// amount is how much of a range of so many bytes changed.
func (s *explorerScreen) amount(sum extent.Sum, length int64) string {
	open := sum.Known < length
	return render.AtLeast(open, render.Bytes(sum.Changed)) + " " + s.noun() +
		" (" + render.AtLeast(open, render.Share(sum.Changed, length)) + ")"
}

// totalParts is what the map knows of the whole disk.
func (s *explorerScreen) totalParts(room int) []string {
	c := s.changes
	open := !s.allKnown()
	much, share := render.AtLeast(open, render.Bytes(c.Changed())), render.AtLeast(open, render.Share(c.Changed(), c.Capacity()))
	all := much + " of " + render.Bytes(c.Capacity()) + " (" + share + ")"
	if open && c.Complete() { // the disk may be larger than what is known: a share of it is no bound
		share = ""
		all = much + " of at least " + render.Bytes(c.Capacity())
	}
	if room < narrow {
		all = fitting(room, strings.TrimSuffix(much+" ("+share+")", " ()"), much)
	}
	parts := []string{all, render.AtLeast(open, plural(c.Extents(), "extent"))}
	if g := c.Granularity(); g > 0 {
		parts = append(parts, "granularity "+render.Bytes(g))
	}
	return append(parts, render.AtLeast(open, render.Count(c.Changed())+" bytes"))
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return render.Count(n) + " " + noun + "s"
}
