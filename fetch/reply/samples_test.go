package reply_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"cbtmap/fetch/extent"
)

// usualPage is n extents as a server sends them, deterministic.
func usualPage(n int) extent.Page {
	random := rand.New(rand.NewPCG(uint64(n), 1))
	page := extent.Page{Start: 0}
	at := int64(0)
	for range n {
		at += (1 + int64(random.ExpFloat64()*20)) << 16
		e := extent.Extent{Start: at, Length: (1 + int64(random.ExpFloat64()*4)) << 16}
		page.Extents = append(page.Extents, e)
		at += e.Length
	}
	page.Length = at
	return page
}

const soapHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
	`<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
	` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + "\n" +
	`<soapenv:Body>` + "\n" + `<QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval>`

const soapTail = `</returnval></QueryChangedDiskAreasResponse>` + "\n" + `</soapenv:Body>` + "\n" + `</soapenv:Envelope>`

// asSOAP is a page as a vCenter writes it, with a gap between any two elements.
func asSOAP(page extent.Page, gap string) []byte {
	var b strings.Builder
	b.WriteString(soapHead)
	fmt.Fprintf(&b, "<startOffset>%d</startOffset>%s<length>%d</length>%s", page.Start, gap, page.Length, gap)
	for _, e := range page.Extents {
		fmt.Fprintf(&b, "<changedArea>%s<start>%d</start>%s<length>%d</length>%s</changedArea>%s", gap, e.Start, gap, e.Length, gap, gap)
	}
	b.WriteString(soapTail)
	return []byte(b.String())
}

// asJSON is a page as a vCenter writes it, with a gap before any element.
func asJSON(page extent.Page, gap string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{"_typeName":"DiskChangeInfo","startOffset":%d,%s"length":%d,"changedArea":[`, page.Start, gap, page.Length)
	for i, e := range page.Extents {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `%s{"_typeName":"DiskChangeExtent",%s"start":%d,%s"length":%d%s}`, gap, gap, e.Start, gap, e.Length, gap)
	}
	b.WriteString("]}\n")
	return []byte(b.String())
}
