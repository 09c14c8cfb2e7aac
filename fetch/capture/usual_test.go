package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

// The way for lines as they are written says the same as the way for any line, and
// leaves to it what it does not know.
func TestUsualPageIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := extent.Page{Start: rapid.Int64Range(0, 1<<40).Draw(t, "start")}
		at, unit := p.Start, int64(1)<<rapid.IntRange(0, 20).Draw(t, "shift")
		for range rapid.IntRange(0, 4).Draw(t, "extents") {
			at += unit * rapid.Int64Range(1, 200).Draw(t, "gap")
			e := extent.Extent{Start: at, Length: unit * rapid.Int64Range(1, 200).Draw(t, "length")}
			p.Extents = append(p.Extents, e)
			at = e.End()
		}
		p.Length = at - p.Start + rapid.Int64Range(0, 1<<30).Draw(t, "rest")
		line := appendPage(nil, p)
		capacity := rapid.SampledFrom([]int64{0, p.End() - 1, p.End(), math.MaxInt64}).Draw(t, "capacity")
		if got, ok := usualPage(line, math.MaxInt64, nil); !ok || got.Start != p.Start || got.Length != p.Length || !slices.Equal(got.Extents, p.Extents) {
			t.Fatalf("%s is %v, %v", line, got, ok)
		}
		for range rapid.IntRange(0, 2).Draw(t, "changes") {
			i := rapid.IntRange(0, len(line)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				line[i] = rapid.SampledFrom([]byte("0019,,-. ]}[{:\"e\n\x00\xff")).Draw(t, "byte")
			case 1:
				line = slices.Delete(line, i, i+1)
			case 2:
				line = slices.Insert(line, i, rapid.SliceOfN(rapid.SampledFrom([]byte("09,- ")), 1, 20).Draw(t, "bytes")...)
			}
		}
		got, ok := usualPage(line, capacity, make([]extent.Extent, 0, 2))
		if !ok {
			return
		}
		var n pageLine
		page, _, err := n.parseAny(line)
		if err != nil || !page {
			t.Fatalf("%q is no page, %v", line, err)
		}
		want, err := n.page(capacity, nil)
		if err != nil || got.Start != want.Start || got.Length != want.Length || !slices.Equal(got.Extents, want.Extents) {
			t.Fatalf("%q is %v; want %v, %v", line, got, want, err)
		}
	})
}

// Parts that come faster than they are hashed are hashed one after the other.
func TestChecksumInOrder(t *testing.T) {
	c, whole := newChecksum(), sha256.New()
	part := make([]byte, sumAtOnce)
	for _, take := range []func([]byte){c.write, func(b []byte) { whole.Write(b) }} {
		for i := range 100 {
			part[0] = byte(i)
			take(part)
		}
	}
	if got, want := c.text(), hex.EncodeToString(whole.Sum(nil)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// However a text comes, its sum is that of the whole.
func TestChecksum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, whole := newChecksum(), sha256.New()
		part := make([]byte, 3*sumAtOnce)
		for range rapid.IntRange(0, 6).Draw(t, "parts") {
			n := rapid.SampledFrom([]int{0, 1, 1000, sumAtOnce - 1, sumAtOnce, len(part)}).Draw(t, "bytes")
			for i := range part[:n] {
				part[i] += byte(i + n) // also over what is being hashed, were it not a copy
			}
			c.write(part[:n])
			whole.Write(part[:n])
		}
		if got, want := c.text(), hex.EncodeToString(whole.Sum(nil)); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}
