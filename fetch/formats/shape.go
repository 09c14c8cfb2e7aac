package formats

import (
	"bytes"
	"slices"
	"strings"
)

// shape is what the beginning of a JSON text looks like: the keys of its first
// object, and of the objects within that.
type shape struct {
	array  bool            // a list, not an object
	empty  bool            // a list of nothing, and nothing else
	keys   map[string]bool // in lower case; of inner objects with a path: "diskchangeinfo.length"
	closed bool            // the first object has been seen to its end
}

// has tells whether the first object has all of these keys, in any case.
func (s *shape) has(keys ...string) bool {
	for _, key := range keys {
		if s == nil || !s.keys[key] {
			return false
		}
	}
	return true
}

// shapeOf looks at a JSON text that may be cut off anywhere.
func shapeOf(head []byte) *shape {
	s := &shape{array: head[0] == '[', keys: map[string]bool{}}
	j := newJSON(newText(bytes.NewReader(head)))
	if s.array {
		j.enter('[')
		if !j.elem() {
			s.empty = j.err == nil
			return s
		}
	}
	s.collect(j, "", 0)
	s.closed = j.err == nil
	return s
}

// collect adds the keys of one value, four objects deep.
func (s *shape) collect(j *jsonReader, path string, depth int) {
	switch c := j.peek(); {
	case depth == 4:
		j.skip()
	case c == '[':
		j.enter('[')
		for j.elem() {
			s.collect(j, path, depth+1)
		}
	case c == '{':
		j.enter('{')
		for key, ok := j.key(); ok; key, ok = j.key() {
			name := path + string(bytes.ToLower(key))
			s.keys[name] = true
			s.collect(j, name+".", depth+1)
		}
	default:
		j.skip()
	}
}

// summary names a few keys of the first object.
func (s *shape) summary() string {
	var names []string
	for key := range s.keys {
		if !strings.Contains(key, ".") {
			names = append(names, quoted([]byte(key)))
		}
	}
	if len(names) == 0 {
		return "no keys"
	}
	slices.Sort(names)
	return "the keys " + strings.Join(names[:min(len(names), 5)], ", ")
}
