package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// sumAtOnce is how many bytes are hashed at once beside the reading of the next.
const sumAtOnce = 128 << 10

// checksum is SHA-256 of a text, which is hashed while more of it is read: it takes
// as long as unpacking. At most one goroutine is at it, and comes to its end by
// itself, whether anybody asks for the sum or not.
type checksum struct {
	hash hash.Hash
	next []byte      // is still to be hashed
	busy chan []byte // gives the room back for what is hashed now; nil if nothing is
}

func newChecksum() *checksum { return &checksum{hash: sha256.New()} }

// write takes in a part of the text, of which it keeps a copy.
func (c *checksum) write(text []byte) {
	c.next = append(c.next, text...)
	if len(c.next) < sumAtOnce {
		return
	}
	full, room := c.next, c.wait()
	c.busy = make(chan []byte, 1)
	go func(done chan<- []byte) {
		c.hash.Write(full)
		done <- full[:0]
	}(c.busy)
	c.next = room
}

// wait returns when nothing is being hashed, with room for what comes next.
func (c *checksum) wait() []byte {
	if c.busy == nil {
		return nil
	}
	room := <-c.busy
	c.busy = nil
	return room
}

// text is the sum of all that was written, in hexadecimal.
func (c *checksum) text() string {
	c.wait()
	c.hash.Write(c.next)
	c.next = nil
	return hex.EncodeToString(c.hash.Sum(nil))
}
