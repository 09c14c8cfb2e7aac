package reply

import (
	"cbtmap/fetch/extent"
)

// soap scans a reply in an envelope. It reads what any server may send of these
// elements, under any prefix, with any attributes, and others beside them:
//
//	Envelope
//	  Body
//	    QueryChangedDiskAreasResponse
//	      returnval
//	        startOffset, length
//	        changedArea …
//	          start, length
//
// What is rare is left to another decoder: references, sections, processing
// instructions, document types, letters beyond ASCII, a second Body or returnval.
// A name is compared without its space, as govmomi does; only the envelope's is
// looked at.
//
// Its methods say whether they could read on; what stopped them is in the window.
type soap struct {
	*window
	tags  *tags
	usual *usual

	spoken bool // the envelope's space is that of SOAP 1.1
	named  int  // attributes that named it
}

// envelopeSpace is that of SOAP 1.1, which the vSphere API speaks.
const envelopeSpace = "http://schemas.xmlsoap.org/soap/envelope/"

// element is the name of one, as far as it is known.
type element int

const (
	none  element = iota // there is no further one
	other                // it is skipped
	envelope
	header
	security
	body
	fault
	request
	response
	returnval
	startOffset
	length
	changedArea
	start
)

func elementOf(local []byte) element {
	switch string(local) {
	case "Envelope":
		return envelope
	case "Header":
		return header
	case "Security":
		return security
	case "Body":
		return body
	case "Fault":
		return fault
	case "QueryChangedDiskAreas":
		return request
	case "QueryChangedDiskAreasResponse":
		return response
	case "returnval":
		return returnval
	case "startOffset":
		return startOffset
	case "length":
		return length
	case "changedArea":
		return changedArea
	case "start":
		return start
	}
	return other
}

// read reads an envelope into page.
func (s *soap) read(page *extent.Page) {
	if !s.declaration() {
		return
	}
	for s.skipSpace() == '<' && s.at(1) == '!' {
		if !s.comment() {
			return
		}
	}
	if s.at(0) != '<' {
		s.unexpected()
		return
	}
	if elementOf(s.open()) != envelope || !s.spoken || s.named != 1 {
		s.unexpected()
		return
	}
	s.only(body, page)
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

// child goes on to the next element within the one that is open, and opens it;
// none if that one's end tag, which is read, comes first.
func (s *soap) child() element {
	if s.err != nil {
		return none
	}
	if s.tags.empty {
		s.tags.pop()
		return none
	}
	for {
		if s.skipSpace() != '<' {
			s.unexpected()
			return none
		}
		switch s.at(1) {
		case '/':
			s.close()
			return none
		case '!':
			if !s.comment() {
				return none
			}
		default:
			local := s.open()
			if local == nil {
				return none
			}
			return elementOf(local)
		}
	}
}
