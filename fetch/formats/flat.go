package formats

import "io"

// flat reads what most tools write: one JSON list of objects, each of which holds
// a few numbers and words.
//
//	[{"start": 0, "length": 65536, "data": true}, …]
//
// Keys come in any order, and those that nobody wants are passed over. One that
// is wanted must not come twice, since nobody could tell which of them holds.
type flat struct {
	fields []field
	record func(v *values, a *about) (r record, wrong string) // wrong is "" if all is well

	j     *jsonReader
	about *about
	vals  values
	began bool
}

// field is one thing that an object says.
type field struct {
	key  string
	is   fieldType
	must bool // an object without it is an error
}

type fieldType uint8

const (
	aNumber fieldType = iota
	aWord
	aBool
)

// values are what one object says, by the index of its field.
type values struct {
	has   uint8 // bit i: field i was there
	num   [8]int64
	word  [8][]byte
	truth [8]bool
}

func newFlat(t *text, a *about, fields []field, r func(v *values, a *about) (record, string)) *flat {
	return &flat{fields: fields, record: r, j: newJSON(t), about: a}
}

func (f *flat) next() (record, error) {
	if !f.began {
		f.began = true
		f.j.enter('[')
	}
	if !f.j.elem() {
		if err := f.j.end(); err != nil {
			return record{}, err
		}
		return record{}, io.EOF
	}
	f.object()
	if f.j.err != nil {
		return record{}, f.j.err
	}
	r, wrong := f.record(&f.vals, f.about)
	if wrong != "" {
		f.j.wrongValue("%s", wrong)
		return record{}, f.j.err
	}
	return r, nil
}

// object reads one object into vals.
func (f *flat) object() {
	j, v := f.j, &f.vals
	v.has = 0
	j.enter('{')
	for key, ok := j.key(); ok; key, ok = j.key() {
		i := f.index(key)
		if i < 0 {
			j.skip()
			continue
		}
		if v.has&(1<<i) != 0 {
			j.wrongHere("%s is there twice", quoted(key))
			return
		}
		v.has |= 1 << i
		switch f.fields[i].is {
		case aNumber:
			v.num[i] = j.looseInt()
		case aWord:
			v.word[i] = append(v.word[i][:0], j.wordOrBool()...)
		case aBool:
			v.truth[i] = j.bool()
		}
	}
	for i, field := range f.fields {
		if field.must && v.has&(1<<i) == 0 && j.err == nil {
			j.wrongHere("this object has no %s", quoted([]byte(field.key)))
		}
	}
}

func (f *flat) index(key []byte) int {
	for i := range f.fields {
		if string(key) == f.fields[i].key {
			return i
		}
	}
	return -1
}
