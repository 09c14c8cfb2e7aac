package formats

import "bytes"

// head is the beginning of a text, which its format is recognised by.
type head struct {
	text  []byte // without white space in front
	whole bool   // there is no more of it

	shape *shape // of JSON; nil for anything else
	given int64  // bytes of the disk as whoever reads it knows it; 0 if not
}

const maxHead = 64 << 10 // bytes of text that are looked at

func newHead(text []byte, whole bool) *head {
	h := &head{text: bytes.TrimLeft(text, " \t\r\n"), whole: whole}
	if len(h.text) > 0 && (h.text[0] == '{' || h.text[0] == '[') {
		h.shape = shapeOf(h.text)
	}
	return h
}

// begins tells whether the text begins so.
func (h *head) begins(s string) bool { return bytes.HasPrefix(h.text, []byte(s)) }

// has tells whether the head has it anywhere.
func (h *head) has(s string) bool { return bytes.Contains(h.text, []byte(s)) }

// list tells whether the text is a JSON list whose first object has these keys, in
// lower case.
func (h *head) list(keys ...string) bool {
	return h.shape != nil && h.shape.array && h.shape.has(keys...)
}

// object tells whether the text is one or more JSON objects, or a list of them,
// the first of which has these keys, in lower case.
func (h *head) object(keys ...string) bool { return h.shape.has(keys...) }

// recognise finds the kind of a text; nil if there is none. It looks at no more of
// the text than it has to.
func recognise(t *text, given int64) (*kind, *head) {
	for n := 1 << 10; ; n *= 2 {
		text, whole := t.peek(n)
		h := newHead(text, whole)
		h.given = given
		for _, k := range kinds() {
			if k.fits(h) {
				return k, h
			}
		}
		if whole || n >= maxHead {
			return nil, h
		}
	}
}
