package fetch_test

import (
	"context"
	"iter"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// A server that comes to say "all changed" in the middle of a fetch is caught, a
// disk whose end is truly all changed is not accused.
func TestRestOfTheDisk(t *testing.T) {
	page := func(start, length int64, ext ...extent.Extent) extent.Page {
		return extent.Page{Start: start, Length: length, Extents: ext}
	}
	e := func(start, length int64) extent.Extent { return extent.Extent{Start: start, Length: length} }
	for name, c := range map[string]struct {
		replies replies
		at      int64 // where the finding begins, -1 without one
	}{
		"in the middle":                    {replies{{0, page(0, 40, e(10, 5), e(35, 5))}, {40, page(40, 60, e(40, 60))}}, 40},
		"from before what was asked":       {replies{{0, page(0, 40, e(35, 5))}, {40, page(40, 60, e(30, 70))}}, 40},
		"an area at the end":               {replies{{0, page(0, 40, e(35, 5))}, {40, page(40, 60, e(41, 59))}}, -1},
		"an area that ends before the end": {replies{{0, page(0, 40, e(35, 5))}, {40, page(40, 60, e(40, 59))}}, -1},
		"two areas":                        {replies{{0, page(0, 40, e(35, 5))}, {40, page(40, 60, e(40, 10), e(60, 40))}}, -1},
		"asked inside a true area":         {replies{{60, page(60, 40, e(60, 40))}, {0, page(0, 100, e(10, 5), e(50, 50))}}, -1},
		"asked where nothing was":          {replies{{60, page(60, 40, e(60, 40))}, {50, page(50, 10, e(50, 5))}}, 60},
		"the byte before is still unknown": {replies{{60, page(60, 40, e(60, 40))}, {0, page(0, 50, e(10, 5))}}, -1},
		"cut at a size":                    {replies{{0, page(0, 60, e(10, 50))}, {60, page(60, 40, e(60, 40))}}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			auditor := fetch.NewAuditor(100)
			for _, r := range c.replies {
				auditor.Reply(r.at, r.page)
			}
			found, ok := kinds(auditor.Audit())[fetch.WholeDisk]
			switch {
			case ok != (c.at >= 0):
				t.Errorf("found %v: %+v", ok, found)
			case ok && (found.Start != c.at || found.Length != 100-c.at):
				t.Errorf("found at %d, %d bytes, want at %d", found.Start, found.Length, c.at)
			}
		})
	}
}

// kept is a Store that only remembers what it was given.
type kept struct{ pages []extent.Page }

func (k *kept) Replies() iter.Seq2[int64, extent.Page] { return func(func(int64, extent.Page) bool) {} }
func (k *kept) Keep(asked int64, p extent.Page) error  { k.pages = append(k.pages, p); return nil }

// Odd replies are used, but not kept: a wrong one would stay wrong for ever.
func TestOddRepliesAreNotKept(t *testing.T) {
	for name, odd := range map[string]extent.Page{
		"the rest as one area": {Start: 40, Length: 60, Extents: []extent.Extent{{Start: 40, Length: 60}}},
		"not in order":         {Start: 40, Length: 60, Extents: []extent.Extent{{Start: 80, Length: 5}, {Start: 50, Length: 5}}},
		"past the disk":        {Start: 40, Length: 80},
		"from elsewhere":       {Start: 30, Length: 70},
	} {
		t.Run(name, func(t *testing.T) {
			src := &script{capacity: 100, reply: func(_ context.Context, _ int, offset int64) (extent.Page, error) {
				if offset == 0 {
					return extent.Page{Length: 40, Extents: []extent.Extent{{Start: 39, Length: 1}}}, nil
				}
				return odd, nil
			}}
			store := &kept{}
			pages, last := drain(fetch.Start(context.Background(), src, fetch.Options{Parallel: 1, Store: store}))
			if len(pages) != 2 || last.Err != nil || last.Audit.Verdict == fetch.Trustworthy {
				t.Errorf("%d pages, %v, %s", len(pages), last.Err, last.Audit.Verdict)
			}
			if len(store.pages) != 1 || store.pages[0].Start != 0 {
				t.Errorf("kept %v", store.pages)
			}
		})
	}
}
