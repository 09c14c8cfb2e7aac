package reply

import (
	"bytes"

	"cbtmap/fetch/extent"
)

// json scans a reply of VI JSON, whatever the order of its members, and whatever
// others there are:
//
//	{"_typeName":"DiskChangeInfo","startOffset":0,"length":1048576,"changedArea":[
//	  {"_typeName":"DiskChangeExtent","start":0,"length":65536}, …]}
//
// What is rare is left to another decoder: other types, faults, null where there
// should be a number, fractions and exponents, escapes in keys, keys that differ in
// capital letters, a second changedArea.
//
// What stops its methods is in the window, which then has no more bytes for them.
type json struct {
	*window
	usual *usual
}

// member is the name of one, as far as it is known.
type member int

const (
	noMember    member = iota // there is no further one
	otherMember               // it is skipped
	typeName
	faultString
	startOffsetMember
	lengthMember
	changedAreaMember
	startMember
)

// known are the keys that govmomi also takes in other capital letters.
var known = [...]struct {
	key []byte
	is  member
}{
	{[]byte("start"), startMember},
	{[]byte("length"), lengthMember},
	{[]byte("startOffset"), startOffsetMember},
	{[]byte("changedArea"), changedAreaMember},
}

// read reads a reply into page.
func (j *json) read(page *extent.Page) {
	j.skipSpace()
	var begins, ends, areas bool
	for m := j.member(true); m != noMember; m = j.member(false) {
		switch m {
		case startOffsetMember:
			begins = true
			page.Start, _ = j.number()
		case lengthMember:
			ends = true
			page.Length, _ = j.number()
		case changedAreaMember:
			if areas {
				j.unexpected() // govmomi mixes them
				return
			}
			areas = true
			j.areas(page)
		case typeName:
			j.word(`"DiskChangeInfo"`)
		case faultString:
			j.unexpected()
		default:
			j.skip()
		}
	}
	j.speechless(begins, ends)
}

// areas reads the changed areas: a list, or null.
func (j *json) areas(page *extent.Page) {
	if j.at(0) == 'n' {
		j.word("null")
		return
	}
	j.take('[')
	if j.skipSpace() == ']' {
		j.pos++
		return
	}
	j.area(page)
	for j.err == nil {
		j.usual.read(j.window, page)
		j.usual.begin(j.window)
		if j.skipSpace() == ']' {
			j.pos++
			return
		}
		j.take(',')
		j.skipSpace()
		j.area(page)
	}
}

// area reads a changed area, which must have both of its numbers.
func (j *json) area(page *extent.Page) {
	var e extent.Extent
	var starts, ends bool
	for m := j.member(true); m != noMember; m = j.member(false) {
		var digits span
		switch m {
		case startMember:
			starts = true
			e.Start, digits = j.number()
			j.usual.number(false, digits)
		case lengthMember:
			ends = true
			e.Length, digits = j.number()
			j.usual.number(true, digits)
		case typeName:
			j.word(`"DiskChangeExtent"`)
		default:
			j.skip()
		}
	}
	j.incomplete(starts, ends)
	if j.err == nil {
		page.Extents = append(page.Extents, e)
		j.usual.end(j.window)
		j.count(page)
	}
}

// member goes on to the value of the next member of an object, or to the first
// one; none if the object's end, which is read, comes first.
func (j *json) member(first bool) member {
	if j.err != nil {
		return noMember
	}
	if first {
		j.take('{')
	}
	c := j.skipSpace()
	if c == '}' {
		j.pos++
		return noMember
	}
	if !first {
		j.take(',')
		j.skipSpace()
	}
	m := j.key()
	j.skipSpace()
	j.take(':')
	j.skipSpace()
	if j.err != nil {
		return noMember
	}
	return m
}

// key reads a key.
func (j *json) key() member {
	j.take('"')
	n := 0
	for class[j.at(n)]&plain != 0 {
		n++
	}
	if j.at(n) != '"' {
		j.unexpected()
		return noMember
	}
	key := j.buf[j.pos : j.pos+n]
	j.pos += n + 1
	switch string(key) {
	case "_typeName":
		return typeName
	case "faultstring":
		return faultString
	}
	for i := range known {
		if string(key) == string(known[i].key) {
			return known[i].is
		}
	}
	for i := range known {
		if bytes.EqualFold(key, known[i].key) {
			j.unexpected()
		}
	}
	return otherMember
}

// number reads a whole number, and says where its digits are, if it has no sign.
func (j *json) number() (n int64, digits span) {
	negative := j.at(0) == '-'
	if negative {
		j.pos++
	}
	zero := j.at(0) == '0'
	digits.from = j.place()
	n, count := j.digits()
	digits.to = j.place()
	if count == 0 || zero && count > 1 {
		j.unexpected()
	}
	if negative {
		return -n, span{}
	}
	return n, digits
}

// word reads a word.
func (j *json) word(word string) {
	for i := range len(word) {
		if j.at(i) != word[i] {
			j.unexpected()
			return
		}
	}
	j.pos += len(word)
}
