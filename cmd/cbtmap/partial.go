package main

import (
	"context"
	"errors"
	"fmt"

	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// lacking is why what was made of a map does not cover the disk, nil if it does:
// why is what stood in the way of the rest, and what is what was made, "the report".
func (e evidence) lacking(ctx context.Context, what string, why error) error {
	covers := fmt.Sprintf("%s covers %s of the disk", what, render.Share(e.changes.Known(), e.changes.Capacity()))
	if e.changes.Complete() { // as far as anybody knows
		covers = what + " may not cover the disk"
	}
	switch {
	case why == nil && e.whole():
		return nil
	case why == nil:
		return incompleteError{failed(faultIncomplete, nil, covers+": it is not known how large that is", e.advise("make it again from the file that it came from, with --capacity"))}
	case ctx.Err() != nil:
		return e.interrupted(covers)
	case errors.Is(why, context.Canceled):
		return why
	}
	f := fault.Of(why)
	return incompleteError{reworded(why, covers+": "+f.What, e.advise(f.Advice))}
}

// advise adds to advice which file was left as it is, and is no part.
func (e evidence) advise(advice string) string {
	if e.stays == "" {
		return advice
	}
	keep := "use " + quoted(e.stays) + " meanwhile, which stays as it was"
	if advice == "" {
		return keep
	}
	return advice + "; " + keep
}

// interrupted says that the user left it incomplete, and whether the next run can
// go on from there.
func (e evidence) interrupted(covers string) error {
	f := fault.Fault{What: fmt.Sprintf("%v: %s", errInterrupted, covers)}
	if e.kept {
		f.Advice = "run the same again to go on from there, since what arrived is kept"
	}
	f.Advice = e.advise(f.Advice)
	return failure{f, errInterrupted}
}
