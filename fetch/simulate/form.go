package simulate

import (
	"io"
	"net/http"
	"strconv"
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

// piece is how many bytes of an answer are sent at a time. A page of a real
// server fits into one; an answer of millions of extents needs no more room.
const piece = 256 << 10

// pieces are buffers to write in; longest is the most that is put into one
// without a look at how full it is.
var pieces = sync.Pool{New: func() any { b := make([]byte, 0, piece+longest); return &b }}

const longest = 1 << 10

// send answers with one page. The length of the answer is said where it is known
// beforehand: many clients stop reading behind the last tag, and a connection
// whose end is marked further on is then lost to them, with its handshake.
func (f *form) send(w http.ResponseWriter, page *types.DiskChangeInfo) {
	w.Header().Set("Content-Type", f.contentType)
	f.write(w, page, func(length int) { w.Header().Set("Content-Length", strconv.Itoa(length)) })
}

// write writes one page, and tells how long it is before if that is one piece.
// An error of w is the client's to notice.
func (f *form) write(w io.Writer, page *types.DiskChangeInfo, whole func(length int)) {
	kept := pieces.Get().(*[]byte)
	defer pieces.Put(kept)
	b := append((*kept)[:0], f.head...)
	b = appendNumber(b, page.StartOffset)
	b = append(b, f.length...)
	b = appendNumber(b, page.Length)
	before, end := f.first, f.none
	for i := range page.ChangedArea {
		if len(b) >= piece {
			whole = nil
			if _, err := w.Write(b); err != nil {
				return
			}
			b = b[:0]
		}
		a := &page.ChangedArea[i]
		b = append(b, before...)
		b = appendNumber(b, a.Start)
		b = append(b, f.areaLength...)
		b = appendNumber(b, a.Length)
		before, end = f.next, f.last
	}
	b = append(b, end...)
	if whole != nil {
		whole(len(b))
	}
	_, _ = w.Write(b)
}
