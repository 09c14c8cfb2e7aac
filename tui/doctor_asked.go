package tui

import (
	"fmt"
	"strings"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// asked is what the fetch of the map has been through.
func (s *doctorScreen) asked(width int) []string {
	st := s.m.styles
	f := &s.m.explorer.fetched
	p := f.progress
	calls, retries := f.allCalls()
	parts := []string{plural(int64(calls), "call")}
	if retries > 0 {
		parts = append(parts, render.Count(int64(retries))+" of them again")
	}
	parts = append(parts, plural(int64(p.Pages), "page"))
	if rate, ok := s.m.explorer.pace().Rate(); ok && !f.done {
		parts = append(parts, render.Bytes(int64(rate))+" of the disk a second")
	}
	if p.Kept > 0 {
		parts = append(parts, render.Bytes(p.Kept)+" kept from before")
	}
	lines := []string{indent + "  " + st.Strong.Render("What the server said"), ""}
	lines = append(lines, s.entry("·", st.Dim, "asked", width, said{"", strings.Join(parts, ", "), st.Text})...)
	if !f.done && p.Parallel > 0 {
		say := "one call at a time"
		if p.Parallel > 1 {
			say = fmt.Sprintf("%d calls side by side, at most %d", p.Workers, p.Parallel)
		}
		lines = append(lines, s.entry("·", st.Dim, "now", width, said{"", say, st.Text})...)
	}
	if p.State == fetch.Waiting && p.Trouble != nil {
		lines = append(lines, s.fault("waiting", fault.Of(p.Trouble), width, said{"", s.waits(), st.Text})...)
	}
	for i, failed := range f.failures {
		where := render.Bytes(failed.Range.Length) + " at " + render.HexAddress(failed.Range.Start)
		if i == mostFailures {
			more := plural(int64(len(f.failures)-i), "range") + " more"
			lines = append(lines, s.entry("✗", st.Error, "not answered", width, said{"", more, st.Error})...)
			break
		}
		why := fault.Of(failed.Err)
		if i > 0 && why == fault.Of(f.failures[i-1].Err) {
			lines = append(lines, s.entry("✗", st.Error, "not answered", width, said{"", where + ": the same", st.Error})...)
			continue
		}
		why.What = where + ": " + why.What
		lines = append(lines, s.fault("not answered", why, width)...)
	}
	if len(f.failures) == 0 && f.err != nil {
		lines = append(lines, s.fault("ended", fault.Of(f.err), width)...)
	}
	return append(lines, s.verdict(width)...)
}

// verdict is what the answers come to, with the reasons; how far they have come
// while they still arrive.
func (s *doctorScreen) verdict(width int) []string {
	st := s.m.styles
	x := s.m.explorer
	if !x.fetched.done {
		return s.entry("·", st.Dim, "so far", width, said{"", strings.TrimSpace(x.state().short), st.Text})
	}
	audit := x.audited()
	mark, style, word := "!", st.Warn, st.Warn
	switch audit.Verdict {
	case fetch.Trustworthy:
		mark, style, word = "✓", st.Accent, st.Text
	case fetch.Suspect:
		mark, style, word = "✗", st.Error, st.Error
	}
	say := []said{{"", string(audit.Verdict), word}, {"", audit.Verdict.Meaning(), st.Text}}
	for _, f := range audit.Findings {
		switch f.Kind {
		case fetch.Failed, fetch.NoCapacity, fetch.CutOff, fetch.More:
			continue // said above, range by range, or as why a file is not whole
		}
		say = append(say, said{"· ", f.Detail, st.Text})
	}
	if audit.Verdict == fetch.Fallback { // other meanings say what to do, or the failure does
		say = append(say, said{"→ ", x.wholeDisk(), st.Strong})
	}
	return s.entry(mark, style, "verdict", width, say...)
}

// wholeDisk is what to do about an answer that names all of the disk.
func (s *explorerScreen) wholeDisk() string {
	if s.iv.FromChangeID == vcenter.Everything {
		return "take the whole disk as allocated: on other datastores than VMFS the server may not know better"
	}
	return "take the whole disk as changed, or choose a later begin; a check here may tell the cause"
}

// waits says how long a server that is away is waited for.
func (s *doctorScreen) waits() string {
	patience := s.m.opts.Fetch.Patience
	if patience == 0 {
		patience = fetch.DefaultPatience
	}
	if patience < 0 {
		return ""
	}
	return "it is asked again and again, for at most " + wholly(patience) + " without a reply"
}

// wholly is a duration in one unit that is not rounded down.
func wholly(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", (d+time.Second-1)/time.Second)
}

// mostFailures bounds the list of ranges.
const mostFailures = 8
