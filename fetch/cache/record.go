package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/bits"

	"cbtmap/fetch/extent"
)

const (
	magic   = "cbtmap\x00"
	version = 1

	headerSize = len(magic) + 1 + sha256.Size + 4
	headSize   = 12 // of a record: length, checksum of the length, checksum of the reply

	// maxReply bounds a reply on disk, and with it the memory that a damaged
	// or hostile file can make a reader use. It has room for 800,000 areas
	// with the longest numbers there are; a server sends 2,000.
	maxReply = 16 << 20
)

// checksum is by Castagnoli's polynomial, which finds most errors in records of
// this size, and which processors compute by themselves. The table is made once,
// when it is first asked for.
func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// errMalformed is what a reply is that has its right checksum and yet was not
// written by this package.
var errMalformed = errors.New("not a reply")

func appendHeader(b []byte, key [sha256.Size]byte) []byte {
	at := len(b)
	b = append(b, magic...)
	b = append(b, version)
	b = append(b, key[:]...)
	return binary.LittleEndian.AppendUint32(b, checksum(b[at:]))
}

// appendRecord adds a reply with its length and checksums. The length has one of
// its own: a wrong length must not be taken for a record that ends too early.
func appendRecord(b []byte, asked int64, p extent.Page) ([]byte, error) {
	at := len(b)
	b = append(b, make([]byte, headSize)...)
	b = appendReply(b, asked, p)
	head, reply := b[at:at+headSize], b[at+headSize:]
	if len(reply) > maxReply {
		return b[:at], fmt.Errorf("a reply with %d areas is too large", len(p.Extents))
	}
	binary.LittleEndian.PutUint32(head, uint32(len(reply)))
	binary.LittleEndian.PutUint32(head[4:], checksum(head[:4]))
	binary.LittleEndian.PutUint32(head[8:], checksum(reply))
	return b, nil
}

// appendReply writes each area as its distance from the end of the one before.
// Sums wrap round, so that any two numbers have a distance; what divides all
// distances and lengths is left out.
func appendReply(b []byte, asked int64, p extent.Page) []byte {
	b = binary.AppendVarint(b, asked)
	b = binary.AppendVarint(b, p.Start-asked)
	b = binary.AppendVarint(b, p.Length)
	b = binary.AppendUvarint(b, uint64(len(p.Extents)))
	var all int64
	at := p.Start
	for _, e := range p.Extents {
		all |= (e.Start - at) | e.Length
		at = e.Start + e.Length
	}
	unit := 0
	if all != 0 {
		unit = bits.TrailingZeros64(uint64(all))
	}
	b = append(b, byte(unit))
	at = p.Start
	for _, e := range p.Extents {
		b = binary.AppendVarint(b, (e.Start-at)>>unit)
		b = binary.AppendVarint(b, e.Length>>unit)
		at = e.Start + e.Length
	}
	return b
}

// parseReply reads what appendReply wrote, all of b. The areas are put into ext
// if it has room for them.
func parseReply(b []byte, ext []extent.Extent) (asked int64, p extent.Page, err error) {
	n := numbers{b: b}
	asked = n.signed()
	p.Start = asked + n.signed()
	p.Length = n.signed()
	count := n.unsigned()
	unit := n.byte()
	// Two bytes are the least that an area takes: a count that the reply has
	// no room for must not reserve memory.
	if n.bad || unit > 63 || count > uint64(len(n.b)/2) {
		return 0, extent.Page{}, errMalformed
	}
	if uint64(cap(ext)) < count {
		ext = make([]extent.Extent, count)
	}
	p.Extents = ext[:count]
	at := p.Start
	for i := range p.Extents {
		e := extent.Extent{Start: at + n.signed()<<unit, Length: n.signed() << unit}
		at = e.Start + e.Length
		p.Extents[i] = e
	}
	if n.bad || len(n.b) > 0 {
		return 0, extent.Page{}, errMalformed
	}
	return asked, p, nil
}

// numbers takes numbers from the front of b, zeros once one was bad.
type numbers struct {
	b   []byte
	bad bool
}

func (n *numbers) signed() int64 {
	v, size := binary.Varint(n.b)
	n.skip(size)
	return v
}

func (n *numbers) unsigned() uint64 {
	v, size := binary.Uvarint(n.b)
	n.skip(size)
	return v
}

func (n *numbers) byte() (b byte) {
	if len(n.b) > 0 {
		b = n.b[0]
		n.skip(1)
		return b
	}
	n.skip(0)
	return 0
}

func (n *numbers) skip(size int) {
	if size <= 0 {
		n.bad, n.b = true, nil
		return
	}
	n.b = n.b[size:]
}
