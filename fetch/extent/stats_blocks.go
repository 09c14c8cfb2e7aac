package extent

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
type touched struct {
	count [len(BlockSizes)]int64
	last  int64 // the last changed byte so far, -1 at first: it lies in no block
}

// smallest is the binary logarithm of the first block size. Each of the others
// is twice the one before it.
const smallest = 16

func (t *touched) add(ext []Extent) {
	for _, e := range ext {
		last := e.Start + e.Length - 1
		from, to, before := e.Start>>smallest, last>>smallest, t.last>>smallest
		for i := range t.count {
			if to == before {
				break // and so it is with all larger blocks
			}
			t.count[i] += to - max(from, before+1) + 1
			from, to, before = from>>1, to>>1, before>>1
		}
		t.last = last
	}
}

func (t *touched) blocks(capacity, changed int64) []Blocks {
	list := make([]Blocks, len(BlockSizes))
	for i, size := range BlockSizes {
		// Whole blocks may end where no int64 does.
		bytes, end := uint64(t.count[i])*uint64(size), uint64(t.last>>(smallest+i)+1)*uint64(size)
		if end > uint64(capacity) {
			bytes -= end - uint64(capacity)
		}
		list[i] = Blocks{Block: size, Count: t.count[i], Bytes: int64(bytes), Changed: changed}
	}
	return list
}
