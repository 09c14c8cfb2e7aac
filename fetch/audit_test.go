package fetch_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

type (
	asked struct {
		at   int64
		page extent.Page
	}
	replies []asked
)

// kinds are the findings of an audit, by kind.
func kinds(a fetch.Audit) map[string]fetch.Finding {
	found := map[string]fetch.Finding{}
	for _, f := range a.Findings {
		found[f.Kind] = f
	}
	return found
}

func TestAuditFindings(t *testing.T) {
	page := func(start, length int64, ext ...extent.Extent) extent.Page {
		return extent.Page{Start: start, Length: length, Extents: ext}
	}
	for name, c := range map[string]struct {
		replies replies
		err     error
		failed  extent.Extent
		verdict fetch.Verdict
		want    []fetch.Finding // but for their words
	}{
		"nothing odd": {replies{{0, page(0, 60, extent.Extent{Start: 10, Length: 5}, extent.Extent{Start: 15, Length: 5})}, {60, page(60, 40)}},
			nil, extent.Extent{}, fetch.Trustworthy, nil},
		"nothing asked": {nil, nil, extent.Extent{}, fetch.Incomplete,
			[]fetch.Finding{{Kind: fetch.Gap, Start: 0, Length: 100, Count: 1}}},
		"cancelled": {replies{{0, page(0, 60)}}, context.Canceled, extent.Extent{}, fetch.Incomplete,
			[]fetch.Finding{{Kind: fetch.Gap, Start: 60, Length: 40, Count: 1}}},
		"failed": {replies{{0, page(0, 60)}}, errors.New("no luck"), extent.Extent{Start: 60, Length: 40}, fetch.Incomplete,
			[]fetch.Finding{{Kind: fetch.Failed, Start: 60, Length: 40, Count: 1}}},
		"two gaps": {replies{{10, page(10, 40)}, {60, page(60, 30)}}, nil, extent.Extent{}, fetch.Incomplete,
			[]fetch.Finding{{Kind: fetch.Gap, Start: 0, Length: 10, Count: 3}}},
		"stalled": {replies{{0, page(0, 60)}, {60, page(60, 0)}}, &fetch.StalledError{Offset: 60, Start: 60}, extent.Extent{Start: 60, Length: 40}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.ZeroLength, Start: 60, Length: 0, Count: 1}, {Kind: fetch.Stalled, Start: 60, Length: 40, Count: 1}}},
		"one area for all": {replies{{0, page(0, 100, extent.Extent{Start: 0, Length: 100})}}, nil, extent.Extent{}, fetch.Fallback,
			[]fetch.Finding{{Kind: fetch.WholeDisk, Start: 0, Length: 100, Count: 1}}},
		"two areas for all": {replies{{0, page(0, 100, extent.Extent{Start: 0, Length: 50}, extent.Extent{Start: 50, Length: 50})}}, nil, extent.Extent{}, fetch.Trustworthy, nil},
		"areas overlap": {replies{{0, page(0, 100, extent.Extent{Start: 10, Length: 50}, extent.Extent{Start: 20, Length: 5}, extent.Extent{Start: 59, Length: 5})}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.Overlap, Start: 20, Length: 5, Count: 2}}},
		"not in order": {replies{{0, page(0, 100, extent.Extent{Start: 10, Length: 5}, extent.Extent{Start: 30, Length: 5}, extent.Extent{Start: 20, Length: 5})}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.Unsorted, Start: 20, Length: 5, Count: 1}}},
		"an area without bytes": {replies{{0, page(0, 100, extent.Extent{Start: 10, Length: 0})}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.ZeroLength, Start: 10, Length: 0, Count: 1}}},
		"areas outside their reply": {replies{{0, page(0, 50, extent.Extent{Start: 40, Length: 20})}, {50, page(50, 50, extent.Extent{Start: 40, Length: 20})}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.OutOfRange, Start: 40, Length: 20, Count: 2}}},
		"a reply past the disk": {replies{{0, page(0, 101)}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.OutOfRange, Start: 0, Length: 101, Count: 1}, {Kind: fetch.SumMismatch, Start: 0, Length: 101, Count: 1}}},
		"a reply from before what was asked": {replies{{0, page(0, 60)}, {60, page(50, 50)}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.Elsewhere, Start: 50, Length: 50, Count: 1}, {Kind: fetch.SumMismatch, Start: 0, Length: 110, Count: 1}}},
		"lengths that no sum can hold": {replies{{0, page(0, math.MaxInt64)}, {0, page(0, math.MaxInt64)}, {0, page(0, math.MaxInt64)}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.OutOfRange, Start: 0, Length: math.MaxInt64, Count: 3}, {Kind: fetch.SumMismatch, Start: 0, Length: math.MaxInt64, Count: 1}}},
		"contradictory and incomplete": {replies{{0, page(0, 60, extent.Extent{Start: 50, Length: 20})}}, nil, extent.Extent{}, fetch.Suspect,
			[]fetch.Finding{{Kind: fetch.OutOfRange, Start: 50, Length: 20, Count: 1}, {Kind: fetch.Gap, Start: 60, Length: 40, Count: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			auditor := fetch.NewAuditor(100)
			for _, r := range c.replies {
				auditor.Reply(r.at, r.page)
			}
			if c.failed.Length > 0 {
				auditor.Failed([]fetch.Failure{{Range: c.failed, Err: c.err}})
			}
			got := auditor.Audit()
			if got.Verdict != c.verdict {
				t.Errorf("%s, want %s", got.Verdict, c.verdict)
			}
			for i, f := range got.Findings {
				if f.Detail == "" || strings.Contains(f.Detail, "verified") {
					t.Errorf("finding %d says %q", i, f.Detail)
				}
				got.Findings[i].Detail = ""
			}
			if !slices.Equal(got.Findings, c.want) {
				t.Errorf("found %+v, want %+v", got.Findings, c.want)
			}
		})
	}
}

