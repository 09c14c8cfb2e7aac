package fetch

// replay hands on what the store kept, in pieces, so that the reader can draw
// the first of them while the rest is read; false if nobody wants it any more.
func (f *Fetch) replay(store Store) bool {
	for asked, p := range store.Replies() {
		for f.full() {
			poke(f.ready)
			select {
			case <-f.wake:
			case <-f.ctx.Done():
				return false
			}
		}
		if !f.restore(arrival{asked: asked, page: p}) {
			return false
		}
	}
	f.mu.Lock()
	f.replayed, f.urgent = true, len(f.pending) > 0
	f.mu.Unlock()
	return true
}

// full tells whether there is enough for the reader to do.
func (f *Fetch) full() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.urgent = len(f.pending) >= pieceOf
	return f.urgent
}

func (f *Fetch) restore(a arrival) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed || f.ctx.Err() != nil {
		return false
	}
	a.shown = f.plan.useful(a.asked, a.page)
	a.kept, a.fresh = true, f.plan.kept(a.asked, a.page)
	a.known = f.plan.known.total
	f.pending = append(f.pending, a)
	f.extents += len(a.page.Extents)
	return true
}
