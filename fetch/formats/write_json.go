package formats

import (
	"bufio"
	"strconv"

	"cbtmap/fetch/extent"
)

// writeJSON writes a list of DiskChangeInfo, as VI JSON has it, one page a line:
//
//	[
//	{"startOffset":0,"length":1048576,"changedArea":[{"start":65536,"length":131072}]},
//	{"startOffset":2097152,"length":1048576,"changedArea":[]}
//	]
//
// What is not known lies between the pages. If nothing is, one page of no length
// says so, since a list without any page would be a disk without a change.
func writeJSON(w *bufio.Writer, m *extent.Map) error {
	before := "[\n"
	for p := range m.Replies(MostExtents) {
		if err := writePage(w, before, p); err != nil {
			return err
		}
		before = ",\n"
	}
	if m.Known() == 0 {
		if err := writePage(w, before, extent.Page{}); err != nil {
			return err
		}
	}
	_, err := w.WriteString("\n]\n")
	return err
}

// writePage writes one page behind a separator.
func writePage(w *bufio.Writer, before string, p extent.Page) error {
	b := append(w.AvailableBuffer(), before...)
	b = strconv.AppendInt(append(b, `{"startOffset":`...), p.Start, 10)
	b = strconv.AppendInt(append(b, `,"length":`...), p.Length, 10)
	if _, err := w.Write(append(b, `,"changedArea":[`...)); err != nil {
		return err
	}
	for i, e := range p.Extents {
		b := w.AvailableBuffer()
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"start":`...), e.Start, 10)
		b = strconv.AppendInt(append(b, `,"length":`...), e.Length, 10)
		if _, err := w.Write(append(b, '}')); err != nil {
			return err
		}
	}
	_, err := w.WriteString("]}")
	return err
}