// What is not odd in any reply is not found, what is, is, however many replies
// there are; and the findings stay few.
func TestAuditAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(0, 40).Draw(t, "capacity")
		auditor := fetch.NewAuditor(capacity)
		want := map[string]bool{}
		known := make([]bool, capacity)
		sum := int64(0)
		endsAt := map[int64]int64{} // the length of the first reply that ends there, on the disk
		var rests []int64           // where a reply called all the rest changed, with nothing known before it
		for range rapid.IntRange(0, 6).Draw(t, "replies") {
			at := rapid.Int64Range(0, max(capacity-1, 0)).Draw(t, "asked")
			p := extent.Page{Start: at, Length: rapid.Int64Range(-1, 45).Draw(t, "length")}
			if rapid.IntRange(0, 3).Draw(t, "shift") == 0 {
				p.Start += rapid.Int64Range(-3, 3).Draw(t, "by")
			}
			count := map[int64]int{}          // extents that hold each byte
			reaches := at > 0 && !known[at-1] // an area may begin before the reply
			last, inside := int64(math.MinInt64), int64(0)
			for range rapid.IntRange(0, 3).Draw(t, "areas") {
				e := extent.Extent{Start: rapid.Int64Range(-2, 45).Draw(t, "start"), Length: rapid.Int64Range(-1, 45).Draw(t, "bytes")}
				p.Extents = append(p.Extents, e)
				want[fetch.Unsorted] = want[fetch.Unsorted] || e.Start < last
				want[fetch.ZeroLength] = want[fetch.ZeroLength] || e.Length <= 0
				last = e.Start
				for b := e.Start; b < e.Start+e.Length; b++ {
					count[b]++
					want[fetch.Overlap] = want[fetch.Overlap] || count[b] > 1
					before := b < p.Start && !(reaches && e.Start+e.Length > p.Start)
					want[fetch.OutOfRange] = want[fetch.OutOfRange] || b < 0 || b >= capacity || before || b >= p.Start+p.Length
					if 0 <= b && b < capacity {
						inside++
					}
				}
			}
			want[fetch.WholeDisk] = want[fetch.WholeDisk] || capacity > 0 && inside == capacity && len(p.Extents) == 1
			rests = slices.DeleteFunc(rests, func(at int64) bool {
				told := p.Start < at && at <= p.Start+p.Length
				want[fetch.WholeDisk] = want[fetch.WholeDisk] || told && count[at-1] == 0 && p.Length < capacity-at
				return told
			})
			if one := len(p.Extents) == 1 && at > 0 && at < capacity && count[at] == 1 && count[capacity-1] == 1; one && known[at-1] {
				before, ok := endsAt[at]
				want[fetch.WholeDisk] = want[fetch.WholeDisk] || !ok || before < capacity-at
			} else if one {
				rests = append(rests, at)
			}
			want[fetch.ZeroLength] = want[fetch.ZeroLength] || p.Length <= 0
			want[fetch.Elsewhere] = want[fetch.Elsewhere] || p.Start != at
			want[fetch.OutOfRange] = want[fetch.OutOfRange] || p.Start < 0 || p.Start+p.Length > capacity
			sum += max(p.Length, 0)
			for b := range known { // what one worker ran into of another's counts once
				if known[b] && int64(b) >= at && p.Start <= int64(b) && int64(b) < p.Start+p.Length {
					sum--
				}
			}
			if lo, hi := max(p.Start, 0), min(p.Start+p.Length, capacity); lo < hi && endsAt[hi] == 0 {
				endsAt[hi] = hi - lo
			}
			for b := range known {
				known[b] = known[b] || p.Start <= int64(b) && int64(b) < p.Start+p.Length
			}
			auditor.Reply(at, p)
		}
		want[fetch.Gap] = slices.Contains(known, false)
		want[fetch.SumMismatch] = !want[fetch.Gap] && sum != capacity
		got := auditor.Audit()
		found := kinds(got)
		if len(found) != len(got.Findings) {
			t.Fatalf("a kind is there twice: %+v", got.Findings)
		}
		for _, kind := range []string{fetch.Gap, fetch.WholeDisk, fetch.Overlap, fetch.OutOfRange, fetch.Elsewhere, fetch.Unsorted, fetch.ZeroLength, fetch.SumMismatch} {
			if _, ok := found[kind]; ok != want[kind] {
				t.Fatalf("%s: %v, want %v", kind, ok, want[kind])
			}
		}
		odd := len(found) > 0
		if (got.Verdict == fetch.Trustworthy) == odd {
			t.Fatalf("%s with %+v", got.Verdict, got.Findings)
		}
	})
}

