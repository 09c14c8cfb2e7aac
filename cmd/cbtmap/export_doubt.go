package main

import (
	"fmt"
	"slices"

	"cbtmap/fetch"
	"cbtmap/fetch/formats"
)

// auditless are the formats that have no place for the audit: who reads such a file
// again takes its map for trustworthy.
var auditless = []string{"json"}

// doubt is what is to be said when a map that may be wrong is written in a format that
// does not say so; nil if there is nothing to say. What is not known is no doubt: all
// formats say that.
func (s saving) doubt() error {
	doubts := s.doubts()
	if !slices.Contains(auditless, s.format) || len(doubts) == 0 {
		return nil
	}
	return failed(faultUntold, nil,
		fmt.Sprintf("the map is %s, and a %s file has no place to say so: %s", s.Audit.Verdict, s.format, doubts[0].Detail),
		"write it as ."+formatCapture+" as well, which keeps the audit")
}

// doubts are the findings for which the map is suspect or a fallback.
func (s saving) doubts() []formats.Told {
	audit := s.Audit
	if s.anonymize {
		audit = unnamed(audit)
	}
	var list []formats.Told
	for _, f := range audit.Findings {
		if v := (fetch.Audit{}).With(f).Verdict; v == fetch.Suspect && audit.Verdict == v || v == fetch.Fallback {
			list = append(list, formats.Told{Verdict: string(v), Kind: f.Kind, Detail: f.Detail})
		}
	}
	return list
}

func (p *program) sayDoubt(s saving) {
	if doubt := s.doubt(); doubt != nil {
		p.warn(doubt)
	}
}
