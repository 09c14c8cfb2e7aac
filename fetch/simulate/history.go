package simulate

import (
	"sync"

	"cbtmap/fetch/extent"
)

// mark is the end of one epoch of a disk.
type mark struct {
	id       changeID
	capacity int64 // bytes, of the disk at that time
}

// history is the life of one tracked disk. Epoch i ends at marks[i].
type history struct {
	seed  uint64
	guest guest
	marks []mark

	mu     sync.Mutex
	epochs [][]run // written when first asked for
	recent []span  // the last few answers: a client pages through one of them
}

// span is the answer for the epochs (from, to].
type span struct {
	from, to int
	runs     []run
}

// remembered is how many answers a disk keeps.
const remembered = 4

// find returns the epoch that a changeId ends, or -1.
func (h *history) find(id changeID) int {
	for i, m := range h.marks {
		if m.id == id {
			return i
		}
	}
	return -1
}

// writes lets the guest write an epoch.
func (h *history) writes(epoch int) []extent.Extent {
	j := &journal{
		Rand:     stream(seedOf(h.seed, epoch, "epoch")),
		fixed:    seedOf(h.seed, 0, "fixed"),
		epoch:    epoch,
		capacity: h.marks[epoch].capacity,
	}
	h.guest(j)
	return j.writes
}

// changes returns the blocks written in the epochs after from up to to, sorted
// and disjoint. From -1 asks for all that was ever written.
func (h *history) changes(from, to int) []run {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.recent {
		if s.from == from && s.to == to {
			return s.runs
		}
	}
	var runs []run
	for n := from + 1; n <= to; n++ {
		if runs == nil {
			runs = h.blocks(n)
			continue
		}
		runs = union(runs, h.blocks(n))
	}
	if len(h.recent) == remembered {
		h.recent = append(h.recent[:0:0], h.recent[1:]...)
	}
	h.recent = append(h.recent, span{from, to, runs})
	return runs
}

// blocks returns the blocks of one epoch; the caller holds the lock.
func (h *history) blocks(epoch int) []run {
	if h.epochs == nil {
		h.epochs = make([][]run, len(h.marks))
	}
	if h.epochs[epoch] == nil {
		h.epochs[epoch] = blocksOf(h.writes(epoch))
	}
	return h.epochs[epoch]
}