// An audit that was handed out does not change any more.
func TestAuditIsAValue(t *testing.T) {
	auditor := fetch.NewAuditor(100)
	auditor.Reply(0, extent.Page{Start: 1, Length: 50})
	before := auditor.Audit()
	with := before.With(fetch.Reset("nightly-4"))
	auditor.Reply(0, extent.Page{Start: 2, Length: 50})
	again := with.With(fetch.Reset("nightly-6"))
	if f := kinds(before)[fetch.Elsewhere]; f.Count != 1 || f.Start != 1 || len(before.Findings) != 2 {
		t.Errorf("an audit changed to %+v", before)
	}
	if f := kinds(with)[fetch.UUIDChange]; with.Verdict != fetch.Suspect || f.Count != 1 || !strings.Contains(f.Detail, "nightly-4") {
		t.Errorf("a reset makes it %+v", with)
	}
	if f := kinds(again)[fetch.UUIDChange]; f.Count != 2 || !strings.Contains(f.Detail, "nightly-4") {
		t.Errorf("two resets make it %+v", again)
	}
	if f := kinds(auditor.Audit())[fetch.Elsewhere]; f.Count != 2 {
		t.Errorf("two replies from elsewhere are %+v", f)
	}
}

func TestResetSinceTheNewestSnapshot(t *testing.T) {
	if f := fetch.Reset(""); !strings.HasPrefix(f.Detail, "change tracking was reset before the current state: ") {
		t.Errorf("it says %q", f.Detail)
	}
}

