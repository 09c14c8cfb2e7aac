package formats

import (
	"strconv"
	"strings"
	"unicode"
)

// quoted shows a piece of a file in an error: cut short, without what could move
// a cursor.
func quoted(b []byte) string {
	const most = 32
	s := strings.ToValidUTF8(string(b[:min(len(b), most)]), "?")
	s = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Trim(strconv.QuoteToGraphic(s), `"`)
	if len(b) > most {
		s += "…"
	}
	return "“" + s + "”"
}
