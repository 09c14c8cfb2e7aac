package reply

// skip reads the value of a member that is not known, in which there must be
// nothing that looks like the numbers of an area. Lists and objects may lie
// maxDepth deep in each other.
func (j *json) skip() {
	var objects uint64 // a bit for each that is open: an object or a list
	for depth := 0; ; {
		switch j.skipSpace() {
		case '{', '[':
			if depth == maxDepth {
				j.unexpected()
				return
			}
			object := j.at(0) == '{'
			depth++
			objects <<= 1
			j.pos++
			if object {
				objects |= 1
			}
			if c := j.skipSpace(); object && c != '}' {
				j.skipKey()
				continue
			} else if !object && c != ']' {
				continue
			}
		default:
			j.skipLiteral()
		}
		// A value has ended, or an empty list or object will.
		for {
			if depth == 0 || j.err != nil {
				return
			}
			object := objects&1 != 0
			c := j.skipSpace()
			if c == ',' {
				j.pos++
				if object {
					j.skipSpace()
					j.skipKey()
				}
				break
			}
			if object && c != '}' || !object && c != ']' {
				j.unexpected()
				return
			}
			j.pos++
			depth--
			objects >>= 1
		}
	}
}

// skipKey reads a key and the colon. One that is spelled with codes of letters may
// be anything, and is left to another decoder.
func (j *json) skipKey() {
	n := 0
	for n <= len("length") && class[j.at(1+n)]&plain != 0 {
		n++
	}
	if j.at(1+n) == '"' && isData(j.buf[j.pos+1:j.pos+1+n]) {
		j.fail(Stray)
	}
	if j.skipString() {
		j.unexpected()
	}
	j.skipSpace()
	j.take(':')
}

// skipLiteral reads a string, a number, true, false or null.
func (j *json) skipLiteral() {
	switch j.at(0) {
	case '"':
		j.skipString()
	case 't':
		j.word("true")
	case 'f':
		j.word("false")
	case 'n':
		j.word("null")
	default:
		j.skipNumber()
	}
}

// skipString reads a string, and says whether there are codes of letters in it.
func (j *json) skipString() (coded bool) {
	j.take('"')
	for {
		switch c := j.at(0); {
		case class[c]&plain != 0 || c >= 0x7F:
			j.pos++
		case c == '"':
			j.pos++
			return coded
		case c == '\\':
			coded = coded || j.at(1) == 'u'
			j.skipEscape()
		default:
			j.unexpected()
			return coded
		}
	}
}

// skipEscape reads an escape in a string.
func (j *json) skipEscape() {
	switch j.at(1) {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		j.pos += 2
	case 'u':
		for i := 2; i < 6; i++ {
			if c := j.at(i); class[c]&digit == 0 && (c|0x20 < 'a' || c|0x20 > 'f') {
				j.unexpected()
				return
			}
		}
		j.pos += 6
	default:
		j.unexpected()
	}
}

// skipNumber reads a number of any kind.
func (j *json) skipNumber() {
	if j.at(0) == '-' {
		j.pos++
	}
	zero := j.at(0) == '0'
	if n := j.skipDigits(); zero && n > 1 {
		j.unexpected()
	}
	if j.at(0) == '.' {
		j.pos++
		j.skipDigits()
	}
	if c := j.at(0); c == 'e' || c == 'E' {
		j.pos++
		if c := j.at(0); c == '+' || c == '-' {
			j.pos++
		}
		j.skipDigits()
	}
}

// skipDigits reads one digit or more, and says how many.
func (j *json) skipDigits() (n int) {
	for class[j.at(0)]&digit != 0 {
		j.pos++
		n++
	}
	if n == 0 {
		j.unexpected()
	}
	return n
}
