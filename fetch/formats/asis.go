package formats

import (
	"math"

	"cbtmap/fetch/extent"
)

// asIs hands on replies, whatever they say: their audit is not done here. Only
// what cannot be a page at all is an error.
type asIs struct {
	from replies
	t    *text
	at   int64 // end of the reply that reaches furthest, in bytes of the disk
}

func (a *asIs) next() (extent.Page, error) {
	p, err := a.from.next()
	if err != nil {
		return extent.Page{}, err
	}
	switch {
	case p.Start < 0:
		return extent.Page{}, a.t.wrongAt(a.t.here(), "a reply starts at %s, before the disk", grouped(p.Start))
	case p.Length < 0:
		return extent.Page{}, a.t.wrongAt(a.t.here(), "a reply has a length of %s", grouped(p.Length))
	case p.Length > math.MaxInt64-p.Start:
		return extent.Page{}, a.t.wrongAt(a.t.here(), "a reply of %s bytes at %s ends beyond what bytes are counted in (63 bits)",
			grouped(p.Length), grouped(p.Start))
	}
	for _, e := range p.Extents {
		if e.Start < 0 || e.Length < 0 {
			return extent.Page{}, a.t.wrongAt(a.t.here(), "an area of this reply starts at %s and has a length of %s",
				grouped(e.Start), grouped(e.Length))
		}
	}
	a.at = max(a.at, p.End())
	return p, nil
}

func (a *asIs) end() int64  { return a.at }
func (a *asIs) sound() bool { return true }
