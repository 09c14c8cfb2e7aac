package formats

import (
	"io"
	"sync"
)

// Of a packed file, so much text is unpacked ahead of its reader: this many pieces,
// each of at most as many bytes as unpacking gives at once.
const (
	piecesAhead = 8
	pieceSize   = 32 << 10
)

// ahead reads on while what has been read is being used: unpacking takes about as
// long as making pages of the text. Its goroutine ends by itself when all room is
// full, and is begun anew when some of it is free, so that nobody has to close what
// is not read to its end. It waits for no more than one Read at a time, and what has
// come can be read at once.
type ahead struct {
	from   io.Reader
	offset func() int64 // of from, for the goroutine that reads it
	passed *int64       // that offset when what is read now came
	pieces chan piece   // never full: there are no more of them than it has room for

	rest piece // of the one that is being read

	mu   sync.Mutex
	room [][]byte
	busy bool // the goroutine is there
}

// piece is what one Read gave.
type piece struct {
	room, text []byte
	offset     int64
	err        error
}

func newAhead(from io.Reader, offset func() int64, passed *int64) *ahead {
	return &ahead{from: from, offset: offset, passed: passed, pieces: make(chan piece, piecesAhead)}
}

// Read gives what has been read ahead, or waits for it.
func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest.text) == 0 {
		if a.rest.err != nil {
			return 0, a.rest.err
		}
		if len(p) == 0 {
			return 0, nil
		}
		a.next()
	}
	n := copy(p, a.rest.text)
	a.rest.text = a.rest.text[n:]
	return n, nil
}

// next takes the next piece, and gives the room of the one before it back.
func (a *ahead) next() {
	a.mu.Lock()
	if a.rest.room != nil {
		a.room = append(a.room, a.rest.room)
	} else { // it has just begun
		for range piecesAhead {
			a.room = append(a.room, nil)
		}
	}
	if !a.busy {
		a.busy = true
		go a.fill()
	}
	a.mu.Unlock()
	a.rest = <-a.pieces
	*a.passed = a.rest.offset
}

// fill reads until there is no room, or nothing more to read.
func (a *ahead) fill() {
	for {
		a.mu.Lock()
		last := len(a.room) - 1
		if last < 0 {
			a.busy = false
			a.mu.Unlock()
			return
		}
		room := a.room[last]
		a.room = a.room[:last]
		a.mu.Unlock()
		if room == nil {
			room = make([]byte, pieceSize)
		}
		n, err := a.from.Read(room)
		a.pieces <- piece{room, room[:n], a.offset(), err}
		if err != nil {
			return // busy for ever: there is nothing left to do
		}
	}
}
