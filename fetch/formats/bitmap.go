package formats

import (
	"encoding/base64"
	"io"
	"math"
	"math/bits"
)

var bitmapKind = kind{
	Format: Format{
		ID:      "xenserver",
		Name:    "XenServer and XCP-ng bitmap",
		Command: "xe vdi-list-changed-blocks vdi-from-uuid=UUID vdi-to-uuid=UUID",
		Rule: "a block of 64 KiB whose bit is set is changed; one whose bit is not set is unchanged; what has no bit is unknown; " +
			"give --capacity for one of many scattered changes, which looks like any other text in base64",
	},
	fits:    fitsBitmap,
	full:    true,
	records: func(t *text, a *about) records { return &bitmap{t: t, about: a} },
}

const bitmapBlock = 64 << 10 // bytes of the disk that a bit stands for

// bitmap reads what VDI.list_changed_blocks returns: a bitmap in base64, of one bit
// for 64 KiB, perhaps broken into lines.
//
// The most significant bit of a byte is the first. The tracking log of blktap has
// it the other way round (drivers/block-log.c: 1 << nr), but the storage manager
// turns each byte round before it answers (drivers/VDI.py of xapi-project/sm,
// list_changed_blocks: bytereverse), and a client reads it from the top
// (xs-cbt-backup, cbt_bitmap.py: BitArray).
type bitmap struct {
	t     *text
	about *about

	text   [4 << 10]byte // base64 without white space
	have   int           // of text; less than 4 is left after a fill
	bits   [3 << 10]byte
	unread []byte // of bits
	blocks int64  // of the disk before what is unread
	padded bool   // nothing may follow
	run    record // that may go on
}

func (b *bitmap) next() (record, error) {
	for {
		more, err := b.alike()
		if err != nil && b.run.length == 0 {
			return record{}, err
		}
		if err == nil && (b.run.length == 0 || b.run.state == more.state) {
			more.start, more.length = more.start-b.run.length, more.length+b.run.length
			b.run = more
			continue
		}
		done := b.run
		b.run = more // nothing after an error, which comes again
		return done, nil
	}
}

// alike is the next run of equal bits within a byte.
func (b *bitmap) alike() (record, error) {
	for len(b.unread) == 0 {
		if err := b.fill(); err != nil {
			return record{}, err
		}
	}
	bit := int(b.blocks & 7)
	c, s := b.unread[0]<<bit, unchanged
	if c&0x80 != 0 {
		c, s = ^c, changed
	}
	n := min(bits.LeadingZeros8(c), 8-bit)
	r := record{b.blocks * bitmapBlock, int64(n) * bitmapBlock, s}
	b.blocks += int64(n)
	if bit+n == 8 {
		b.unread = b.unread[1:]
	}
	return r, nil
}

// fill reads the next bytes of the bitmap.
func (b *bitmap) fill() error {
	for b.have < 4 {
		n, err := b.t.Read(b.text[b.have:])
		if err == io.EOF {
			return b.end()
		}
		if err != nil {
			return b.t.failedAt(b.t.here(), err)
		}
		if err := b.keep(b.text[b.have : b.have+n]); err != nil {
			return err
		}
	}
	whole := b.have &^ 3
	n, err := base64.StdEncoding.Decode(b.bits[:], b.text[:whole])
	if err != nil {
		return b.t.wrongAt(b.t.here(), "this is not base64")
	}
	b.padded = b.text[whole-1] == '='
	b.unread = b.bits[:n]
	b.have = copy(b.text[:], b.text[whole:b.have])
	if b.blocks > math.MaxInt64/bitmapBlock-8*int64(len(b.bits)) {
		return b.t.wrongAt(b.t.here(), "the bitmap goes on beyond what bytes are counted in (63 bits)")
	}
	return nil
}

// keep takes over what has just been read behind b.text[:b.have], without white
// space. More than a megabyte of that is too much: only text is a rest.
func (b *bitmap) keep(read []byte) error {
	had := b.have
	for _, c := range read {
		if !isSpace[c] {
			b.text[b.have] = c
			b.have++
		}
	}
	if b.have > had {
		b.t.rest()
		if b.padded {
			return b.t.wrongAt(b.t.here(), "something follows the end of the base64 text")
		}
	}
	return nil
}

// end is what comes after the last byte. Nothing in the text says that it is the
// last: only the size of the disk proves it.
func (b *bitmap) end() error {
	if b.have > 0 || b.blocks*bitmapBlock < b.about.given {
		return b.t.failedAt(b.t.here(), io.ErrUnexpectedEOF)
	}
	b.about.notes.add(NoCapacity, b.blocks*bitmapBlock, 0,
		"a bitmap does not say how large the disk is, nor whether it is whole: the disk is taken to end here; say it with --capacity")
	return io.EOF
}
