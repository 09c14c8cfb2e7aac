package fetch_test

import (
	"context"
	"errors"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// corruptError is what a server says whose tracking data is damaged.
type corruptError struct{ error }

func (corruptError) Damaged() bool { return true }
func (corruptError) Final() bool   { return true }

type forgetful struct {
	kept
	forgotten int
}

func (f *forgetful) Forget() error { f.forgotten++; return nil }

// A server that has said once that its tracking data is damaged is not believed
// when it answers later as if nothing had been, and what was kept of the interval
// does not outlive it.
func TestDamageIsNotForgotten(t *testing.T) {
	src := &script{capacity: 100, reply: func(_ context.Context, call int, offset int64) (extent.Page, error) {
		if call == 1 {
			return extent.Page{}, corruptError{errors.New("the file is corrupt")}
		}
		return extent.Page{Start: offset, Length: 25}, nil
	}}
	store := &forgetful{}
	f := fetch.Start(context.Background(), src, fetch.Options{Parallel: 1, Store: store})
	_, last := drain(f)
	found := kinds(last.Audit)
	if last.Err == nil || last.Audit.Verdict != fetch.Suspect || found[fetch.Damaged].Detail != "the file is corrupt" {
		t.Errorf("%v, %s with %+v", last.Err, last.Audit.Verdict, last.Audit.Findings)
	}
	_, last = drain(f.Continue(context.Background()))
	if !last.Progress.Complete() || last.Audit.Verdict != fetch.Suspect || kinds(last.Audit)[fetch.Damaged].Count != 1 {
		t.Errorf("after asking again: %s with %+v", last.Audit.Verdict, last.Audit.Findings)
	}
	if store.forgotten != 1 || len(store.pages) != 1 {
		t.Errorf("forgotten %d times, kept %d pages, of which only the first is from before", store.forgotten, len(store.pages))
	}
}
