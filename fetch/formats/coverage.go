package formats

import (
	"cmp"
	"io"
	"math"

	"cbtmap/fetch/extent"
)

// coverage makes pages of records, and says what they cover:
//
//	records   ──changed──  ·  ──changed──  unknown  ──changed──
//	a list    [ page: covers the gaps too ]         [ page ][ the rest, at the end ]
//	a map     [ page     ]    [ page     ]          [ page ]
//
// A list covers what lies between its records as it goes, since all tools write
// them in order; what lies after the last one it covers at its end only. Records
// that lie before another are gathered, and are pages of their own once they are
// many, or at the end, be it an error. Where records share bytes, changed stands before
// unknown, and unknown before unchanged: nothing is claimed that is contradicted. A
// page cannot take back what another said, so that doubted is there to do it.
type coverage struct {
	from  records
	t     *text
	about *about
	full  bool  // a map, not a list
	given int64 // capacity as the caller knows it; 0 if not

	page extent.Page // in the making, if its length is not 0
	runs int         // records in it
	held *record     // read, but not of the page that was returned last
	room record      // for held

	early  early  // records that were not in order
	doubts doubts // ranges that are called unknown
	last   record // before this one
	at     int64  // end of what was spoken of
	mixed  bool   // some record was not in order
	holes  bool   // not all that lies before at is known
	err    error  // what from gave
}

// maxRuns is how many records become one page at most: it must not take for ever
// until there is something to show.
const maxRuns = 1 << 15

const pastTheEnd = "an area reaches past the end of the disk: what lies there is left out"

// next is the next page, valid until the call after it.
func (c *coverage) next() (extent.Page, error) {
	for {
		if c.early.handing() {
			if p, ok := c.early.next(!c.holes); ok {
				return p, nil
			}
		}
		c.fill()
		switch {
		case c.page.Length > 0:
			return c.page, nil
		case c.early.full(), c.err != nil && len(c.early.records) > 0:
			c.early.sort()
			p, _ := c.early.next(!c.holes)
			return p, nil
		case c.err != nil:
			return extent.Page{}, c.err
		}
	}
}

// fill makes a page of the next records, or leaves it empty at their end, and where
// too many of them are not in order.
func (c *coverage) fill() {
	c.page, c.runs = extent.Page{Extents: c.page.Extents[:0]}, 0
	for len(c.page.Extents) < MostExtents && c.runs < maxRuns && !c.early.full() {
		r, ok := c.record()
		if !ok {
			return
		}
		if !c.join(r) {
			c.room = r
			c.held = &c.room
			return
		}
	}
}

// record is the next one that has something to say; at the end of a list also the
// one that stands for the rest of the disk.
func (c *coverage) record() (record, bool) {
	if c.held != nil {
		r := *c.held
		c.held = nil
		return r, true
	}
	for c.err == nil {
		r, err := c.from.next()
		if err == nil {
			r, err = c.checked(r)
		}
		if err == nil && r.length == 0 {
			continue
		}
		if c.err = err; err == nil {
			return r, true
		}
		if err == io.EOF && !c.full && !c.about.more && c.at < c.capacity() {
			return record{c.at, c.capacity() - c.at, unchanged}, true
		}
	}
	return record{}, false
}

// capacity is how much of the disk the file can speak of, 0 as long as nobody said
// how large it is: what the caller takes to lie behind the end that the file says is
// none of its business.
func (c *coverage) capacity() int64 {
	if c.given > 0 && c.about.capacity > 0 {
		return min(c.given, c.about.capacity)
	}
	return max(c.given, c.about.capacity)
}

// checked is a record as far as it lies on the disk, with a note of what is odd
// about it. Of a record without bytes nothing is left.
func (c *coverage) checked(r record) (record, error) {
	switch {
	case r.start < 0:
		return r, c.t.wrongAt(c.t.here(), "an area starts at %s, before the disk", grouped(r.start))
	case r.length < 0:
		return r, c.t.wrongAt(c.t.here(), "an area has a length of %s", grouped(r.length))
	case r.length > math.MaxInt64-r.start:
		return r, c.t.wrongAt(c.t.here(), "an area of %s bytes at %s ends beyond what bytes are counted in (63 bits)",
			grouped(r.length), grouped(r.start))
	case r.length == 0:
		c.about.notes.add(ZeroLength, r.start, 0, "an area without bytes: it says nothing")
		return r, nil
	}
	if most := cmp.Or(c.given, c.about.capacity); most > 0 && r.start+r.length > most {
		if r.state == changed || r.start+r.length-most >= padding {
			from := max(r.start, most)
			c.about.notes.add(OutOfRange, from, r.start+r.length-from, pastTheEnd)
		}
		r.length = max(0, most-r.start)
	}
	return r, nil
}

// padding is what fills up the last byte of a bitmap: eight blocks of 64 KiB, less
// one. As long as it is unchanged it says nothing.
const padding = 8 * 64 << 10

// join adds a record to the page, if it goes on where the page ends. One that begins
// before is gathered instead.
func (c *coverage) join(r record) bool {
	from, to := r.start, r.start+r.length
	switch {
	case from < c.at:
		c.gather(r)
		return true
	case c.full && c.page.Length > 0 && c.page.End() != from:
		return false
	case c.page.Length > 0 && c.page.End() != c.at:
		return false
	case !c.full:
		from = c.at // the gap in front of it is unchanged
	}
	c.holes = c.holes || r.state == unknown || from > c.at
	if r.state == unknown {
		to = max(from, min(r.start, to))
		c.doubts.add(r)
	}
	if c.page.Length == 0 {
		c.page.Start = from
	}
	c.page.Length = to - c.page.Start
	if r.state == changed {
		c.page.Extents = append(c.page.Extents, extent.Extent{Start: r.start, Length: r.length})
	}
	c.spoken(r)
	return true
}

// gather keeps a record for later that begins before the end of what was spoken of.
func (c *coverage) gather(r record) {
	c.oddOrder(r)
	if r.state == unknown {
		c.holes = true
		c.doubts.add(r)
	} else {
		c.early.add(r)
	}
	c.spoken(r)
}

// spoken is called after each record.
func (c *coverage) spoken(r record) {
	c.at = max(c.at, r.start+r.length)
	c.last = r
	c.runs++
}

// oddOrder notes a record that begins before the end of what was spoken of.
func (c *coverage) oddOrder(r record) {
	c.mixed = true
	if r.start >= c.last.start && r.start < c.last.start+c.last.length {
		c.about.notes.add(Overlap, r.start, min(r.length, c.last.start+c.last.length-r.start),
			"an area shares bytes with the one before it: a byte counts as changed if any of them says so, and else as unknown if any does")
		return
	}
	c.about.notes.add(Unsorted, r.start, r.length,
		"an area lies before the one in front of it: the file is read as it comes, and nothing is lost")
}

// doubted are the ranges of which nothing is known but what changed, whatever pages
// said, in order and apart.
func (c *coverage) doubted() []extent.Extent {
	if !c.mixed {
		return nil
	}
	c.doubts.merge()
	return c.doubts.list
}

// end is how far the records reach.
func (c *coverage) end() int64 { return c.at }

// sound is false once a record was not in order: what follows the last one may then
// speak of bytes that are taken for unchanged.
func (c *coverage) sound() bool { return !c.mixed }
