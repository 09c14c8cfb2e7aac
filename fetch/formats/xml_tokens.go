package formats

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxContent is how many bytes of text an element may have that is asked for: a
// number, a marker, what a server complains of.
const maxContent = 64 << 10

// maxDepth is how deep the elements of an XML text may lie in each other.
const maxDepth = 64

// maxAttributes is how many attributes an element may have.
const maxAttributes = 64

// xmlReader reads the elements of XML documents, one after another. Nothing is
// expanded but the five entities that every document has, and document types are
// refused: a short text stays short.
type xmlReader struct {
	t     *text
	dec   *xml.Decoder
	depth int // of the last start element, 1 for that of a document
}

func newXML(t *text) *xmlReader {
	x := &xmlReader{t: t, dec: xml.NewDecoder(t)}
	// Whatever a declaration says: what is read here is UTF-8 already.
	x.dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return x
}

// next is the next start element, end element or text; io.EOF after the last
// document. A token is good until the next one.
func (x *xmlReader) next() (xml.Token, error) {
	for {
		token, err := x.dec.Token()
		if err == io.EOF {
			return nil, err
		}
		if err != nil {
			return nil, x.failed(err)
		}
		x.t.rest()
		switch token := token.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxDepth {
				return nil, x.wrong("elements lie more than %d deep in each other", maxDepth)
			}
			return token, x.apart(token.Attr)
		case xml.EndElement:
			x.depth--
			return token, nil
		case xml.CharData:
			if x.depth > 0 {
				return token, nil
			}
		case xml.Directive:
			return nil, x.wrong("a document type is not read")
		}
	}
}

// apart wants attributes to have names of their own, as XML has it: the decoder takes
// what it gets.
func (x *xmlReader) apart(list []xml.Attr) error {
	if len(list) > maxAttributes {
		return x.wrong("an element has more than %d attributes", maxAttributes)
	}
	for i, a := range list {
		for _, b := range list[:i] {
			if a.Name == b.Name {
				return x.wrong("there are two of %s in one element", quoted([]byte(a.Name.Local)))
			}
		}
	}
	return nil
}

// content is the text of the element that has just begun, to its end.
func (x *xmlReader) content() (string, error) {
	var b strings.Builder
	for depth := x.depth; ; {
		token, err := x.next()
		if err != nil {
			return "", x.cut(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			if b.Len()+len(token) > maxContent {
				return "", x.wrong("this element has more than %s bytes of text", grouped(maxContent))
			}
			b.Write(token)
		case xml.EndElement:
			if x.depth < depth {
				return strings.TrimSpace(b.String()), nil
			}
		}
	}
}

// number is the content of an element that has just begun, as a number.
func (x *xmlReader) number() (int64, error) {
	content, err := x.content()
	if err != nil {
		return 0, err
	}
	return x.whole(content)
}

// whole is a number of an element or attribute.
func (x *xmlReader) whole(s string) (int64, error) {
	n, wrong := wholeNumber(s)
	if wrong != "" {
		return 0, x.wrong("%s", wrong)
	}
	return n, nil
}

// wrong is an error at the end of the last token.
func (x *xmlReader) wrong(format string, args ...any) error {
	return x.t.wrongAt(x.t.here(), format, args...)
}

// failed tells a decoder's error with its place.
func (x *xmlReader) failed(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return x.t.failedAt(x.t.here(), err)
	case syntax.Msg == "unexpected EOF":
		return x.cut(io.EOF)
	}
	return x.wrong("this is not XML: %s", quoted([]byte(syntax.Msg)))
}

// cut is the error for a text that ends too early, and any other as it is.
func (x *xmlReader) cut(err error) error {
	if err != io.EOF {
		return err
	}
	return x.t.failedAt(x.t.here(), io.ErrUnexpectedEOF)
}

// attribute is that of an element, "" if it has none.
func attribute(e xml.StartElement, name string) string {
	value, _ := lookUp(e, name)
	return value
}

// lookUp is an attribute of an element, if it has it.
func lookUp(e xml.StartElement, name string) (value string, ok bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}
