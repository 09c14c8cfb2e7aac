package formats

import (
	"encoding/xml"
	"io"
	"math"
)

var azureKind = kind{
	Format: Format{
		ID:      "azure",
		Name:    "Azure page ranges",
		Command: `curl "https://ACCOUNT.blob.core.windows.net/CONTAINER/DISK.vhd?comp=pagelist&prevsnapshot=TIME&SAS"`,
		Rule:    "pages that were written (PageRange) or cleared (ClearRange) are changed; all others are unchanged",
	},
	fits:    func(h *head) bool { return h.begins("<") && h.has("<PageList") },
	records: func(t *text, a *about) records { return &azure{x: newXML(t), about: a} },
}

// azure reads the answers to Get Page Ranges, one or several after another
// (https://learn.microsoft.com/rest/api/storageservices/get-page-ranges):
//
//	<PageList>
//	  <PageRange> <Start>0</Start> <End>511</End> </PageRange>
//	  <ClearRange> <Start>512</Start> <End>1023</End> </ClearRange>
//	  <NextMarker>…</NextMarker>
//	</PageList>
//
// End is the last byte, not the one after it. ClearRange comes only in a
// comparison with an earlier snapshot. The size of the disk is in a header of the
// reply, not in the list.
//
// Pages have no numbers, but a list that begins with the first byte of the disk is the
// first, and before there were pages there were no markers.
type azure struct {
	x     *xmlReader
	about *about

	lists   int
	markers bool // some list has a NextMarker, be it empty
	areas   bool // there was one
	later   bool // the first area lies behind the first byte
}

func (z *azure) next() (record, error) {
	for {
		token, err := z.x.next()
		if err == io.EOF && z.markers && !z.about.more && (z.lists > 1 || z.later || !z.areas) {
			z.about.notes.also(Ambiguous, 0, 0, "pages of ranges have no numbers: nothing proves that none is missing before the last one")
		}
		if err != nil {
			return record{}, err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "PageList":
			z.lists++
			z.about.more = false // what the one before promised is here
		case "PageRange", "ClearRange":
			r, err := z.area(e.Name.Local)
			z.later = z.later || !z.areas && r.start > 0
			z.areas = true
			return r, err
		case "NextMarker":
			marker, err := z.x.content()
			if err != nil {
				return record{}, err
			}
			z.markers, z.about.more = true, marker != ""
		default:
			return record{}, z.x.wrong("a list of page ranges has no element %s", quoted([]byte(e.Name.Local)))
		}
	}
}

// area is the record of an element that has just begun.
func (z *azure) area(name string) (record, error) {
	start, last := int64(unset), int64(unset)
	for {
		token, err := z.x.next()
		if err != nil {
			return record{}, z.x.cut(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			field := &start
			switch e.Name.Local {
			case "Start":
			case "End":
				field = &last
			default:
				return record{}, z.x.wrong("a %s has no element %s", name, quoted([]byte(e.Name.Local)))
			}
			if *field != unset {
				return record{}, z.x.wrong("there are two of %s in one %s", e.Name.Local, name)
			}
			if *field, err = z.x.number(); err != nil {
				return record{}, err
			}
		case xml.EndElement:
			switch {
			case start == unset || last == unset:
				return record{}, z.x.wrong("a %s without its Start or its End cannot be", name)
			case start < 0 || last < start || last == math.MaxInt64:
				return record{}, z.x.wrong("a %s from byte %s to byte %s cannot be", name, grouped(start), grouped(last))
			}
			return record{start, last + 1 - start, changed}, nil
		}
	}
}
