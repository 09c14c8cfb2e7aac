package formats

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted shows a piece of a file in an error: cut short, without what could move
// a cursor.
func quoted(b []byte) string {
	const most = 32
	end := min(len(b), most)
	for end > 0 && end < len(b) && !utf8.RuneStart(b[end]) {
		end-- // not in the middle of a character
	}
	s := strings.ToValidUTF8(string(b[:end]), "?")
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
