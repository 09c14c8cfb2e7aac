package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

const (
	block    = 64 << 10
	tebibyte = 1 << 40
	pageSize = 2000 // extents in a reply
)

// captures are files by their number of extents, each written once.
var captures sync.Map

// extentsOf is a number of extents, or a hundredth of ten million for a short run.
func extentsOf(many int) int {
	if testing.Short() {
		return min(many, 100_000)
	}
	return many
}

// captureOf is the file of a disk of 62 TiB with so many extents.
func captureOf(b *testing.B, extents int) string {
	b.Helper()
	write, _ := captures.LoadOrStore(extents, sync.OnceValues(func() (string, error) {
		name := filepath.Join(scratch, fmt.Sprintf("%d.cbtmap", extents))
		return name, writeCapture(name, 62*tebibyte, extents)
	}))
	name, err := write.(func() (string, error))()
	if err != nil {
		b.Fatal(err)
	}
	return name
}

// writeCapture writes a capture of clustered changes, as databases and file servers
// leave them, page by page.
func writeCapture(name string, capacity int64, extents int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := capture.NewWriter(f, capture.Header{Program: "cbtmap", VM: capture.VM{Name: "files01"}, Capacity: capacity})
	if err != nil {
		return err
	}
	footer := capture.Footer{RawExtents: int64(extents), Granularity: block, Known: capacity, Verdict: "trustworthy"}
	for p := range clustered(capacity, extents) {
		footer.Replies++
		for _, e := range p.Extents {
			footer.Changed += e.Length
		}
		if err := w.Page(p); err != nil {
			return err
		}
	}
	if err := w.Close(footer); err != nil {
		return err
	}
	return f.Close()
}

// clustered are the replies about a disk with bursts of some 200 short extents, far
// from one another.
func clustered(capacity int64, extents int) func(yield func(extent.Page) bool) {
	return func(yield func(extent.Page) bool) {
		random := rand.New(rand.NewPCG(uint64(extents), 6))
		const burst = 200
		// What the bursts leave of the disk lies between them: an extent and the gap
		// before it take six blocks in the mean.
		far := (capacity/block - 6*int64(extents)) / int64(1+extents/burst)
		page, at := extent.Page{}, int64(0)
		for i := range extents {
			at += 1 + random.Int64N(5)
			if i%burst == 0 {
				at += random.Int64N(2 * far * 9 / 10)
			}
			length := 1 + random.Int64N(5)
			page.Extents = append(page.Extents, extent.Extent{Start: at * block, Length: length * block})
			at += length
			if len(page.Extents) == pageSize && i < extents-1 {
				page.Length = at*block - page.Start
				if !yield(page) {
					return
				}
				page = extent.Page{Start: at * block}
			}
		}
		page.Length = capacity - page.Start
		yield(page)
	}
}
