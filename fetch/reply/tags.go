package reply

// Bounds of what is read here. Real replies are seven elements deep, with names of
// up to thirty bytes.
const (
	maxDepth = 64
	maxName  = 256
)

// tags are the elements that are open, by their names with prefixes: an end tag
// must have the same one.
type tags struct {
	names []byte        // one after another
	ends  [maxDepth]int // of each, in names
	depth int
	empty bool // the last start tag closed itself, and is open still
}

func (t *tags) reset() {
	t.names, t.depth, t.empty = t.names[:0], 0, false
}

// top is the name of the element that was opened last.
func (t *tags) top() []byte {
	from := 0
	if t.depth > 1 {
		from = t.ends[t.depth-2]
	}
	return t.names[from:]
}

func (t *tags) pop() {
	t.names = t.names[:len(t.names)-len(t.top())]
	t.depth--
	t.empty = false
}

// open reads a start tag, up to which the window has come, and gives the name
// without its prefix, nil if there is something else.
func (s *soap) open() []byte {
	local, n := s.name(1)
	if local == 0 || s.err != nil {
		s.unexpected()
		return nil
	}
	name := s.buf[s.pos+1 : s.pos+n]
	if s.tags.depth == maxDepth || len(name) > maxName {
		s.unexpected()
		return nil
	}
	s.tags.names = append(s.tags.names, name...)
	s.tags.ends[s.tags.depth] = len(s.tags.names)
	s.tags.depth++
	if n = s.attributes(n); n == 0 {
		return nil
	}
	s.pos += n
	return s.tags.top()[local-1:]
}

// name looks at a name n places ahead: where its part after the prefix begins, and
// where it ends; 0 if it is not one that is read here.
func (s *soap) name(n int) (local, end int) {
	first := n
	local = n
	if class[s.at(n)]&nameStart == 0 {
		return 0, n
	}
	for n++; ; n++ {
		c := s.at(n)
		switch {
		case class[c]&nameByte != 0:
		case c != ':':
			return local, n
		case local > first, class[s.at(n+1)]&nameStart == 0:
			return 0, n
		default:
			local = n + 1
		}
	}
}

// attributes looks at the rest of a start tag, from n places ahead, and says where
// it ends; 0 if it does not as it should. Attributes mean nothing here, but for
// those of the envelope that name a space.
func (s *soap) attributes(n int) int {
	for {
		n = s.spaces(n)
		switch s.at(n) {
		case '>':
			return n + 1
		case '/':
			if s.at(n+1) != '>' {
				s.unexpected()
				return 0
			}
			s.tags.empty = true
			return n + 2
		}
		name := n
		local, n2 := s.name(n)
		n = s.spaces(n2)
		if local == 0 || s.at(n) != '=' {
			s.unexpected()
			return 0
		}
		n = s.spaces(n + 1)
		quote := s.at(n)
		if quote != '"' && quote != '\'' {
			s.unexpected()
			return 0
		}
		from := n + 1
		for n = from; s.at(n) != quote; n++ {
			if class[s.at(n)]&value == 0 {
				s.unexpected()
				return 0
			}
		}
		if s.tags.depth == 1 {
			s.space(s.buf[s.pos+name:s.pos+n2], s.buf[s.pos+from:s.pos+n])
		}
		n++
	}
}

// spaces skips white space from n places ahead.
func (s *soap) spaces(n int) int {
	for class[s.at(n)]&space != 0 {
		n++
	}
	return n
}

// close reads the end tag of the element that was opened last, up to which the
// window has come.
func (s *soap) close() {
	if s.at(0) != '<' || s.at(1) != '/' {
		s.unexpected()
		return
	}
	n := 2
	for _, c := range s.tags.top() {
		if s.at(n) != c {
			s.unexpected()
			return
		}
		n++
	}
	if n = s.spaces(n); s.at(n) != '>' {
		s.unexpected()
		return
	}
	s.pos += n + 1
	s.tags.pop()
}

// comment reads a comment, up to which the window has come: two dashes end it,
// and must.
func (s *soap) comment() {
	const begin = "<!--"
	for i := range len(begin) {
		if s.at(i) != begin[i] {
			s.unexpected()
			return
		}
	}
	n := len(begin)
	for s.at(n) != '-' || s.at(n+1) != '-' {
		if s.at(n) == 0 {
			s.unexpected()
			return
		}
		n++
	}
	if s.at(n+2) != '>' {
		s.unexpected()
		return
	}
	s.pos += n + 3
}
