package capture

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/gzip"

	"cbtmap/fetch/extent"
)

const (
	million = 1 << 20
	block   = 64 << 10
)

// changes is about a million extents as three kinds of work leave them, in pages
// as a server sends them.
func changes(kind string) (capacity int64, pages []extent.Page) {
	random := rand.New(rand.NewPCG(5, 5))
	var next func() (gap, length int64) // in blocks
	switch kind {
	case "clustered": // files that are written in runs, far from one another
		capacity = 2 << 40
		next = func() (gap, length int64) {
			if random.IntN(40) == 0 {
				return 1 + random.Int64N(600), 1 + random.Int64N(64)
			}
			return 1 + random.Int64N(4), 1 + random.Int64N(6)
		}
	case "uniform": // any block is as likely to be written as any other
		capacity = 2 << 40
		next = func() (gap, length int64) {
			for gap, length = 1, 1; random.IntN(31) != 0; gap++ {
			}
			for ; random.IntN(32) == 0; length++ {
			}
			return gap, length
		}
	case "sparse":
		capacity = 62 << 40
		next = func() (gap, length int64) { return 1 + random.Int64N(1980), 1 }
	}
	p, at := extent.Page{}, int64(0)
	for range million {
		gap, length := next()
		e := extent.Extent{Start: (at + gap) * block, Length: length * block}
		if e.End() > capacity {
			break
		}
		p.Extents = append(p.Extents, e)
		if at += gap + length; len(p.Extents) == 2000 {
			p.Length = p.Extents[1999].End() - p.Start
			pages = append(pages, p)
			p = extent.Page{Start: p.End()}
		}
	}
	p.Length = capacity - p.Start
	pages = append(pages, p)
	return capacity, pages
}

func written(tb testing.TB, capacity int64, pages []extent.Page) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Header{Capacity: capacity})
	for _, p := range pages {
		if err == nil {
			err = w.Page(p)
		}
	}
	if err == nil {
		err = w.Close(Footer{})
	}
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func count(pages []extent.Page) (n int) {
	for _, p := range pages {
		n += len(p.Extents)
	}
	return n
}

func BenchmarkWrite(b *testing.B) {
	for _, kind := range []string{"clustered", "uniform", "sparse"} {
		b.Run(kind, func(b *testing.B) {
			capacity, pages := changes(kind)
			n, size := count(pages), 0
			b.ReportAllocs()
			for b.Loop() {
				size = len(written(b, capacity, pages))
			}
			b.ReportMetric(float64(size)/float64(n), "B/extent")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/extent")
		})
	}
}

// BenchmarkRead unpacks, reads and checks a file, and makes its map.
func BenchmarkRead(b *testing.B) {
	for _, kind := range []string{"clustered", "uniform", "sparse"} {
		b.Run(kind, func(b *testing.B) {
			capacity, pages := changes(kind)
			n, file := count(pages), written(b, capacity, pages)
			b.ReportAllocs()
			for b.Loop() {
				r, err := opened(file)
				if err != nil {
					b.Fatal(err)
				}
				m := extent.New(r.Header().Capacity)
				for {
					p, err := r.Next()
					if err == io.EOF {
						break
					}
					if err := m.Add(p); err != nil {
						b.Fatal(err)
					}
				}
				if err := r.Cut(); err != nil || m.RawExtents() != int64(n) {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(file))/float64(n), "B/extent")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/extent")
		})
	}
}

// opened reads a packed file.
func opened(file []byte) (*Reader, error) {
	zip, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return NewReader(zip)
}
