package reply

import (
	"bytes"
	"encoding/xml"
	"io"
)

// maxNested is how deep elements or values may lie in each other, whoever reads
// them: real replies are seven deep, and faults hardly deeper than twenty.
const maxNested = 1000

// CheckSOAP says what a decoder by reflection does not see in a reply in an
// envelope, or nil: another answer beside the first, of which it makes one of
// both; areas under a name that it does not know; whatever comes behind the end.
// The error is a Damage, or that of XML which is none. That members are missing is
// for the decoder to see. The reply is in UTF-8, whatever it says itself.
func CheckSOAP(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var c soapCheck
	for c.err == nil {
		t, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil && c.done():
			return Behind
		case err != nil:
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			c.open([]byte(t.Name.Local))
		case xml.EndElement:
			c.way = c.way[:len(c.way)-1]
		case xml.CharData:
			if c.done() && len(bytes.TrimSpace(t)) > 0 {
				c.err = Behind
			}
		case xml.Directive:
			if c.done() {
				c.err = Behind
			}
		}
	}
	return c.err
}

// soapCheck goes along a reply.
type soapCheck struct {
	way  []element            // that are open: as they are known where they stand, or other
	seen [changedArea + 1]int // of those of which there is one
	err  error
}

// done says whether the envelope has been closed.
func (c *soapCheck) done() bool { return c.seen[envelope] > 0 && len(c.way) == 0 }

func (c *soapCheck) open(name []byte) {
	above := none
	if len(c.way) > 0 {
		above = c.way[len(c.way)-1]
	}
	is := elementOf(name)
	if !below(above, is) {
		is = other
	}
	switch {
	case c.done():
		c.err = Behind
	case len(c.way) == maxNested:
		c.err = TooDeep
	case nested(above) && isData(name):
		c.err = Stray
	}
	if above == header || above == fault {
		is = above // whatever it likes may be in there
	}
	switch is {
	case body, response, returnval:
		if c.seen[is]++; c.seen[is] > 1 && c.err == nil {
			c.err = Twice
		}
	}
	if above == none {
		c.seen[envelope] = 1 // or what stands in its place
	}
	c.way = append(c.way, is)
}

// nested says whether no element is known within one.
func nested(in element) bool {
	return in == other || in == startOffset || in == length || in == start
}

// below says whether an element is known right within another one.
func below(above, is element) bool {
	switch is {
	case envelope:
		return above == none
	case body, header:
		return above == envelope
	case fault, response:
		return above == body
	case returnval:
		return above == response
	case startOffset, changedArea:
		return above == returnval
	case length:
		return above == returnval || above == changedArea
	case start:
		return above == changedArea
	}
	return false
}
