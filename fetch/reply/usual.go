package reply

import "cbtmap/fetch/extent"

// usual is how extents are written in the reply that is read, learned from the
// last one that a scanner read: two numbers and what stands before, between and
// after them, byte for byte. What follows in just these bytes, with other digits
// in place of the digits, means the same, and is read without looking at tags or
// keys.
//
//	</changedArea>│\n<changedArea><start>│1024│</start><length>│512│</length></changedArea>│
//	               before                      between              after
type usual struct {
	before, between []byte
	next            []byte // what stands after an extent, and before the next one

	known  bool
	length bool // stands before the start

	began   int64   // place where what comes before an extent begins
	places  [2]span // of the digits of its numbers
	lengths [2]bool // whether these are lengths
	count   int     // of its numbers
}

// span is [from, to) in places of the body.
type span struct{ from, to int64 }

// maxUsual is the most bytes of an extent, and what stands before it, from which
// something is learned: real ones have about eighty.
const maxUsual = 512

// reset forgets what was learned.
func (u *usual) reset() { u.known, u.began, u.count = false, -1, 0 }

// begin notes that an extent is about to be read, and where the one before it, or
// whatever else, ended.
func (u *usual) begin(w *window) {
	u.began, u.count = w.place(), 0
	w.keep = u.began
}

// number notes where the digits of a number stand. A number that is written in
// another way has no digits: from is to.
func (u *usual) number(length bool, digits span) {
	if u.count < 2 {
		u.places[u.count], u.lengths[u.count] = digits, length
	}
	u.count++
}

// end learns from an extent that ends here.
func (u *usual) end(w *window) {
	w.keep = never
	first, second := u.places[0], u.places[1]
	u.known = u.count == 2 && u.lengths[0] != u.lengths[1] &&
		first.from < first.to && second.from < second.to && u.began >= w.gone &&
		w.place()-u.began < maxUsual
	if !u.known {
		return
	}
	u.length = u.lengths[0]
	u.before = append(u.before[:0], w.buf[u.began-w.gone:first.from-w.gone]...)
	u.between = append(u.between[:0], w.buf[first.to-w.gone:second.from-w.gone]...)
	u.next = append(u.next[:0], w.buf[second.to-w.gone:w.pos]...)
	u.next = append(u.next, u.before...)
}

// read reads extents as far as they are written in the usual way.
func (u *usual) read(w *window, page *extent.Page) {
	for u.known && w.err == nil {
		from := len(page.Extents)
		n, short := u.scan(w.buf[w.pos:w.filled], page)
		w.pos += n
		w.count(page)
		if u.length {
			for i := range page.Extents[from:] {
				e := &page.Extents[from+i]
				e.Start, e.Length = e.Length, e.Start
			}
		}
		// What is short of bytes is not at its end either: to wait for more is safe.
		if !short || !w.fill() {
			return
		}
	}
}

// scan reads extents from b, the first number of each as its start, and says how
// many bytes they took, and whether it ended because b has too few to go on.
//
// What stands after one extent and before the next is compared in one go, which
// makes two comparisons an extent.
func (u *usual) scan(b []byte, page *extent.Page) (pos int, short bool) {
	before, between, next := u.before, u.between, u.next
	after := next[:len(next)-len(before)]
	need := len(between) + len(next) + 2*mostShort
	if len(b) < len(before)+need {
		return 0, true
	}
	if string(b[:len(before)]) != string(before) {
		return 0, false
	}
	extents := page.Extents
	p := len(before)
	for ; ; p += len(next) {
		if len(b)-p < need {
			short = true
			break
		}
		first, n := shortNumber(b, p)
		p += n
		if n == 0 || string(b[p:p+len(between)]) != string(between) {
			break
		}
		p += len(between)
		second, n := shortNumber(b, p)
		p += n
		joined := n > 0 && string(b[p:p+len(next)]) == string(next)
		if !joined && (n == 0 || string(b[p:p+len(after)]) != string(after)) {
			break
		}
		extents = append(extents, extent.Extent{Start: first, Length: second})
		pos = p + len(after)
		if !joined {
			break
		}
	}
	page.Extents = extents
	return pos, short
}
