package formats

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"unicode"

	"cbtmap/fetch/extent"
)

var soapKind = kind{
	Format: Format{
		ID:      "soap",
		Name:    "QueryChangedDiskAreas reply (SOAP)",
		Command: "curl -d @query.xml https://VCENTER/sdk",
		Rule:    "areas in changedArea are changed; the rest of the range that a reply speaks for is unchanged; what no reply speaks for is unknown",
		Replies: true,
	},
	fits: func(h *head) bool {
		return h.begins("<") && (h.has("QueryChangedDiskAreasResponse") || h.has("Envelope") && h.has("Fault"))
	},
	replies: func(t *text, a *about) replies { return &soap{x: newXML(t)} },
}

// soap reads the replies to QueryChangedDiskAreas, in one envelope or many, one
// after another. Prefixes are passed over, and so is all that is not within a reply.
//
// An object of the server may have dynamicType and dynamicProperty as well.
//
//	<Envelope><Body><QueryChangedDiskAreasResponse><returnval>
//	  <startOffset>0</startOffset> <length>1048576</length>
//	  <changedArea><start>0</start><length>65536</length></changedArea>
type soap struct {
	x      *xmlReader
	page   extent.Page
	inside bool // of a response
	seen   bool // a reply
}

func (s *soap) next() (extent.Page, error) {
	for {
		token, err := s.x.next()
		if err == io.EOF && !s.seen {
			err = s.x.wrong("there is no reply to QueryChangedDiskAreas in this text")
		}
		if err != nil {
			return extent.Page{}, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "QueryChangedDiskAreasResponse":
				s.inside = true
			case "returnval":
				if s.inside {
					s.seen = true
					err := s.reply()
					return s.page, err
				}
			case "Fault":
				return extent.Page{}, s.fault()
			}
		case xml.EndElement:
			if e.Name.Local == "QueryChangedDiskAreasResponse" {
				s.inside = false
			}
		}
	}
}

// reply reads a returnval, which has just begun, into page.
func (s *soap) reply() error {
	s.page = extent.Page{Start: unset, Length: unset, Extents: s.page.Extents[:0]}
	err := s.children("reply", map[string]*int64{"startOffset": &s.page.Start, "length": &s.page.Length}, "changedArea", func() error {
		area := extent.Extent{Start: unset, Length: unset}
		if err := s.children("changedArea", map[string]*int64{"start": &area.Start, "length": &area.Length}, "", nil); err != nil {
			return err
		}
		if area.Start < 0 || area.Length < 0 {
			return s.x.wrong("a changedArea needs a start and a length, which are not negative")
		}
		if len(s.page.Extents) == MaxReply {
			return s.x.wrong("a reply has more than %s areas", grouped(MaxReply))
		}
		s.page.Extents = append(s.page.Extents, area)
		return nil
	})
	if err == nil && (s.page.Start < 0 || s.page.Length < 0) {
		err = s.x.wrong("a reply needs a startOffset and a length, which are not negative")
	}
	return err
}

// children reads the elements within the one that has just begun: numbers by their
// name, which are unset before, and others with each. What else an element of this kind
// may have is known: an area under another name must not be passed over.
func (s *soap) children(of string, numbers map[string]*int64, name string, each func() error) error {
	for depth := s.x.depth; ; {
		token, err := s.x.next()
		if err != nil {
			return s.x.cut(err)
		}
		if _, ok := token.(xml.EndElement); ok && s.x.depth < depth {
			return nil
		}
		if words, ok := token.(xml.CharData); ok && len(bytes.TrimSpace(words)) > 0 {
			return s.x.wrong("a %s has a text of its own, and not only elements", of)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		n, wanted := numbers[e.Name.Local]
		switch {
		case wanted && *n != unset:
			err = s.x.wrong("there are two of %s", e.Name.Local)
		case wanted:
			*n, err = s.x.number()
		case e.Name.Local == name && each != nil:
			err = each()
		case e.Name.Local == "dynamicType" || e.Name.Local == "dynamicProperty":
			_, err = s.x.content()
		default:
			err = s.x.wrong("a %s has no element %s", of, quoted([]byte(e.Name.Local)))
		}
		if err != nil {
			return err
		}
	}
}

// fault is the error for a SOAP fault, which has just begun, in the server's
// words: faultstring in SOAP 1.1, Text in 1.2, and the type of its detail.
func (s *soap) fault() error {
	said, kind := "", ""
	for depth := s.x.depth; s.x.depth >= depth; {
		token, err := s.x.next()
		if err != nil {
			return s.x.cut(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := e.Name.Local; {
		case name == "faultstring" || name == "Text":
			if said, err = s.x.content(); err != nil {
				return err
			}
		case kind == "" && attribute(e, "type") != "":
			kind = attribute(e, "type")
		}
	}
	err := s.x.t.wrongAt(s.x.t.here(), "the server answered with a fault%s: %s", inBrackets(kind), plain(said))
	err.advice = adviseServer
	return err
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + plain(s) + ")"
}

// plain is a sentence of a file, without what could move a cursor and not too long.
func plain(s string) string {
	const most = 300
	s = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
