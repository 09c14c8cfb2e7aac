package fetch

import "cbtmap/fetch/extent"

// Recycler is a Source that can use the memory of its pages again. Whoever wraps
// a Source passes it on, or the pages are left to the garbage collector.
type Recycler interface {
	// Recycle takes back a page that Areas returned, just as it was returned, once
	// nobody will look at it again. No page is given back twice, and not every page
	// is given back.
	Recycle(p extent.Page)
}

// lent are the pages of the batch that the reader has.
type lent struct {
	to    Recycler // nil if nobody wants them back
	pages []extent.Page
}

func lentBy(src Source) lent {
	to, _ := src.(Recycler)
	return lent{to: to}
}

// lend notes a page as its source gave it. By then auditor and store have seen it,
// and nothing but the reader's batch refers to it.
func (l *lent) lend(a arrival) {
	if l.to != nil && !a.kept { // what was kept is the store's
		l.pages = append(l.pages, a.page)
	}
}

// back gives all of them back: the reader asks for the next batch.
func (l *lent) back() {
	for i, p := range l.pages {
		l.to.Recycle(p)
		l.pages[i] = extent.Page{}
	}
	l.pages = l.pages[:0]
}
