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
	readers sync.Pool // of *reply.Reader

	mu    sync.Mutex
	pages [][]extent.Extent // with room for some extents, and no content
}

const (
	// mostPages is what a fetch has in use at a time: a batch with its reader, the
	// next one that has begun, and the replies under way.
	mostPages = 160
	// mostRoom is how many extents an unused page may have room for (512 KiB). Real
	// replies have up to about 2,000.
	mostRoom = 32 << 10
)

func newMemory() *memory {
	return &memory{readers: sync.Pool{New: func() any { return new(reply.Reader) }}}
}

func (m *memory) reader() *reply.Reader { return m.readers.Get().(*reply.Reader) }

// page is one to read into: what it holds is of no meaning.
func (m *memory) page() (p extent.Page) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := len(m.pages) - 1; n >= 0 {
		p.Extents = m.pages[n]
		m.pages[n] = nil
		m.pages = m.pages[:n]
	}
	return p
}

// recycle takes a page back that nobody will look at any more.
func (m *memory) recycle(p extent.Page) {
	if room := cap(p.Extents); room == 0 || room > mostRoom {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.pages) < mostPages {
		m.pages = append(m.pages, p.Extents[:0])
	}
}