// A reset before the interval is told, and worsens nothing.
func TestEarlierReset(t *testing.T) {
	for _, v := range []fetch.Verdict{fetch.Trustworthy, fetch.Fallback, fetch.Incomplete, fetch.Suspect} {
		if a := (fetch.Audit{Verdict: v}).With(fetch.EarlierReset("nightly-4")); a.Verdict != v || len(a.Findings) != 1 || !strings.Contains(a.Findings[0].Detail, "before nightly-4, before this interval") {
			t.Errorf("%s becomes %+v", v, a)
		}
	}
}

func TestVerdictOrder(t *testing.T) {
	a := fetch.Audit{}
	for _, step := range []struct {
		kind string
		want fetch.Verdict
	}{
		{fetch.WholeDisk, fetch.Fallback},
		{fetch.Gap, fetch.Incomplete},
		{fetch.WholeDisk, fetch.Incomplete},
		{fetch.Overlap, fetch.Suspect},
		{fetch.Gap, fetch.Suspect},
	} {
		if a = a.With(fetch.Finding{Kind: step.kind}); a.Verdict != step.want {
			t.Errorf("%s makes it %s, want %s", step.kind, a.Verdict, step.want)
		}
	}
	if a.Findings[0].Kind != fetch.Overlap || a.Findings[len(a.Findings)-1].Kind != fetch.WholeDisk {
		t.Errorf("the worst is not first: %+v", a.Findings)
	}
	for _, v := range []fetch.Verdict{"", fetch.Trustworthy, fetch.Fallback, fetch.Incomplete, fetch.Suspect} {
		if v.Meaning() == "" || strings.Contains(v.Meaning(), "verified") {
			t.Errorf("%q means %q", v, v.Meaning())
		}
	}
}

// Batches carry the audit of all that came before them.
func TestBatchesAreAudited(t *testing.T) {
	broken := errors.New("worn out")
	for name, c := range map[string]struct {
		reply   func(offset int64) (extent.Page, error)
		verdict fetch.Verdict
		kinds   []string
	}{
		"in order": {func(offset int64) (extent.Page, error) { return extent.Page{Start: offset, Length: 10}, nil }, fetch.Trustworthy, nil},
		"refused half way": {func(offset int64) (extent.Page, error) {
			if offset >= 50 {
				return extent.Page{}, broken
			}
			return extent.Page{Start: offset, Length: 10}, nil
		}, fetch.Incomplete, []string{fetch.Failed}},
		"stalled half way": {func(offset int64) (extent.Page, error) {
			if offset >= 50 {
				return extent.Page{Start: offset}, nil
			}
			return extent.Page{Start: offset, Length: 10}, nil
		}, fetch.Suspect, []string{fetch.ZeroLength, fetch.Stalled}},
		"always from the begin": {func(int64) (extent.Page, error) { return extent.Page{Start: 0, Length: 60}, nil },
			fetch.Suspect, []string{fetch.Elsewhere, fetch.Stalled}},
		"ahead of what was asked": {func(offset int64) (extent.Page, error) { return extent.Page{Start: offset + 5, Length: 10}, nil },
			fetch.Suspect, []string{fetch.Elsewhere, fetch.Stalled}},
	} {
		t.Run(name, func(t *testing.T) {
			src := &script{capacity: 100, reply: func(_ context.Context, _ int, offset int64) (extent.Page, error) { return c.reply(offset) }}
			_, last := drain(fetch.Start(context.Background(), src, fetch.Options{Every: 1, Parallel: 1}))
			var found []string
			for _, f := range last.Audit.Findings {
				found = append(found, f.Kind)
			}
			if last.Audit.Verdict != c.verdict || !slices.Equal(found, c.kinds) {
				t.Errorf("%s with %+v, want %s with %v", last.Audit.Verdict, last.Audit.Findings, c.verdict, c.kinds)
			}
		})
	}
}
