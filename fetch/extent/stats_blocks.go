package extent

// BlockSizes are the block sizes, in bytes, that readers of changed areas use.
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
