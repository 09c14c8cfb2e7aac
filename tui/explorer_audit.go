package tui

import (
	"slices"
	"strings"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// audited is what the replies so far say about themselves, and what the disk's
// snapshots say about its tracking.
func (s *explorerScreen) audited() fetch.Audit { return Audited(s.fetched.audit, s.iv) }

// Audited adds to an audit what an interval's snapshots say about the tracking
// of its disk.
func Audited(a fetch.Audit, iv vcenter.Interval) fetch.Audit {
	if at, ok := iv.Reset(); ok {
		return a.With(fetch.Reset(render.Clean(at.Name)))
	}
	if at, ok := iv.ResetBefore(); ok && a.Verdict != "" { // a note alone is no verdict
		return a.With(fetch.EarlierReset(render.Clean(at.Name)))
	}
	return a
}

// unanswered tells whether the server left a part of the map unanswered: what it
// will not be asked for again by itself.
func (s *explorerScreen) unanswered() bool {
	f := &s.fetched
	return len(f.failures) > 0 || f.err != nil || f.done && !s.allKnown()
}

// unsized tells whether nobody said how large the disk is.
func (s *explorerScreen) unsized() bool {
	return slices.ContainsFunc(s.fetched.audit.Findings, func(f fetch.Finding) bool { return f.Kind == fetch.NoCapacity })
}

// verdict is the audit in a word, with a mark; empty while the fetch runs.
func (s *explorerScreen) verdict() string {
	if !s.fetched.done {
		return ""
	}
	st := s.m.styles
	switch v := s.audited().Verdict; v {
	case fetch.Trustworthy:
		return st.Accent.Render("✓") + " " + st.Text.Render(string(v))
	case fetch.Suspect:
		return st.Error.Render("✗ " + string(v))
	default:
		return st.Warn.Render("! " + string(v))
	}
}

// trustLines are the verdict, its reasons, and what holds of every change map.
func (s *explorerScreen) trustLines(width int) []string {
	st := s.m.styles
	var lines []string
	if v := s.verdict(); v != "" {
		lines = append(lines, v)
	} else {
		lines = append(lines, st.Dim.Render("not all replies have come yet"))
	}
	if s.fetched.done {
		said := ""
		for _, f := range s.audited().Findings {
			if said != "" && strings.HasPrefix(f.Detail, said+": ") {
				continue // the server's refusal, which the damage was told from
			}
			said = f.Detail
			lines = append(lines, wrapStyled("· "+render.Clean(f.Detail), width, st.Text)...)
		}
	}
	for _, note := range s.notes() {
		lines = append(lines, wrapStyled(note, width, st.Dim)...)
	}
	return lines
}

// notes hold of the map whatever its audit says: what every server's change map
// is, or how a file of another tool was read.
func (s *explorerScreen) notes() []string {
	if s.file != nil && !s.file.format.Replies && s.file.format.Rule != "" {
		return []string{s.file.format.Name + ": " + s.file.format.Rule}
	}
	return []string{fetch.UpperBound, fetch.NoProof}
}
