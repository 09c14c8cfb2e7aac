package mishap_test

import (
	"fmt"
	"math/rand/v2"
	"sort"

	"cbtmap/fetch/extent"
)

// disk is the truth: what changed on it, sorted, neighbours apart. Every map is
// held against it.
type disk struct {
	capacity int64
	runs     []extent.Extent
}

// kinds of disks.
func newDisk(r *rand.Rand, runs int) (d disk) {
	unit := []int64{512, 4096, 1 << 16, 1 << 20, 3 << 20}[r.IntN(5)]
	switch kind := r.IntN(12); {
	case kind == 0: // one run for everything
		d.capacity = unit * (1 + r.Int64N(1000))
		d.runs = []extent.Extent{{Start: 0, Length: d.capacity}}
	case kind == 1: // nothing changed
		d.capacity = unit * (1 + r.Int64N(1000))
	case kind <= 3: // far apart on a disk of the largest size
		d.capacity = 62 << 40
		d.scatter(r, runs, 1<<16, d.capacity/int64(runs+1)>>16)
	default:
		d.scatter(r, runs, unit, 1+r.Int64N(20))
		d.capacity = d.end() + unit*r.Int64N(50)
	}
	d.capacity = max(d.capacity, unit)
	return d
}

// scatter lays runs of a few units at most gap units apart.
func (d *disk) scatter(r *rand.Rand, runs int, unit, gap int64) {
	at := int64(0)
	if r.IntN(3) > 0 {
		at = unit * r.Int64N(gap)
	}
	for range 1 + r.IntN(runs) {
		e := extent.Extent{Start: at, Length: unit * (1 + r.Int64N(min(gap, 8)))}
		if d.capacity > 0 && e.End() > d.capacity {
			return
		}
		d.runs = append(d.runs, e)
		at = e.End() + unit*(1+r.Int64N(gap))
	}
}

// dense is a disk whose one page has many extents.
func dense(extents int) (d disk) {
	for i := range int64(extents) {
		d.runs = append(d.runs, extent.Extent{Start: i << 17, Length: 1 << 16})
	}
	d.capacity = d.end()
	return d
}

func (d disk) end() int64 {
	if len(d.runs) == 0 {
		return 0
	}
	return d.runs[len(d.runs)-1].End()
}

// page is the true answer from offset on, with at most so many extents and, if
// span is not 0, about so many bytes.
func (d disk) page(offset int64, most int, span int64) extent.Page {
	stop := d.capacity
	if span > 0 {
		stop = min(stop, offset+span)
	}
	return d.between(offset, stop, most)
}

// between is the true answer about [lo, hi), or less of it if it has too many
// extents for one reply.
func (d disk) between(lo, hi int64, most int) extent.Page {
	p := extent.Page{Start: lo, Length: hi - lo}
	for _, run := range d.runs[sort.Search(len(d.runs), func(i int) bool { return d.runs[i].End() > lo }):] {
		e := extent.Extent{Start: max(run.Start, lo)}
		e.Length = min(run.End(), hi) - e.Start
		if e.Length <= 0 {
			break
		}
		if len(p.Extents) == most {
			p.Length = p.Extents[most-1].End() - lo
			break
		}
		p.Extents = append(p.Extents, e)
	}
	return p
}

// agrees says where a map claims what is not true. Bytes that it does not know
// are no claim.
func (d disk) agrees(m *extent.Map) error {
	at := int64(0)
	for _, run := range append(d.runs[:len(d.runs):len(d.runs)], extent.Extent{Start: d.capacity}) {
		if s := m.Sum(at, run.Start); s.Changed != 0 {
			return fmt.Errorf("%d bytes of [%d, %d) are called changed, and none was", s.Changed, at, run.Start)
		}
		if s := m.Sum(run.Start, run.End()); s.Changed != s.Known {
			return fmt.Errorf("%d of the %d bytes that are known of [%d, %d) are called changed, and all were", s.Changed, s.Known, run.Start, run.End())
		}
		at = run.End()
	}
	return nil
}
