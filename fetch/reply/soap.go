package reply

import "cbtmap/fetch/extent"

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
// What stops its methods is in the window, which then has no more bytes for them.
type soap struct {
	*window
	tags  *tags
	usual *usual

	spoken bool // the envelope's space is that of SOAP 1.1
	named  int  // attributes that named it
}

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

// elementOf is the element of a name without its prefix; there is none without a
// name.
func elementOf(local []byte) element {
	switch string(local) {
	case "":
		return none
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
	s.declaration()
	for s.skipSpace() == '<' && s.at(1) == '!' {
		s.comment()
	}
	if s.at(0) != '<' || elementOf(s.open()) != envelope || !s.spoken || s.named != 1 {
		s.unexpected()
		return
	}
	s.only(body, page)
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
			s.comment()
		default:
			return elementOf(s.open())
		}
	}
}
