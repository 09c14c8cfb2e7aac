package main

import (
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
)

// doctorSchema names the shape of a diagnosis. It changes when a key changes its
// meaning or goes away, not when one is added.
const doctorSchema = "cbtmap.doctor/1"

type diagnosisDocument struct {
	Schema    string        `json:"schema"`
	VM        vmHead        `json:"vm"`
	Checks    []checkRow    `json:"checks"`
	Intervals []intervalRow `json:"intervals"` // one for each disk
	Counts    checkCounts   `json:"counts"`
}

type checkRow struct {
	ID      string  `json:"id"` // "privilege", "hardware", …
	Title   string  `json:"title"`
	Disk    *string `json:"disk"`    // label; null for the virtual machine
	DiskKey *int32  `json:"diskKey"` // null for the virtual machine
	Result  string  `json:"result"`  // "pass", "fail" or "unknown"
	Found   string  `json:"found"`   // what is there
	Why     string  `json:"why"`     // why it matters
	Advice  string  `json:"advice"`  // "" if it passes
}

type intervalRow struct {
	Disk         string       `json:"disk"`
	DiskKey      int32        `json:"diskKey"`
	FromChangeID *string      `json:"fromChangeId"` // null if no interval could be chosen, as are the next two
	ToSnapshot   *string      `json:"toSnapshot"`   // null for the current state
	ToChangeID   *string      `json:"toChangeId"`
	Problem      *fault.Fault `json:"problem"` // why it cannot be asked about; null if it can
}

type checkCounts struct {
	Pass    int `json:"pass"`
	Fail    int `json:"fail"`
	Unknown int `json:"unknown"`
}

func diagnosisJSON(d diagnosis) diagnosisDocument {
	doc := diagnosisDocument{
		Schema:    doctorSchema,
		VM:        headJSON(d.vm),
		Checks:    []checkRow{},
		Intervals: []intervalRow{},
		Counts:    checkCounts{d.count(vcenter.CheckPass), d.count(vcenter.CheckFail), d.count(vcenter.CheckUnknown)},
	}
	for _, c := range d.checks {
		doc.Checks = append(doc.Checks, checkRow{
			ID:      c.ID,
			Title:   c.Title,
			Disk:    known(c.Disk, c.Disk != ""),
			DiskKey: known(c.DiskKey, c.Disk != ""),
			Result:  c.Result.String(),
			Found:   c.Found,
			Why:     c.Why,
			Advice:  c.Advice,
		})
	}
	for _, e := range d.intervals {
		row := intervalRow{Disk: e.disk.Label, DiskKey: e.disk.Key, Problem: e.why()}
		if e.chosen {
			row.FromChangeID = &e.interval.FromChangeID
			row.ToSnapshot = known(e.interval.To.Name, e.interval.To.MoID != "")
			row.ToChangeID = known(e.interval.ToChangeID, e.interval.ToChangeID != "")
		}
		doc.Intervals = append(doc.Intervals, row)
	}
	return doc
}
