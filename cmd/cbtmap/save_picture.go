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
		Title:    pictureTitle(header, s.Map.Capacity()),
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

// titlePart is how many columns of a title a name has at most: none pushes the
// others out.
const titlePart = 40

// pictureTitle is the disk, by what is known of it.
func pictureTitle(h capture.Header, capacity int64) string {
	var parts []string
	for _, part := range []string{h.Server.Host, h.VM.Name, h.Disk.Label} {
		if part != "" {
			parts = append(parts, render.Cut(render.Clean(part), titlePart))
		}
	}
	if len(parts) == 0 {
		parts = []string{render.Cut(render.Clean(cmp.Or(lastName(h.Disk.File), "change map")), 2*titlePart)}
	}
	return strings.Join(append(parts, render.Bytes(capacity)), " · ")
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
		return "allocated at " + end
	case iv.FromChangeID == vcenter.Everything:
		return "allocated"
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
func (s saving) noun() string {
	if s.Header.Interval.FromChangeID == vcenter.Everything {
		return "allocated"
	}
	return "changed"
}

// pictureTotals are the sentences below the map.
func pictureTotals(s saving) []string {
	m, least := s.Map, ""
	if !m.Complete() || s.partial() != "" {
		least = "≥ "
	}
	totals := fmt.Sprintf("%s %s%s of %s (%s) · %s%s extents", s.noun(), least, render.Bytes(m.Changed()), render.Bytes(m.Capacity()),
		render.Share(m.Changed(), m.Capacity()), least, render.Count(m.Extents()))
	if g := m.Granularity(); g > 0 {
		totals += " · granularity " + render.Bytes(g)
	}
	lines := []string{totals}
	if s.Audit.Verdict != "" {
		lines = append(lines, "audit: "+string(s.Audit.Verdict))
	}
	return lines
}
