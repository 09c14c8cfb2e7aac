package extent

import "math/bits"

// BlockSizes are the block sizes, in bytes, that readers of changed areas use,
// each twice the one before.
var BlockSizes = [...]int64{64 << 10, 128 << 10, 256 << 10, 512 << 10, 1 << 20, 2 << 20, 4 << 20, 8 << 20}

// Blocks says what a reader of whole blocks reads: the blocks, aligned to the
// disk's begin, that hold at least one changed byte. The last block of a disk
// ends with it.
type Blocks struct {
	Block   int64 // size of a block in bytes
	Count   int64 // blocks touched
	Bytes   int64 // in them
	Changed int64 // bytes of them that changed
}

// Factor is the read amplification, at least 1: bytes in the blocks by changed
// bytes. It is 0 if nothing changed.
func (b Blocks) Factor() float64 {
	if b.Changed == 0 {
		return 0
	}
	return float64(b.Bytes) / float64(b.Changed)
}

// touched counts the blocks that extents touch. Extents come in order.
//
// With a and b the numbers of the smallest blocks in which an extent begins and
// ends, it touches b>>i - a>>i + 1 blocks that are 1<<i times as large, the first of
// which is counted already if the extent before it ends there. It is not done for
// each i: with the low bits of a taken off both, they are numbers of which there are
// few, as long as the extent is short. So these are counted, and summed up once.
type touched struct {
	extents int64
	first   int64 // the first changed byte; of none it means nothing
	last    int64 // the last changed byte so far, -1 at first: it lies in no block

	number [256]int64                 // how many more b than a are this one
	wide   [len(BlockSizes)]int64     // b>>i - a>>i, summed up, of all others
	shared [len(BlockSizes) + 1]int64 // extents that begin in the block where the one before ends, by the least i
}

// smallest is the binary logarithm of the first block size. Each of the others
// is twice the one before it.
const smallest = 16

// lowBits are those of a number of a block that tell it from others in the largest.
const lowBits = 1<<(len(BlockSizes)-1) - 1

func (t *touched) add(ext []Extent) {
	if t.extents == 0 && len(ext) > 0 {
		t.first = ext[0].Start
	}
	t.extents += int64(len(ext))
	last := t.last
	for _, e := range ext {
		t.shared[sharing(last, e.Start)]++
		last = e.Start + e.Length - 1
		a, b := uint64(e.Start)>>smallest, uint64(last)>>smallest
		low := a & lowBits
		if high := b - a + low; high < uint64(len(t.number)) {
			t.number[high]++
			t.number[low]--
			continue
		}
		for i := range t.wide {
			t.wide[i] += int64(b>>i - a>>i)
		}
	}
	t.last = last
}

// sharing is the least i for which an extent that starts there begins in the block
// where the one before it ends, len(BlockSizes) if there is none.
func sharing(last, start int64) int {
	return min(bits.Len64(uint64(last>>smallest^start>>smallest)), len(BlockSizes))
}

// append takes in what was counted of the extents that come next.
func (t *touched) append(next *touched) {
	switch {
	case next.extents == 0:
		return
	case t.extents == 0:
		*t = *next
		return
	}
	t.shared[sharing(t.last, next.first)]++
	t.extents, t.last = t.extents+next.extents, next.last
	for i, n := range next.number {
		t.number[i] += n
	}
	for i, n := range next.wide {
		t.wide[i] += n
	}
	for i, n := range next.shared {
		t.shared[i] += n
	}
}

// count is how many blocks of each size are touched.
func (t *touched) count() (count [len(BlockSizes)]int64) {
	shared := int64(0)
	for i := range count {
		shared += t.shared[i]
		count[i] = t.extents - shared + t.wide[i]
		for number, n := range t.number {
			count[i] += n * int64(number>>i)
		}
	}
	return count
}

func (t *touched) blocks(capacity, changed int64) []Blocks {
	list, count := make([]Blocks, len(BlockSizes)), t.count()
	for i, size := range BlockSizes {
		// Whole blocks may end where no int64 does.
		bytes, end := uint64(count[i])*uint64(size), uint64(t.last>>(smallest+i)+1)*uint64(size)
		if end > uint64(capacity) {
			bytes -= end - uint64(capacity)
		}
		list[i] = Blocks{Block: size, Count: count[i], Bytes: int64(bytes), Changed: changed}
	}
	return list
}
