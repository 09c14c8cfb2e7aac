package vcenter

import (
	"strconv"
	"strings"

	"github.com/vmware/govmomi/vim25/soap"

	"cbtmap/fetch/reply"
)

// areasBody is a reply to a question for changed areas as govmomi's decoder shall
// read it: methods.QueryChangedDiskAreasBody, but for the numbers, which know
// whether they were there.
type areasBody struct {
	Res    *areasResponse `xml:"urn:vim25 QueryChangedDiskAreasResponse,omitempty"`
	Fault_ *soap.Fault    `xml:"http://schemas.xmlsoap.org/soap/envelope/ Fault,omitempty"`
}

// Fault is what came in place of a reply.
func (b *areasBody) Fault() *soap.Fault { return b.Fault_ }

type areasResponse struct {
	Returnval changeInfo `xml:"returnval" json:"returnval"`
}

// changeInfo is types.DiskChangeInfo.
type changeInfo struct {
	StartOffset whole         `xml:"startOffset" json:"startOffset"`
	Length      whole         `xml:"length" json:"length"`
	ChangedArea []changedArea `xml:"changedArea,omitempty" json:"changedArea,omitempty"`
}

// changedArea is types.DiskChangeExtent.
type changedArea struct {
	Start  whole `xml:"start" json:"start"`
	Length whole `xml:"length" json:"length"`
}

// whole is a whole number, if it is there.
type whole struct {
	n     int64
	there bool
}

// UnmarshalText reads what stands in an element.
func (w *whole) UnmarshalText(text []byte) error {
	said := strings.TrimSpace(string(text))
	if said == "" {
		return reply.EmptyNumber
	}
	n, err := strconv.ParseInt(said, 10, 64)
	if err != nil {
		return notANumber(said)
	}
	w.n, w.there = n, true
	return nil
}

// UnmarshalJSON reads a value; null is none.
func (w *whole) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	return w.UnmarshalText(text)
}

// notANumber is a reply with a text where a number belongs.
func notANumber(said string) reply.Damage {
	const most = 40 // bytes of it that help a reader
	if len(said) > most {
		said = said[:most] + "…"
	}
	return reply.Damage("it has " + quoted(said) + " where a whole number belongs")
}
