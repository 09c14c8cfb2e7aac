package formats

// documents goes through JSON objects, however they were put together: one alone,
// several one after another, or in lists.
type documents struct {
	j      *jsonReader
	inList bool

	lists int  // begun so far
	alone bool // some object was in none
}

// closed tells whether all objects were in one list, which has an end.
func (d *documents) closed() bool { return d.lists == 1 && !d.alone }

// next tells whether there is another object, which must then be read.
func (d *documents) next() bool {
	for d.j.err == nil {
		switch {
		case d.inList && d.j.elem():
			return true
		case d.inList:
			d.inList = false
		case d.j.peek() == 0:
			return false
		case d.j.peek() == '[':
			d.j.enter('[')
			d.inList = true
			d.lists++
		default:
			d.alone = true
			return d.j.err == nil
		}
	}
	return false
}

// fold makes of a key what its spellings have in common: changedArea, ChangedArea
// and changed_area are all changedarea. It writes over the key.
func fold(key []byte) []byte {
	n := 0
	for _, c := range key {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != '_' {
			key[n] = c
			n++
		}
	}
	return key[:n]
}

// seen finds keys that are there twice, by a bit of each.
type seen uint32

// once is false, and an error, if the key was there before.
func (s *seen) once(j *jsonReader, bit int, key string) bool {
	if *s&(1<<bit) != 0 {
		j.wrongHere("%s is there twice", key)
		return false
	}
	*s |= 1 << bit
	return true
}
