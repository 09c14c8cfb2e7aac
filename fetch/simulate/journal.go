package simulate

import (
	"math/rand/v2"

	"cbtmap/fetch/extent"
)

// Sizes in bytes.
const (
	kib int64 = 1 << (10 * (iota + 1))
	mib
	gib
	tib
)

// area is a part of a disk that one thing fills: a file, a zone, a partition.
type area struct{ start, length int64 }

func (a area) end() int64 { return a.start + a.length }

// guest is a model of what one operating system writes to one disk, an epoch
// at a time: epoch 0 lays down all that is there before the first snapshot,
// epoch n is the time up to the next one. It may not remember: all that lasts,
// such as how far a log has come, follows from the number of the epoch.
type guest func(j *journal)

// journal takes down the writes of one epoch.
type journal struct {
	*rand.Rand        // of this epoch
	fixed      uint64 // seed of all that stays the same from epoch to epoch
	epoch      int
	capacity   int64 // bytes
	writes     []extent.Extent
}

// write takes down one write of the guest, cut at the disk's end.
func (j *journal) write(start, length int64) {
	length = min(length, j.capacity-start)
	if start < 0 || length <= 0 {
		return
	}
	j.writes = append(j.writes, extent.Extent{Start: start, Length: length})
}

// between is a random number in [lo, hi].
func (j *journal) between(lo, hi int64) int64 { return lo + j.Int64N(hi-lo+1) }

// chance is true in share of 1000 cases.
func (j *journal) chance(share int) bool { return j.IntN(1000) < share }

// size is a random size between lo and lo<<doublings, each octave as likely as
// the next: files are like that.
func (j *journal) size(lo int64, doublings int) int64 {
	octave := lo << j.IntN(doublings)
	return octave + j.Int64N(octave)
}

// sequential fills an area as a copy or a log does: long pieces, and now and
// then a little left out between two.
func (j *journal) sequential(a area, piece, gap int64) {
	for at := a.start; at < a.end(); {
		n := min(j.between(piece/2, piece*3/2), a.end()-at)
		j.write(at, n)
		at += n + j.Int64N(gap+1)
	}
}

// scatter writes count pieces anywhere in an area.
func (j *journal) scatter(a area, count int, lo int64, doublings int) {
	for range count {
		j.write(a.start+j.Int64N(a.length), j.size(lo, doublings))
	}
}

// textured goes through an area in steps and writes into each as its heat and
// luck will have it: up to most pieces where it is hottest.
func (j *journal) textured(a area, layer uint64, scale, step int64, most int, lo int64, doublings int) {
	seed := mix(j.fixed ^ layer)
	for at := a.start; at < a.end(); at += step {
		warmth := hot(seed, at, scale)
		for range most {
			if j.Int64N(full) < warmth {
				j.write(at+j.Int64N(step), j.size(lo, doublings))
			}
		}
	}
}

// pages rewrites some of a fixed population of small pages, spread over an
// area: index roots, allocation maps, directory entries. The same ones come
// again on other nights; share of 1000 of them are written.
func (j *journal) pages(a area, layer uint64, population, share int, length int64) {
	seed := mix(j.fixed ^ layer)
	for i := range population {
		if !j.chance(share) {
			continue
		}
		at := int64(mix(seed+uint64(i))%uint64(a.length)) / length * length
		j.write(a.start+at, length)
	}
}

// advance tells where a thing that grows each epoch stands before this one and
// how much it grows now: the same for every epoch that asks.
func (j *journal) advance(layer uint64, lo, hi int64) (before, now int64) {
	for n := 1; n <= j.epoch; n++ {
		before += now
		now = lo + int64(mix(j.fixed^layer+uint64(n))%uint64(hi-lo+1))
	}
	return before, now
}
