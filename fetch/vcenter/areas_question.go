package vcenter

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/vim25/json"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// areasQuestion is one question about changed areas. Its text is written here
// and not by reflection, which would cost more than reading most of the replies;
// it is byte for byte what govmomi would write.
type areasQuestion struct{ types.QueryChangedDiskAreas }

// Fault makes it the request of a soap.RoundTripper.
func (*areasQuestion) Fault() *soap.Fault { return nil }

const (
	envelopeHead = xml.Header + `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><QueryChangedDiskAreas xmlns="urn:vim25">`
	envelopeTail = `</QueryChangedDiskAreas></Body></Envelope>`
)

// soap is the question in an envelope.
func (q *areasQuestion) soap() []byte {
	var b bytes.Buffer
	b.Grow(len(envelopeHead) + len(envelopeTail) + 300)
	b.WriteString(envelopeHead)
	referenceInXML(&b, "_this", q.This)
	if q.Snapshot != nil {
		referenceInXML(&b, "snapshot", *q.Snapshot)
	}
	b.WriteString("<deviceKey>")
	b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(q.DeviceKey), 10))
	b.WriteString("</deviceKey><startOffset>")
	b.Write(strconv.AppendInt(b.AvailableBuffer(), q.StartOffset, 10))
	b.WriteString("</startOffset><changeId>")
	textInXML(&b, q.ChangeId)
	b.WriteString("</changeId>")
	b.WriteString(envelopeTail)
	return b.Bytes()
}

func referenceInXML(b *bytes.Buffer, name string, ref types.ManagedObjectReference) {
	b.WriteString("<" + name + ` type="`)
	textInXML(b, ref.Type)
	b.WriteString(`">`)
	textInXML(b, ref.Value)
	b.WriteString("</" + name + ">")
}

func textInXML(b *bytes.Buffer, text string) {
	if plain(text, `"'&<>`) {
		b.WriteString(text)
		return
	}
	_ = xml.EscapeText(b, []byte(text)) // a buffer takes everything
}

// json is the question as VI JSON has it: what is asked stands in its path.
func (q *areasQuestion) json() []byte {
	b := make([]byte, 0, 400)
	b = append(b, `{"_typeName":"QueryChangedDiskAreas"`...)
	if q.Snapshot != nil {
		b = append(b, `,"snapshot":{"_typeName":"ManagedObjectReference","type":`...)
		b = appendTextInJSON(b, q.Snapshot.Type)
		b = append(b, `,"value":`...)
		b = appendTextInJSON(b, q.Snapshot.Value)
		b = append(b, '}')
	}
	b = append(b, `,"deviceKey":`...)
	b = strconv.AppendInt(b, int64(q.DeviceKey), 10)
	b = append(b, `,"startOffset":`...)
	b = strconv.AppendInt(b, q.StartOffset, 10)
	b = append(b, `,"changeId":`...)
	b = appendTextInJSON(b, q.ChangeId)
	return append(b, "}\n"...)
}

func appendTextInJSON(b []byte, text string) []byte {
	if plain(text, `"\&<>`) {
		return append(append(append(b, '"'), text...), '"')
	}
	escaped, _ := json.Marshal(text) // a text can always be written
	return append(b, escaped...)
}

// plain tells whether a text is printable ASCII with none of those in it.
func plain(text, special string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return !strings.ContainsAny(text, special)
}
