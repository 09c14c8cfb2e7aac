package formats

import (
	"bytes"
	"strings"
)

// A csv or a mapfile says of the map that it was made from what made that suspect or a
// fallback, a line each before its end line. Else a map that may be wrong would be
// trusted when it is read again:
//
//	# verdict: suspect: overlap: extents of one reply share bytes
//
// The words are the verdict, the kind of the finding, and its detail.
const toldLead = "# verdict: "

// Bounds of these lines.
const (
	mostTold      = 8
	mostToldBytes = 400 // bytes of a detail
)

// Told is one of these lines.
type Told struct{ Verdict, Kind, Detail string }

// line is it without its line break.
func (d Told) line() string {
	detail := strings.Join(strings.Fields(strings.ToValidUTF8(d.Detail, "")), " ")
	if len(detail) > mostToldBytes {
		detail = strings.ToValidUTF8(detail[:mostToldBytes], "")
	}
	return toldLead + d.Verdict + ": " + d.Kind + ": " + detail
}

// noteTold notes what such a line says; ok is false for any other line.
func (n *notes) noteTold(line []byte) (ok bool) {
	rest, found := bytes.CutPrefix(bytes.TrimSpace(line), []byte(toldLead))
	words := strings.SplitN(string(rest), ": ", 3)
	if !found || len(words) < 3 || words[0] != "suspect" && words[0] != "fallback" || strings.ContainsAny(words[1], " \t") {
		return false
	}
	for i := range *n {
		if m := &(*n)[i]; m.Kind == words[1] {
			m.Count++
			m.Told = true
			return true
		}
	}
	*n = append(*n, Note{Kind: words[1], Count: 1, Detail: words[2], Told: true, hearsay: true})
	return true
}

// writing is what Write was told besides the map.
type writing struct {
	unsized bool
	told    []Told
}

// ending is the lines after the last area or block.
func (w writing) ending(count int64, listed string, capacity int64) string {
	var b strings.Builder
	for _, d := range w.told[:min(len(w.told), mostTold)] {
		b.WriteString(d.line() + "\n")
	}
	b.WriteString(endLine(count, listed, capacity) + "\n")
	return b.String()
}
