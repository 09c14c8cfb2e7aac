package main

import (
	"fmt"
	"slices"
	"strings"

	"cbtmap/fetch"
	"cbtmap/fetch/formats"
	"cbtmap/render"
)

// untold is what is known of the map and a file of this format has no place for: who
// reads it again takes its map for one of changes, and for trustworthy. What is not
// known of the disk is none of that: all formats say it.
func (s saving) untold() []string {
	var list []string
	if plain := []string{"csv", "json", "mapfile"}; slices.Contains(plain, s.format) && s.noun() == render.Allocated {
		list = append(list, "that its areas are allocated ones, and not changed ones")
	}
	if doubts := s.doubts(); s.format == "json" && len(doubts) > 0 {
		list = append(list, fmt.Sprintf("that the map is %s (%s)", s.Audit.Verdict, doubts[0].Detail))
	}
	return list
}

// doubt is that in a sentence, nil if there is nothing to say.
func (s saving) doubt() error {
	untold := s.untold()
	if len(untold) == 0 {
		return nil
	}
	return failed(faultUntold, nil,
		fmt.Sprintf("a %s file has no place to say %s", s.format, strings.Join(untold, ", or ")),
		"write it as ."+formatCapture+" as well, which keeps that")
}

// doubts are the findings for which the map is suspect or a fallback.
func (s saving) doubts() []formats.Told {
	audit := s.Audit
	if s.anonymize {
		audit = unnamed(audit)
	}
	var list []formats.Told
	for _, f := range audit.Findings {
		if v, _ := fetch.VerdictOf(f.Kind); v == fetch.Suspect && audit.Verdict == v || v == fetch.Fallback {
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
