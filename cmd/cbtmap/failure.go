package main

import (
	"cbtmap/fetch/fault"
)

// failure is an error in the words of this program: what happened, and what to
// do about it.
type failure struct {
	fault.Fault
	err error // the cause; may be nil
}

func (f failure) Error() string {
	if f.Advice == "" {
		return f.What
	}
	return f.What + ": " + f.Advice
}

func (f failure) Unwrap() error        { return f.err }
func (f failure) Explain() fault.Fault { return f.Fault }

// failed says of which kind a failure is, what happened and what to do; err is the
// cause, or nil.
func failed(kind string, err error, what, advice string) error {
	return failure{fault.Fault{Fault: kind, What: what, Advice: advice}, err}
}

// chosen is an error about what was chosen on a server, with a kind if it has none.
func chosen(err error) error {
	f := fault.Of(err)
	if err == nil || f.Fault != "" {
		return err
	}
	f.Fault = faultChoice
	return failure{f, err}
}

// reworded is an error in other words of what happened and what to do. Its kind
// and its meaning stay.
func reworded(err error, what, advice string) error {
	f := fault.Of(err)
	f.What, f.Advice = what, advice
	return failure{f, err}
}
