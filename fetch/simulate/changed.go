package simulate

import (
	"math"
	"slices"
)

// changed is what changed of a disk in an interval: runs of blocks in order that
// neither overlap nor touch, to be found from anywhere. A disk may have more of
// them than can be kept, so that they are told one after the other.
type changed interface {
	// from tells the runs that end after a block. What lies before the block may
	// be missing from the first.
	from(block uint32) cursor
	// start is the first block of the run that a block lies in; false if it lies
	// in none.
	start(block uint32) (uint32, bool)
}

// cursor goes through runs; false is the end.
type cursor interface{ next() (run, bool) }

// list is the changed blocks of a disk that are kept.
type list []run

func (l list) from(block uint32) cursor {
	rest := l[l.after(block):]
	return &rest
}

// after is the place of the first run that ends after a block.
func (l list) after(block uint32) int {
	n, _ := slices.BinarySearchFunc(l, block, func(r run, block uint32) int {
		if r.end > block {
			return 1
		}
		return -1
	})
	return n
}

func (l list) start(block uint32) (uint32, bool) {
	n := l.after(block)
	if n == len(l) || l[n].first > block {
		return 0, false
	}
	return l[n].first, true
}

// next takes the first run off a list.
func (l *list) next() (r run, ok bool) {
	if len(*l) == 0 {
		return run{}, false
	}
	r, *l = (*l)[0], (*l)[1:]
	return r, true
}

// merged is the union of several.
type merged []changed

func (m merged) from(block uint32) cursor {
	c := &mergedCursor{}
	for _, part := range m {
		cursor := part.from(block)
		if r, ok := cursor.next(); ok {
			c.heads = append(c.heads, head{r, cursor})
		}
	}
	return c
}

func (m merged) start(block uint32) (uint32, bool) {
	first, ok := m.earliest(block)
	for ok && first > 0 {
		earlier, joins := m.earliest(first - 1)
		if !joins {
			break
		}
		first = earlier
	}
	return first, ok
}

// earliest is where the first of the parts' runs begins that a block lies in.
func (m merged) earliest(block uint32) (first uint32, ok bool) {
	for _, part := range m {
		if start, in := part.start(block); in && (!ok || start < first) {
			first, ok = start, true
		}
	}
	return first, ok
}

// mergedCursor has the next run of each part that is not at its end.
type mergedCursor struct{ heads []head }

type head struct {
	run
	rest cursor
}

func (c *mergedCursor) next() (run, bool) {
	joined, ok := c.take(math.MaxUint32)
	for ok {
		r, more := c.take(joined.end)
		if !more {
			break
		}
		joined.end = max(joined.end, r.end)
	}
	return joined, ok
}

// take takes the first run of all if it begins at a block or before.
func (c *mergedCursor) take(block uint32) (run, bool) {
	least := -1
	for i := range c.heads {
		if first := c.heads[i].first; first <= block {
			least, block = i, first
		}
	}
	if least < 0 {
		return run{}, false
	}
	h := &c.heads[least]
	taken := h.run
	var ok bool
	if h.run, ok = h.rest.next(); !ok {
		c.heads = slices.Delete(c.heads, least, least+1)
	}
	return taken, true
}
