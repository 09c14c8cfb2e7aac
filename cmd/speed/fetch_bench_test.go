package main

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// gauge takes the measures of one fetch after another.
type gauge struct {
	b       *testing.B
	garbage float64 // bytes that were allocated and are not in use any more
}

// fetches runs fetch as often as it takes, with the clock running only then. What
// it returns stays in memory until the garbage has been counted, and is then
// checked. The first one is not measured: it is for connections, and for what
// programs make once and keep.
func (g *gauge) fetches(fetch func() (any, error), check func(any) error) {
	g.b.Helper()
	run := func() any {
		got, err := fetch()
		if err != nil {
			g.b.Fatal(err)
		}
		return got
	}
	verify := func(got any) {
		if err := check(got); err != nil {
			g.b.Fatal(err)
		}
	}
	verify(run())
	runtime.GC()
	before, _ := memory()
	for g.b.Loop() {
		g.b.StopTimer()
		_, began := memory()
		g.b.StartTimer()
		got := run()
		g.b.StopTimer()
		_, ended := memory()
		runtime.GC()
		live, _ := memory()
		g.garbage += float64(ended-began) - (float64(live) - float64(before))
		verify(got)
		g.b.StartTimer()
	}
}

// memory is how many bytes are in use, with the garbage that is not collected yet,
// and how many were ever allocated.
func memory() (used, allocated uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, m.TotalAlloc
}

// perExtent reports what an extent cost.
func (g *gauge) perExtent(extents int) {
	all := float64(g.b.N) * float64(extents)
	g.b.ReportMetric(float64(g.b.Elapsed().Nanoseconds())/all, "ns/extent")
	g.b.ReportMetric(g.garbage/all, "garbage-B/extent")
	g.b.ReportMetric(0, "ns/op")
}

func benchPlainLoop(b *testing.B, disk served, c *vim25.Client) *gauge {
	b.Helper()
	g := &gauge{b: b}
	g.fetches(func() (any, error) { return plainLoop(b.Context(), c) }, func(got any) error {
		if n := len(got.([]types.DiskChangeExtent)); n != len(disk.changes) {
			return fmt.Errorf("%d of %d extents", n, len(disk.changes))
		}
		return nil
	})
	return g
}

func benchDiscard(b *testing.B, d *readAndDiscard, extents int) *gauge {
	b.Helper()
	g := &gauge{b: b}
	g.fetches(func() (any, error) { return d.run(b.Context()) }, func(read any) error {
		if n := read.(int64); n < int64(extents)*40 {
			return fmt.Errorf("%d bytes are not all", n)
		}
		return nil
	})
	return g
}

func benchMap(b *testing.B, disk served, c *vcenter.Client, parallel int) *gauge {
	b.Helper()
	g := &gauge{b: b}
	var calls int
	g.fetches(func() (any, error) {
		m, progress, err := intoMap(b.Context(), c, parallel)
		calls = progress.Calls
		return m, err
	}, func(got any) error { return disk.same(got.(*extent.Map)) })
	b.ReportMetric(float64(calls)/float64(len(disk.questions())), "calls/least")
	return g
}

// BenchmarkFetch is a whole disk over TLS on loopback, from a server that has its
// replies ready: govmomi's decoder in a plain loop, the same calls with nothing
// done with the replies, and cbtmap up to a map that can answer.
func BenchmarkFetch(b *testing.B) {
	extents := 200_000
	if testing.Short() {
		extents = 20_000
	}
	disk := serving(extents)
	server := startServer(b, extents, 0)
	for _, protocol := range []string{vcenter.SOAP, vcenter.JSON} {
		b.Run(protocol, func(b *testing.B) {
			b.Run("govmomi", func(b *testing.B) { benchPlainLoop(b, disk, library(b, server, protocol)).perExtent(extents) })
			b.Run("discard", func(b *testing.B) {
				d, err := newReadAndDiscard(library(b, server, protocol), protocol, disk.questions())
				if err != nil {
					b.Fatal(err)
				}
				benchDiscard(b, d, extents).perExtent(extents)
			})
			b.Run("cbtmap", func(b *testing.B) { benchMap(b, disk, explorer(b, server, protocol), 0).perExtent(extents) })
			b.Run("cbtmap-parallel-1", func(b *testing.B) { benchMap(b, disk, explorer(b, server, protocol), 1).perExtent(extents) })
		})
	}
}

// BenchmarkLatency is the same disk from a server that takes its time for each
// reply, as a real one does: how much waiting calls side by side save.
func BenchmarkLatency(b *testing.B) {
	extents, delay := 200_000, 200*time.Millisecond
	if testing.Short() {
		extents, delay = 20_000, 2*time.Millisecond
	}
	disk := serving(extents)
	server := startServer(b, extents, delay)
	seconds := func(g *gauge) {
		g.b.ReportMetric(g.b.Elapsed().Seconds()/float64(g.b.N), "s")
		g.b.ReportMetric(0, "ns/op")
	}
	b.Run("govmomi", func(b *testing.B) { seconds(benchPlainLoop(b, disk, library(b, server, vcenter.SOAP))) })
	for _, parallel := range []int{1, 4, 8} {
		b.Run(fmt.Sprintf("cbtmap-%d", parallel), func(b *testing.B) {
			seconds(benchMap(b, disk, explorer(b, server, vcenter.SOAP), parallel))
		})
	}
}
