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
	seed   uint64
	guest  guest
	marks  []mark
	masses map[int]int // extents of the epochs that are crowds, by number

	mu     sync.Mutex
	epochs []changed // written when first asked for
	recent []span    // the last few answers: a client pages through one of them
}

// span is the answer for the epochs (from, to].
type span struct {
	from, to int
	blocks   changed
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
	if h.masses[epoch] > 0 {
		return h.crowd(epoch).extents()
	}
	j := &journal{
		Rand:     stream(seedOf(h.seed, epoch, "epoch")),
		fixed:    seedOf(h.seed, 0, "fixed"),
		epoch:    epoch,
		capacity: h.marks[epoch].capacity,
	}
	h.guest(j)
	return j.writes
}

// crowd is an epoch that no guest has written.
func (h *history) crowd(epoch int) *crowd {
	return newCrowd(seedOf(h.seed, epoch, "crowd"), h.marks[epoch].capacity, h.masses[epoch])
}

// changes returns the blocks written in the epochs after from up to to. From -1
// asks for all that was ever written.
func (h *history) changes(from, to int) changed {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.recent {
		if s.from == from && s.to == to {
			return s.blocks
		}
	}
	blocks := h.union(from, to)
	if len(h.recent) == remembered {
		h.recent = append(h.recent[:0:0], h.recent[1:]...)
	}
	h.recent = append(h.recent, span{from, to, blocks})
	return blocks
}

// union finds what changes remembers; the caller holds the lock.
func (h *history) union(from, to int) changed {
	var kept list
	var all merged
	for n := from + 1; n <= to; n++ {
		switch blocks := h.blocks(n).(type) {
		case list:
			if kept == nil {
				kept = blocks
				continue
			}
			kept = union(kept, blocks)
		default:
			all = append(all, blocks)
		}
	}
	switch {
	case len(all) == 0:
		return kept
	case len(kept) > 0:
		all = append(all, kept)
	case len(all) == 1:
		return all[0]
	}
	return all
}

// blocks returns the blocks of one epoch; the caller holds the lock.
func (h *history) blocks(epoch int) changed {
	if h.epochs == nil {
		h.epochs = make([]changed, len(h.marks))
	}
	if h.epochs[epoch] == nil {
		if h.masses[epoch] > 0 {
			h.epochs[epoch] = h.crowd(epoch)
		} else {
			h.epochs[epoch] = list(blocksOf(h.writes(epoch)))
		}
	}
	return h.epochs[epoch]
}
