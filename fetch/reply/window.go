package reply

import "io"

// MaxSeen is how many bytes of a body are kept for another decoder: a reply of
// 2,000 extents has about 160,000. It is also the most memory that a Reader takes,
// a few kilobytes and the extents apart.
const MaxSeen = 1 << 20

const (
	firstRoom = 64 << 10  // of a window, before it grows
	slideRoom = 128 << 10 // that is used once bytes have gone: it stays in the processor's cache
	maxToken  = 16 << 10  // bytes of a tag, a name, a comment: what must be seen in one piece
	maxEmpty  = 100       // reads in a row that may bring nothing
)

// window is the part of a body that is looked at. It grows while all of it is to
// be kept, and slides along the body after that.
//
//	gone │ buf: read already │ pos: to be read … │ filled: room
type window struct {
	body   io.Reader
	buf    []byte
	pos    int   // next byte to be read
	filled int   // end of what has come
	gone   int64 // bytes that came before buf
	keep   int64 // place in the body: bytes from here on shall stay, if there is room
	ended  error // what the body ended with
	err    error // first thing that went wrong
}

// open turns to another body.
func (w *window) open(body io.Reader) {
	*w = window{body: body, buf: w.buf, keep: never}
}

// never is a place that no body reaches.
const never = 1<<63 - 1

// end lets go of the body, of which nothing but white space may be left.
func (w *window) end() {
	if w.err == nil {
		w.rest()
	}
	w.body = nil
}

// rest reads the body to its end, where there may be white space.
func (w *window) rest() {
	for {
		for ; w.pos < w.filled; w.pos++ {
			if class[w.buf[w.pos]]&space == 0 {
				w.unexpected()
				return
			}
		}
		if !w.fill() {
			break
		}
	}
	if w.ended != io.EOF {
		w.fail(w.ended)
	}
}

// place is where the next byte stands in the body.
func (w *window) place() int64 { return w.gone + int64(w.pos) }

// at is the byte n places ahead; 0, which no reply has, if there is none.
func (w *window) at(n int) byte {
	if i := w.pos + n; i < w.filled {
		return w.buf[i]
	}
	return w.await(n)
}

// await is at for a byte that has not come yet.
func (w *window) await(n int) byte {
	for w.pos+n >= w.filled {
		switch {
		case w.err != nil:
			return 0
		case n >= maxToken:
			w.unexpected()
			return 0
		case w.fill():
		case w.ended == io.EOF:
			w.fail(io.ErrUnexpectedEOF)
			return 0
		default:
			w.fail(w.ended)
			return 0
		}
	}
	return w.buf[w.pos+n]
}

// fill reads more of the body; false if no more will come.
func (w *window) fill() bool {
	if w.ended != nil {
		return false
	}
	w.makeRoom()
	room := w.buf[w.filled:]
	if w.gone > 0 && w.filled < slideRoom {
		room = w.buf[w.filled:slideRoom]
	}
	for range maxEmpty {
		n, err := w.body.Read(room)
		w.filled += n
		w.ended = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	w.ended = io.ErrNoProgress
	return false
}

// makeRoom grows a window that is full, or lets go of what was read.
func (w *window) makeRoom() {
	full := w.filled == len(w.buf) || w.gone > 0 && w.filled >= slideRoom
	switch {
	case !full:
	case len(w.buf) < MaxSeen:
		grown := make([]byte, max(firstRoom, 2*len(w.buf)))
		copy(grown, w.buf)
		w.buf = grown
	default:
		from := w.pos
		if kept := w.keep - w.gone; kept >= 0 && kept < int64(from) && kept > int64(from-maxToken) {
			from = int(kept)
		}
		copy(w.buf, w.buf[from:w.filled])
		w.gone += int64(from)
		w.pos -= from
		w.filled -= from
	}
}

// skipSpace goes to the next byte that is no white space, and says which it is.
func (w *window) skipSpace() byte {
	for {
		c := w.at(0)
		if class[c]&space == 0 {
			return c
		}
		w.pos++
	}
}

// take reads one byte that must be c.
func (w *window) take(c byte) {
	if w.at(0) != c {
		w.unexpected()
		return
	}
	w.pos++
}

// unexpected gives up what another decoder may read.
func (w *window) unexpected() { w.fail(ErrUnexpected) }

// fail gives up. The first reason counts. No byte is at hand from
// then on, so that whatever reads on comes to an end.
func (w *window) fail(err error) {
	if w.err == nil {
		w.err = err
	}
	w.pos = w.filled
}
