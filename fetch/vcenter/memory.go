package vcenter

import (
	"sync"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// memory is what replies are read with and into, for use by one after another.
// A page that is handed out belongs to whoever has it, and to nobody else, until
// he gives it back; if he never does, the garbage collector takes it.
type memory struct {
	mu      sync.Mutex
	readers []*reply.Reader   // not in use
	pages   [][]extent.Extent // not in use: with room for some extents, and no content
	room    int               // extents that a new page has room for
}

const (
	// mostReaders is how many calls side by side are thought of. Each reader has
	// about 256 KiB where replies are of the usual size.
	mostReaders = 8
	// mostPages is what a fetch has in use at a time: a batch with its reader, the
	// next one that has begun, and the replies under way.
	mostPages = 96
	// mostRoom is how many extents an unused page may have room for (512 KiB). Real
	// replies have up to about 2,000.
	mostRoom = 32 << 10
)

func (m *memory) reader() *reply.Reader {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := len(m.readers) - 1
	if n < 0 {
		return new(reply.Reader)
	}
	r := m.readers[n]
	m.readers = m.readers[:n]
	return r
}

// done takes a reader back.
func (m *memory) done(r *reply.Reader) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.readers) < mostReaders {
		m.readers = append(m.readers, r)
	}
}

// page is one to read into: what it holds is of no meaning.
func (m *memory) page() (p extent.Page) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := len(m.pages) - 1
	if n < 0 {
		p.Extents = make([]extent.Extent, 0, m.room)
		return p
	}
	p.Extents = m.pages[n]
	m.pages = m.pages[:n]
	return p
}

// recycle takes a page back that nobody will look at any more.
func (m *memory) recycle(p extent.Page) {
	room := cap(p.Extents)
	if room == 0 || room > mostRoom {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.room = room
	if len(m.pages) < mostPages {
		m.pages = append(m.pages, p.Extents[:0])
	}
}
