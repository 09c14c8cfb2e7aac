package reply

// envelopeSpace is that of SOAP 1.1, which the vSphere API speaks.
const envelopeSpace = "http://schemas.xmlsoap.org/soap/envelope/"

// declaration reads what may come first: a byte order mark, and a declaration of
// XML 1.0 in UTF-8.
//
//	<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
func (s *soap) declaration() {
	if s.at(0) == 0xEF && s.at(1) == 0xBB && s.at(2) == 0xBF {
		s.pos += 3
	}
	if s.skipSpace() != '<' || s.at(1) != '?' {
		return
	}
	n := s.literal(0, "<?xml", false)
	n = s.pseudo(n, "version", "1.0")
	n = s.pseudo(n, "encoding", "utf-8")
	n = s.pseudo(n, "standalone", "yes")
	n = s.literal(s.spaces(n), "?>", false)
	s.pos += n
}

// pseudo looks at an attribute of a declaration, n places ahead, which may be
// missing, and says where it ends.
func (s *soap) pseudo(n int, name, value string) int {
	from := s.spaces(n)
	if from == n || s.at(from) != name[0] {
		return n
	}
	n = s.literal(from, name, false)
	n = s.literal(s.spaces(n), "=", false)
	n = s.spaces(n)
	quote := s.at(n)
	if quote != '"' && quote != '\'' {
		s.unexpected()
	}
	n = s.literal(n+1, value, true)
	if s.at(n) != quote {
		s.unexpected()
	}
	return n + 1
}

// literal looks for some text n places ahead, perhaps in capital letters, and says
// where it ends.
func (s *soap) literal(n int, text string, fold bool) int {
	for i := range len(text) {
		c := s.at(n + i)
		if fold && 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != text[i] {
			s.unexpected()
		}
	}
	return n + len(text)
}

// space notes an attribute of the envelope, if it names the space of its prefix.
func (s *soap) space(name, value []byte) {
	const names = "xmlns"
	top := s.tags.top()
	prefix := top[:max(len(top)-len("Envelope")-1, 0)]
	switch {
	case len(prefix) == 0 && string(name) == names:
	case len(prefix) > 0 && len(name) == len(names)+1+len(prefix) &&
		string(name[:len(names)+1]) == names+":" && string(name[len(names)+1:]) == string(prefix) &&
		string(prefix) != names && string(prefix) != "xml":
	default:
		return
	}
	s.named++
	s.spoken = string(value) == envelopeSpace
}
