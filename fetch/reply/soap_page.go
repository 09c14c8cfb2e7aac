package reply

import "cbtmap/fetch/extent"

// only reads the element that is open, in which one of the wanted kind must be,
// and only one, towards the page.
func (s *soap) only(wanted element, page *extent.Page) {
	found := false
	for e := s.child(); e != none; e = s.child() {
		switch {
		case e == wanted && !found:
			found = true
			s.within(e, page)
		case e == header && wanted == body:
			s.header()
		case e == wanted, e == fault, e == request:
			s.unexpected()
		default:
			s.other()
		}
	}
	if !found {
		s.unexpected()
	}
}

// within reads one of the elements that lead to the page, which is open.
func (s *soap) within(e element, page *extent.Page) {
	switch e {
	case body:
		s.only(response, page)
	case response:
		s.only(returnval, page)
	case returnval:
		s.returnval(page)
	}
}

// header skips a header, unless there is something in it by which a decoder may
// fail.
func (s *soap) header() {
	for e := s.child(); e != none; e = s.child() {
		if e == security {
			s.unexpected()
		}
		s.skip()
	}
}

// returnval reads a reply, which must say what it speaks for. Of what is there
// twice the last counts, as with govmomi.
func (s *soap) returnval(page *extent.Page) {
	var begins, ends bool
	s.usual.begin(s.window)
	for e := s.child(); e != none; e = s.child() {
		switch e {
		case startOffset:
			begins = true
			page.Start, _ = s.number()
		case length:
			ends = true
			page.Length, _ = s.number()
		case changedArea:
			s.area(page)
			s.usual.read(s.window, page)
		default:
			s.other()
		}
		s.usual.begin(s.window)
	}
	s.speechless(begins, ends)
}

// area reads a changed area, which must have both of its numbers.
func (s *soap) area(page *extent.Page) {
	var e extent.Extent
	var starts, ends bool
	for child := s.child(); child != none; child = s.child() {
		var digits span
		switch child {
		case start:
			starts = true
			e.Start, digits = s.number()
			s.usual.number(false, digits)
		case length:
			ends = true
			e.Length, digits = s.number()
			s.usual.number(true, digits)
		default:
			s.other()
		}
	}
	s.incomplete(starts, ends)
	if s.err == nil {
		page.Extents = append(page.Extents, e)
		s.usual.end(s.window)
		s.count(page)
	}
}

// number reads the content and the end of an element, and says where the digits
// are, if it has no sign. White space around it does not count.
func (s *soap) number() (n int64, digits span) {
	if s.tags.empty || s.at(0) == '<' && s.at(1) == '/' {
		s.fail(EmptyNumber)
		return 0, span{}
	}
	negative, signed := false, false
	switch s.skipSpace() {
	case '-':
		negative, signed = true, true
		s.pos++
	case '+':
		signed = true
		s.pos++
	}
	digits.from = s.place()
	n, count := s.digits()
	digits.to = s.place()
	if count == 0 {
		s.unexpected()
	}
	if negative {
		n = -n
	}
	if signed {
		digits = span{}
	}
	s.skipSpace()
	s.close()
	return n, digits
}

// other skips an element that is not known, and in which there must be nothing
// that looks like the numbers of an area.
func (s *soap) other() { s.skipWith(true) }

// skip reads the element that is open to its end.
func (s *soap) skip() { s.skipWith(false) }

// skipWith skips an element, with a look at the names of those within it or not.
func (s *soap) skipWith(look bool) {
	for outside := s.tags.depth - 1; s.tags.depth > outside && s.err == nil; {
		if s.tags.empty {
			s.tags.pop()
			continue
		}
		for class[s.at(0)]&text != 0 {
			s.pos++
		}
		switch {
		case s.at(0) != '<':
			s.unexpected()
		case s.at(1) == '/':
			s.close()
		case s.at(1) == '!':
			s.comment()
		default:
			if name := s.open(); look && isData(name) {
				s.fail(Stray)
			}
		}
	}
}
