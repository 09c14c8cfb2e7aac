package extent

import (
	"context"
	"sync"
)

// tally is what is counted of extents that come in order. What was counted of those
// that come next can be appended to it.
type tally[T any] interface {
	add([]Extent)
	append(next T)
}

// leastPart is how many extents are worth a goroutine of their own, and mostParts
// how many of these there are at most: each takes half a megabyte.
const (
	leastPart = 1 << 15
	mostParts = 8
)

// inParts counts the extents of each part of a range by itself, all of them at once,
// and puts the results together.
func inParts[T tally[T]](ctx context.Context, m *Map, bounds []int64, fresh func() T) (all T, err error) {
	parts := make([]T, len(bounds)-1)
	errs := make([]error, len(parts))
	count := func(i int) {
		parts[i] = fresh()
		errs[i] = m.batches(ctx, bounds[i], bounds[i+1], parts[i].add)
	}
	var others sync.WaitGroup
	for i := 1; i < len(parts); i++ {
		others.Go(func() { count(i) })
	}
	count(0)
	others.Wait()
	all, err = parts[0], errs[0]
	for i := 1; i < len(parts) && err == nil; i++ {
		all.append(parts[i])
		err = errs[i]
	}
	return all, err
}

// parts are the bounds of at most most parts of [lo, hi), a range of the disk, that
// have about as many extents each, and no fewer than least. No merged extent goes on
// from one to the next.
func (m *Map) parts(lo, hi int64, most, least int) []int64 {
	i, j := m.overlap(lo, hi)
	extents := 0
	for _, s := range m.list[i:j] {
		extents += s.len()
	}
	most = min(most, extents/max(least, 1), mostParts)
	bounds, before := []int64{lo}, 0
	for k := i; k < j && len(bounds) < most; k++ {
		if before*most >= extents*len(bounds) && k > i && !m.joined(k) {
			bounds = append(bounds, m.list[k].lo)
		}
		before += m.list[k].len()
	}
	return append(bounds, hi)
}
