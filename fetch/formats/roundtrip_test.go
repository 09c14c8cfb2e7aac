package formats

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// disk is what is true of one: runs of a state each, from its first byte to its
// last, of which no two neighbours have the same.
type disk []record

func (d disk) capacity() int64 {
	if len(d) == 0 {
		return 0
	}
	last := d[len(d)-1]
	return last.start + last.length
}

// then adds a run at the end.
func (d disk) then(length int64, s state) disk {
	if n := len(d); length > 0 && n > 0 && d[n-1].state == s {
		d[n-1].length += length
	} else if length > 0 {
		d = append(d, record{d.capacity(), length, s})
	}
	return d
}

// extentMap is a map that was told of each run by a page of its own.
func (d disk) extentMap() *extent.Map {
	m := extent.New(d.capacity())
	for _, r := range d {
		p := extent.Page{Start: r.start, Length: r.length}
		switch r.state {
		case changed:
			p.Extents = []extent.Extent{{Start: r.start, Length: r.length}}
		case unknown:
			continue
		}
		if err := m.Add(p); err != nil {
			panic(err)
		}
	}
	return m
}

// drawDisk makes a disk of runs that are multiples of unit bytes: as a rule a few,
// sometimes more than fit in two pages, and sometimes of 62 TiB.
func drawDisk(t *rapid.T, unit int64, states ...state) disk {
	most := rapid.SampledFrom([]int{1, 8, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 3 * MostExtents}).Draw(t, "most")
	longest := rapid.SampledFrom([]int64{3, 1 << 16, 1 << 26}).Draw(t, "longest")
	var d disk
	if most < 100 {
		for range rapid.IntRange(0, most).Draw(t, "runs") {
			d = d.then(unit*rapid.Int64Range(1, longest).Draw(t, "length"), rapid.SampledFrom(states).Draw(t, "state"))
		}
	} else {
		// One draw for thousands of runs: each would cost more than all the rest.
		n := rapid.Uint64().Draw(t, "seed")
		for range most {
			n = n*6364136223846793005 + 1442695040888963407
			d = d.then(unit*int64(1+n>>40%uint64(longest)), states[n>>33%uint64(len(states))])
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "huge") == 0 {
		d = d.then(62<<40/unit*unit, rapid.SampledFrom(states).Draw(t, "last"))
	}
	return d
}

// A carrier is a format that a map can be written in and read from again.
type carrier struct {
	id    string
	tells bool // how large the disk is
	write func(w io.Writer, m *extent.Map) error
}

var carriers = []carrier{
	written("csv", false), written("json", false), written("mapfile", true),
	{"cbtmap", true, func(w io.Writer, m *extent.Map) error {
		c, err := capture.NewWriter(w, capture.Header{Capacity: m.Capacity()})
		if err != nil {
			return err
		}
		for p := range m.Replies(MostExtents) {
			if err := c.Page(p); err != nil {
				return err
			}
		}
		return c.Close(capture.Footer{Known: m.Known(), Changed: m.Changed()})
	}},
}

func written(id string, tells bool) carrier {
	return carrier{id, tells, func(w io.Writer, m *extent.Map) error { return Write(w, id, m) }}
}

// again writes a map and reads it back.
func (c carrier) again(t *rapid.T, m *extent.Map) *extent.Map {
	var b bytes.Buffer
	if err := c.write(&b, m); err != nil {
		t.Fatalf("%s: %v", c.id, err)
	}
	var o Options
	if !c.tells {
		o.Capacity = m.Capacity()
	}
	got, err := read(&b, o)
	if err != nil {
		t.Fatalf("%s: %v", c.id, err)
	}
	if id := got.r.Format().ID; id != c.id {
		t.Fatalf("what was written as %s was taken for %s", c.id, id)
	}
	if _, said := got.r.Capacity(); !said && m.Capacity() > 0 {
		t.Fatalf("%s: the capacity is not known", c.id)
	}
	if !got.r.Sound() {
		t.Fatalf("%s: not sound", c.id)
	}
	return got.m
}

// A map that is written in any format, read, written in any other and read again
// is the same map.
func TestWriteRead(t *testing.T) {
	for _, first := range carriers {
		for _, second := range carriers {
			t.Run(first.id+" "+second.id, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					states := []state{changed, unchanged, unknown}[:rapid.IntRange(1, 3).Draw(t, "states")]
					d := drawDisk(t, 1, states...)
					m := d.extentMap()
					once := first.again(t, m)
					sameMap(t, d, once)
					sameMap(t, d, second.again(t, once))
				})
			})
		}
	}
}

// sameMap compares a map with what is true.
func sameMap(t interface{ Fatalf(string, ...any) }, d disk, m *extent.Map) {
	if m.Capacity() != d.capacity() {
		t.Fatalf("capacity %d, want %d", m.Capacity(), d.capacity())
	}
	if got := slices.Collect(spans(m)); !slices.Equal(got, d) {
		t.Fatalf("%v\nwant %v", got, d)
	}
	var bytes [3]int64
	var extents int64
	for _, r := range d {
		bytes[r.state] += r.length
		if r.state == changed {
			extents++
		}
	}
	if m.Changed() != bytes[changed] || m.Known() != bytes[changed]+bytes[unchanged] || m.Extents() != extents {
		t.Fatalf("%d changed of %d known bytes, %d extents; want %d and %d, %d",
			m.Changed(), m.Known(), m.Extents(), bytes[changed], bytes[changed]+bytes[unchanged], extents)
	}
}

// Without its capacity a file claims less, and nothing that is not so.
func TestReadWithoutCapacity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDisk(t, 1, changed, unchanged, unknown)
		m := d.extentMap()
		var b bytes.Buffer
		id := rapid.SampledFrom([]string{"csv", "json"}).Draw(t, "format")
		if err := Write(&b, id, m, Unsized); err != nil {
			t.Fatal(err)
		}
		got, err := read(&b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, said := got.r.Capacity(); said || !slices.Contains(kindsOf(got.r.Notes()), NoCapacity) {
			t.Fatalf("%s says how large the disk is", id)
		}
		if got.m.Capacity() > m.Capacity() || got.m.Changed() != m.Changed() {
			t.Fatalf("%d changed bytes of %d, want %d of %d", got.m.Changed(), got.m.Capacity(), m.Changed(), m.Capacity())
		}
		honest(t, d, got.m)
	})
}

// honest wants a map to say nothing of the disk that is not true.
func honest(t interface{ Fatalf(string, ...any) }, d disk, m *extent.Map) {
	for _, r := range d {
		s := m.Sum(r.start, r.start+r.length)
		switch {
		case r.state == unknown && s.Known > 0:
			t.Fatalf("%d bytes at %d are claimed to be known", s.Known, r.start)
		case r.state == changed && s.Changed != s.Known:
			t.Fatalf("%d changed bytes at %d are claimed to be unchanged", s.Known-s.Changed, r.start)
		case r.state == unchanged && s.Changed > 0:
			t.Fatalf("%d unchanged bytes at %d are claimed to be changed", s.Changed, r.start)
		}
	}
	if s := m.Sum(d.capacity(), m.Capacity()); s.Known > 0 {
		t.Fatalf("%d bytes are claimed to be known past the end of the disk", s.Known)
	}
}
