package simulate

import (
	"io"
	"sync"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// form is how a protocol writes an answer with changed areas: what stands
// between the numbers. It is what the client library's own encoders write, byte
// for byte, without the reflection that costs them a microsecond an extent.
type form struct {
	contentType string

	head, length string // before the page's start and its length
	first, next  string // before the first area's start, and before each other's
	areaLength   string // before an area's length
	last, none   string // after the areas, and after the page's length if there are none
}

var soapForm = form{
	contentType: "text/xml; charset=utf-8",
	head: xml.Header + `<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"` +
		` xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
		`<QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval><startOffset>`,
	length:     `</startOffset><length>`,
	first:      `</length><changedArea><start>`,
	next:       `</length></changedArea><changedArea><start>`,
	areaLength: `</start><length>`,
	last:       `</length></changedArea></returnval></QueryChangedDiskAreasResponse></soapenv:Body></soapenv:Envelope>`,
	none:       `</length></returnval></QueryChangedDiskAreasResponse></soapenv:Body></soapenv:Envelope>`,
}

var jsonForm = form{
	contentType: "application/json",
	head:        `{"_typeName":"DiskChangeInfo","startOffset":`,
	length:      `,"length":`,
	first:       `,"changedArea":[{"_typeName":"DiskChangeExtent","start":`,
	next:        `},{"_typeName":"DiskChangeExtent","start":`,
	areaLength:  `,"length":`,
	last:        "}]}\n",
	none:        "}\n",
}

// piece is how many bytes of an answer are sent at a time: the client reads the
// first while the next are written, and an answer of millions of extents needs
// no more room than a short one.
const piece = 32 << 10

// pieces are buffers to write in; longest is the most that is put into one
// without a look at how full it is.
var pieces = sync.Pool{New: func() any { b := make([]byte, 0, piece+longest); return &b }}

const longest = 1 << 10

// write writes one page. An error of w is the client's to notice.
func (f *form) write(w io.Writer, page *types.DiskChangeInfo) {
	kept := pieces.Get().(*[]byte)
	defer pieces.Put(kept)
	b := append((*kept)[:0], f.head...)
	b = appendNumber(b, page.StartOffset)
	b = append(b, f.length...)
	b = appendNumber(b, page.Length)
	before, end := f.first, f.none
	for i := range page.ChangedArea {
		a := &page.ChangedArea[i]
		b = append(b, before...)
		b = appendNumber(b, a.Start)
		b = append(b, f.areaLength...)
		b = appendNumber(b, a.Length)
		before, end = f.next, f.last
		if len(b) >= piece {
			if _, err := w.Write(b); err != nil {
				return
			}
			b = b[:0]
		}
	}
	_, _ = w.Write(append(b, end...))
}
