package file

import (
	"math"
	"slices"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/formats"
)

// ownFormat is the ID of captures.
const ownFormat = "cbtmap"

// audit judges what a file holds, by what its pages are: a server's replies, which
// may contradict each other, or a list that somebody made of them.
type audit struct {
	replies *fetch.Auditor
	asReply bool

	extents int64
	changed int64         // bytes in them, as the pages of a capture are: in order and apart
	one     extent.Extent // the only one, while there is no other
}

func newAudit(r *formats.Reader) *audit {
	capacity, said := r.Capacity()
	if !said {
		capacity = math.MaxInt64
	}
	// A capture's pages are no replies any more, and what these said of themselves
	// is in its footer.
	replies := r.Format().Replies && r.Format().ID != ownFormat
	return &audit{replies: fetch.NewAuditor(capacity), asReply: replies}
}

func (a *audit) page(p extent.Page) {
	a.extents += int64(len(p.Extents))
	for _, e := range p.Extents {
		a.one = e
		a.changed += e.Length
	}
	if !a.asReply {
		p.Extents = nil // its coverage counts: a list has no replies to compare
	}
	a.replies.Reply(p.Start, p)
}

// result is the audit of the whole file, which ended with err, the ranges that the
// server was asked for in vain when it was made, and why the map is not whole.
func (a *audit) result(r *formats.Reader, err error) (fetch.Audit, []fetch.Failure, error) {
	capacity, said := r.Capacity()
	a.replies.Settle(capacity)
	footer, sealed := r.Footer()
	var failed []fetch.Failure
	for _, f := range footer.Failures {
		failed = append(failed, fetch.Failure{Range: extent.Extent{Start: f.Start, Length: f.Length}, Err: recorded{f.Fault}})
	}
	a.replies.Failed(failed)
	result := a.replies.Audit()
	if !a.asReply {
		result = listed(result)
	} else if !said && a.extents == 1 && a.one.Start == 0 && a.one.End() >= capacity {
		result = result.With(fetch.Finding{Kind: fetch.WholeDisk, Length: a.one.Length, Detail: "one area covers the whole disk, as far as the file tells"})
	}
	for _, n := range r.Notes() {
		result = noted(result, a.asReply, n)
	}
	result, unclear := told(result, footer)
	if err == nil && sealed && (footer.Known != a.replies.Known() || footer.Changed != a.changed) {
		err = unsound{errFooter}
	}
	switch {
	case err != nil:
		result = result.With(fetch.Finding{Kind: fetch.CutOff, Start: a.replies.Known(), Detail: "the file could not be read to its end"})
		if !r.Sound() {
			err = unsound{err}
		}
	case !said && a.replies.Known() < capacity:
		err = errGaps
	case !said:
		err = errNoCapacity
	case sealed && has(result, fetch.NoCapacity):
		err = errSavedNoCapacity
	case has(result, fetch.NoCapacity): // it says so, and names areas behind it
		err = errPastEnd
	case has(result, formats.More):
		err = errMore
	case len(failed) > 0:
		err = failed[0].Err
	case sealed && (a.replies.Known() < capacity || has(result, fetch.CutOff)):
		err = errSavedIncomplete
	case a.replies.Known() < capacity:
		err = errGaps
	case unclear:
		err = errUnclear
	}
	return result, failed, err
}

// listed leaves of an audit what can be said of a list: whether it is whole.
func listed(a fetch.Audit) fetch.Audit {
	result := fetch.Audit{Verdict: fetch.Trustworthy}
	for _, f := range a.Findings {
		if f.Kind == fetch.Gap || f.Kind == fetch.Failed {
			result = result.With(f)
		}
	}
	return result
}

// noted is an audit with a note on a file. What is odd about a list takes nothing
// from what it says; of a server's replies the audit has its own opinion.
func noted(a fetch.Audit, asReply bool, n formats.Note) fetch.Audit {
	if asReply && has(a, n.Kind) {
		return a
	}
	verdict := a.Verdict
	with := a.With(fetch.Finding{Kind: n.Kind, Start: n.Start, Length: n.Length, Count: n.Count, Detail: n.Detail})
	switch n.Kind {
	case formats.NoCapacity, formats.More, formats.OutOfRange:
		return with
	}
	if n.Told {
		return with
	}
	if !asReply {
		with.Verdict = verdict
	}
	return with
}

func has(a fetch.Audit, kind string) bool {
	return slices.ContainsFunc(a.Findings, func(f fetch.Finding) bool { return f.Kind == kind })
}

// recorded is a failure that a capture tells of.
type recorded struct{ fault.Fault }

func (r recorded) Error() string        { return r.What }
func (r recorded) Explain() fault.Fault { return r.Fault }
