package main

import (
	"slices"

	"cbtmap/fetch"
)

// missing are the findings for which a map may be a part of its disk, also without
// a gap, and what each means for who sees the map.
var missing = []struct{ kind, why string }{
	{fetch.NoCapacity, "it is not known how large the disk is: it may be larger"},
	{fetch.More, "the file says that there is more to come"},
	{fetch.CutOff, "the file could not be read to its end"},
}

// lacks is why the map that an audit is about may be a part of its disk, "" if no
// finding says so.
func lacks(a fetch.Audit) string {
	for _, m := range missing {
		if slices.ContainsFunc(a.Findings, func(f fetch.Finding) bool { return f.Kind == m.kind }) {
			return m.why
		}
	}
	return ""
}

// partial is why the map may be a part of its disk although it has no gap, or
// besides its gaps; "" if no reason is known.
func (s saving) partial() string {
	switch why := lacks(s.Audit); {
	case why != "":
		return why
	case s.cut:
		return "areas lie past the end of the disk that was given"
	case s.Map.Complete() && s.Audit.Verdict == fetch.Incomplete:
		return "not all of it had been read when this was made"
	}
	return ""
}

// unsized says that the map ends where what is known does, and the disk may not.
func (s saving) unsized() bool { return s.Map.Complete() && s.partial() != "" }

// audited is the audit with the finding that a map without a gap is a part, so that
// it is not taken for all of it when it is read again.
func (s saving) audited() fetch.Audit {
	if !s.unsized() || lacks(s.Audit) != "" {
		return s.Audit
	}
	return s.Audit.With(fetch.Finding{Kind: fetch.NoCapacity, Start: s.Map.Capacity(), Detail: s.partial()})
}
