package formats

import "io"

// nested reads documents that hold a list of records among other things, without
// keeping the list.
type nested struct {
	j     *jsonReader
	docs  documents
	of    document
	inDoc bool
	inRun bool   // in its list of records
	name  []byte // of the key that was read last, as the text has it
}

// document is what a format knows of its documents.
type document interface {
	// begin is called before each.
	begin()
	// key reads the value of a key, folded, which the text calls by a name; or it leaves
	// it alone and tells that it is the list of records.
	key(key, name []byte) (list bool)
	// item reads one object of the list.
	item()
	// end is called after each.
	end()
	// over is called after the last: closed says that all were in one list.
	over(closed bool)
	// take is the next of the records that are known by now.
	take() (record, bool)
}

func newNested(j *jsonReader, of document) *nested {
	return &nested{j: j, docs: documents{j: j}, of: of}
}

func (n *nested) next() (record, error) {
	for n.j.err == nil {
		if r, ok := n.of.take(); ok {
			return r, nil
		}
		switch {
		case n.inRun:
			if n.inRun = n.j.elem(); n.inRun {
				n.of.item()
			}
		case n.inDoc:
			n.step()
		case n.docs.next():
			n.inDoc = true
			n.of.begin()
			n.j.enter('{')
		case n.j.err == nil:
			n.of.over(n.docs.closed())
			return record{}, io.EOF
		}
	}
	return record{}, n.j.err
}

// step goes to the next key of a document, or leaves it.
func (n *nested) step() {
	key, ok := n.j.key()
	switch {
	case n.j.err != nil:
	case !ok:
		n.inDoc = false
		n.of.end()
	case !n.list(key):
	case n.j.peek() == 'n':
		n.j.null()
	case n.j.peek() == '{': // PowerShell makes of a list of one what is in it
		n.of.item()
	default:
		n.j.enter('[')
		n.inRun = n.j.err == nil
	}
}

// list reads the value of a key, or tells that it is the list of records.
func (n *nested) list(key []byte) bool {
	n.name = append(n.name[:0], key...)
	return n.of.key(fold(key), n.name)
}
