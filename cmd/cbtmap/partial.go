package main

import (
	"fmt"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// incomplete says that a report leaves out a part of the disk, and why.
func incomplete(m *extent.Map, why error) error {
	f := fault.Of(why)
	return incompleteError{reworded(why, covered(m)+": "+f.What, f.Advice)}
}

// interrupted says that the user left a report incomplete, and whether the next
// run can go on from there.
func interrupted(got fetched) error {
	f := fault.Fault{What: fmt.Sprintf("%v: %s", errInterrupted, covered(got.changes))}
	if got.kept {
		f.Advice = "run the same again to go on from there, since what arrived is kept"
	}
	return failure{f, errInterrupted}
}

func covered(m *extent.Map) string {
	return fmt.Sprintf("the report covers %s of the disk", render.Share(m.Known(), m.Capacity()))
}
