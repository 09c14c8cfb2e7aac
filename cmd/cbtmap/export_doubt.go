package main

import (
	"fmt"
	"slices"

	"cbtmap/fetch"
)

// auditless are the formats that have no place for the audit: who reads such a file
// again takes its map for trustworthy.
var auditless = []string{"csv", "json", "mapfile"}

// doubt is what is to be said when a map that may be wrong is written in a format that
// does not say so; nil if there is nothing to say. What is not known is no doubt: all
// formats say that.
func (s saving) doubt() error {
	if !slices.Contains(auditless, s.format) || len(s.Audit.Findings) == 0 {
		return nil
	}
	if v := s.Audit.Verdict; v != fetch.Suspect && v != fetch.Fallback {
		return nil
	}
	return failed(faultUntold, nil,
		fmt.Sprintf("the map is %s, and a %s file has no place to say so: %s", s.Audit.Verdict, s.format, s.Audit.Findings[0].Detail),
		"write it as ."+formatCapture+" as well, which keeps the audit")
}

func (p *program) sayDoubt(s saving) {
	if doubt := s.doubt(); doubt != nil {
		p.warn(doubt)
	}
}
