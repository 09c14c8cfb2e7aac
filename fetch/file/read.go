package file

import (
	"context"
	"io"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// What a map may grow to. A disk of 62 TiB of which every other block of 256 KiB
// changed has fewer extents, and a server's replies about it are fewer pages.
const (
	MostExtents = 1 << 27
	MostPages   = 1 << 22
)

// read reads to the end and makes batches of it.
func (l *Load) read(r *formats.Reader) {
	var pages int
	var extents int64
	for {
		page, err := l.next(r)
		if err != nil {
			l.end(r, err)
			return
		}
		pages++
		extents += int64(len(page.Extents))
		if pages > MostPages || extents > MostExtents {
			l.end(r, &tooMuchError{pages > MostPages})
			return
		}
		l.audit.page(page)
		if !l.hand(r, page, pages, extents) {
			return
		}
		if l.audit.asReply {
			for _, p := range outside(page) {
				if !l.hand(r, p, pages, extents) {
					return
				}
			}
		}
	}
}

// outside are the parts of areas that lie outside the range of their reply, each as
// a page of its own: a map would leave them out, and what another reply leaves
// unsaid of them would be drawn as unchanged. The audit has noted them.
func outside(p extent.Page) []extent.Page {
	var parts []extent.Page
	add := func(lo, hi int64) {
		if lo < hi {
			e := extent.Extent{Start: lo, Length: hi - lo}
			parts = append(parts, extent.Page{Start: lo, Length: e.Length, Extents: []extent.Extent{e}})
		}
	}
	for _, e := range p.Extents {
		add(e.Start, min(e.End(), p.Start))
		add(max(e.Start, p.End()), e.End())
	}
	return parts
}

// hand makes a page pending, and waits for room after it. It is false when nobody
// wants more.
func (l *Load) hand(r *formats.Reader, page extent.Page, pages int, extents int64) bool {
	l.mu.Lock()
	l.pending.Pages = append(l.pending.Pages, page)
	l.extents += len(page.Extents)
	l.pending.Progress.Pages, l.pending.Progress.Extents = pages, extents
	l.tell(r)
	full := l.full()
	l.mu.Unlock()
	signal(l.news)
	for full {
		select {
		case <-l.room:
		case <-l.ctx.Done():
			return false
		}
		l.mu.Lock()
		full = l.full()
		l.mu.Unlock()
	}
	return l.ctx.Err() == nil
}

// tell brings up to date what can be asked while the file is read. The caller
// holds the lock.
func (l *Load) tell(r *formats.Reader) {
	l.header, l.offset = r.Header(), r.Offset()
	capacity, _ := r.Capacity()
	p := &l.pending.Progress
	p.Known, p.Capacity, p.Elapsed = l.audit.replies.Known(), capacity, time.Since(l.start)
	l.pending.Audit = fetch.Audit{Verdict: fetch.Incomplete} // it is, until all is read
}

// end makes the last batch.
func (l *Load) end(r *formats.Reader, err error) {
	if err == io.EOF { // itself: a file that was cut off may wrap it
		err = nil
	}
	l.mu.Lock()
	l.tell(r)
	b := &l.pending
	b.Done, b.Progress.State = true, fetch.Over
	b.Audit, b.Failed, b.Err = l.audit.result(r, err)
	if f, ok := r.Footer(); ok {
		l.footer = &f
	}
	l.doubted = r.Doubted()
	l.mu.Unlock()
	signal(l.news)
}

// Contents is all that a file holds.
type Contents struct {
	Map    *extent.Map
	Last   fetch.Batch // the last one: its audit, what failed, and why the map is not whole
	Header capture.Header
	Format formats.Format
}

// Read reads a whole file. After an error in Last.Err the map holds what the file
// proves. The error that is returned says why nothing of it can be used. Each batch
// is shown to watch, if there is one, after its pages are in the map.
func Read(ctx context.Context, r io.Reader, o Options, watch func(*Load, fetch.Batch)) (Contents, error) {
	l, err := Open(ctx, r, o)
	if err != nil {
		return Contents{}, err
	}
	defer l.Cancel()
	c := Contents{Map: extent.New(0), Format: l.Format()}
	for {
		b, ok := l.Next()
		if !ok {
			break
		}
		if err := Take(c.Map, l, &b); err != nil && l.outer.Err() == nil {
			return Contents{}, err
		} else if err != nil {
			b.Done, b.Err = true, err
		}
		c.Last = b
		if watch != nil {
			watch(l, b)
		}
		if b.Done {
			break
		}
	}
	c.Last.Pages = nil // they are in the map
	c.Header = l.Header()
	// The header of a capture tells much where no page is left.
	empty := c.Map.Known() == 0 && c.Format.ID != ownFormat
	if c.Last.Err != nil && empty || unusable(c.Last.Err) {
		return Contents{}, c.Last.Err
	}
	return c, nil
}

// Take brings a map up to date with a batch: the disk's size, the pages, and at the
// end what a capture says of the replies that it was made of, and what a list
// contradicts, of which the batch then tells as well. It ends soon after the
// context that the file was opened with, with its error.
func Take(m *extent.Map, l *Load, b *fetch.Batch) error {
	m.Grow(b.Progress.Capacity)
	for _, p := range b.Pages {
		if err := l.outer.Err(); err != nil {
			return err
		}
		if err := m.Add(p); err != nil {
			return err
		}
	}
	if !b.Done {
		return nil
	}
	if f, ok := l.Footer(); ok {
		m.Vouch(f.Replies, f.RawExtents, f.Granularity)
	}
	if found := doubt(m, l.doubts()); found.Count > 0 {
		b.Audit = b.Audit.With(found)
		b.Progress.Known = m.Known()
		if b.Err == nil {
			b.Err = errContradicted
		}
	}
	return nil
}
