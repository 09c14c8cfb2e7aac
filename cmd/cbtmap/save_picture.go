package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/render/picture"
)

// picture is the map as a picture.
func (s saving) picture() picture.Picture {
	header := s.Header
	if s.anonymize {
		header = capture.NewAnonymizer(header).Header()
	}
	var failed []extent.Extent
	for _, f := range s.Last.Failed {
		failed = append(failed, f.Range)
	}
	unknown := ""
	if s.File {
		unknown = "not known"
	}
	return picture.Picture{
		Map:      s.Map,
		Failed:   failed,
		Title:    pictureTitle(header, s.shownName(), s.Map.Capacity()),
		Subtitle: pictureSubtitle(header),
		Totals:   pictureTotals(s),
		Noun:     s.noun(),
		Partial:  s.partial(),
		Unknown:  unknown,
		Width:    s.width,
		Height:   s.height,
		Lo:       s.Lo,
		Hi:       s.Hi,
		Dark:     s.Dark,
		Ramp:     s.Ramp,
		Rule:     s.Rule,
		Hilbert:  s.Hilbert,
	}
}

// titlePart is how many columns of a title a name has at most: as many as a system
// gives one. A file may claim more.
const titlePart = 255

// pictureTitle is the disk, by what is known of it, else by the file that it is from.
func pictureTitle(h capture.Header, from string, capacity int64) []string {
	var parts []string
	for _, part := range []string{h.Server.Host, h.VM.Name, h.Disk.Label} {
		if part != "" {
			parts = append(parts, render.Cut(render.Clean(part), titlePart))
		}
	}
	if len(parts) == 0 {
		parts = []string{render.Cut(render.Clean(cmp.Or(lastName(h.Disk.File), from, "change map")), titlePart)}
	}
	return append(parts, render.Bytes(capacity))
}

// shownName is what the file that a map is from is called, "" if that is not to be
// told.
func (s saving) shownName() string {
	switch {
	case s.anonymize:
		return ""
	case s.Name == standardInput:
		return "standard input"
	}
	return lastName(s.Name)
}

// lastName is the name of a file on any system, "" of none.
func lastName(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(strings.ReplaceAll(path, `\`, "/"))
}

// pictureSubtitle is the interval, "" if nothing is known of it.
func pictureSubtitle(h capture.Header) string {
	iv, r := h.Interval, reportInterval(h)
	end := ""
	if !r.NoTo {
		end = stateName(cmp.Or(iv.ToSnapshot, "current state"), iv.To)
	}
	switch {
	case iv.FromChangeID == vcenter.Everything && end != "":
		return render.Allocated + " at " + end
	case iv.FromChangeID == vcenter.Everything:
		return render.Allocated
	case r.NoFrom:
		return end
	}
	return strings.TrimSuffix(stateName(cmp.Or(iv.FromSnapshot, iv.FromChangeID), iv.From)+" → "+end, " → ")
}

// stateName is one end of an interval. Its time is in UTC: a picture is looked at
// by people elsewhere.
func stateName(name string, at time.Time) string {
	if at.IsZero() {
		return name
	}
	return name + " · " + at.UTC().Format("2006-01-02 15:04 MST")
}

// noun is what an extent of the map is.
func (s saving) noun() string { return render.Noun(s.Header.Interval.FromChangeID) }

// pictureTotals are the sentences below the map: the range in view, if it is not
// all, the whole disk, and the verdict.
func pictureTotals(s saving) []string {
	m := s.Map
	var lines []string
	if lo, hi := s.Lo, s.inView(); lo > 0 || hi < m.Capacity() {
		sum := m.Sum(lo, hi)
		open := sum.Known < hi-lo
		ends := lo | hi
		scale := render.NewScale(hi, max((hi-lo)>>10, ends&-ends)) // exact, if that is not too long
		lines = append(lines, fmt.Sprintf("in the range %s – %s: %s %s of %s (%s) · %s", scale.Format(lo), scale.Format(hi),
			s.noun(), render.AtLeast(open, render.Bytes(sum.Changed)), render.Bytes(hi-lo),
			render.AtLeast(open, render.Share(sum.Changed, hi-lo)), render.AtLeast(open, extents(m.Count(lo, hi)))))
	}
	open := !m.Complete() || s.partial() != ""
	of := fmt.Sprintf("%s (%s)", render.Bytes(m.Capacity()), render.AtLeast(open, render.Share(m.Changed(), m.Capacity())))
	if s.unsized() { // a share of it may be more than it is
		of = "at least " + render.Bytes(m.Capacity())
	}
	totals := fmt.Sprintf("%s %s of %s · %s", s.noun(), render.AtLeast(open, render.Bytes(m.Changed())), of,
		render.AtLeast(open, extents(m.Extents())))
	if len(lines) > 0 {
		totals = "whole disk: " + totals
	}
	if g := m.Granularity(); g > 0 {
		totals += " · granularity " + render.Bytes(g)
	}
	lines = append(lines, totals)
	if s.Audit.Verdict != "" {
		lines = append(lines, "audit: "+string(s.Audit.Verdict))
	}
	return lines
}

func extents(n int64) string {
	if n == 1 {
		return "1 extent"
	}
	return render.Count(n) + " extents"
}

// inView is where the range in view ends.
func (s saving) inView() int64 {
	if s.Hi == 0 {
		return s.Map.Capacity()
	}
	return min(s.Hi, s.Map.Capacity())
}
