package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Clean makes a name from elsewhere safe to draw: on one line, with nothing in it
// that a terminal would obey. Control characters become their pictures ("␛", "␊"),
// so that an escape sequence is seen as text; odd spaces become a space; whatever
// else does not print (C1 controls, bidirectional overrides, zero-width
// characters but joiners, private and unassigned code points, bytes that are no
// UTF-8, a mark with no letter before it) becomes "�". Cleaning twice changes
// nothing more.
func Clean(s string) string {
	if first, size := utf8.DecodeRuneInString(s); clings(first) {
		s = "\uFFFD" + s[size:]
	}
	for i, r := range s {
		if r == utf8.RuneError || cleanRune(r) != r {
			return s[:i] + strings.Map(cleanRune, strings.ToValidUTF8(s[i:], "\uFFFD"))
		}
	}
	return s
}

// The joiners have no width of their own; emoji and Persian need them.
const joiner, nonJoiner = '\u200d', '\u200c'

// clings tells whether a rune is drawn into the one before it, which at the start
// of a name is none of the name's.
func clings(r rune) bool {
	return r == joiner || r == nonJoiner || unicode.Is(unicode.M, r)
}

func cleanRune(r rune) rune {
	const (
		pictures      = '\u2400' // of the C0 controls, in their order
		pictureDelete = '\u2421'
	)
	switch {
	case r < ' ':
		return pictures + r
	case r == 0x7f:
		return pictureDelete
	case r == joiner, r == nonJoiner, unicode.IsPrint(r):
		return r
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return '\uFFFD'
}

// Cut shortens s to at most width columns, the last of them "…" if anything was
// cut. Wide characters are never halved. Styles in s survive; control characters
// must have been cleaned out of it.
func Cut(s string, width int) string {
	// The truncation miscounts some variation selectors: look at what came out.
	for limit := width; limit > 0; limit-- {
		if cut := ansi.Truncate(s, limit, "…"); ansi.StringWidth(cut) <= width {
			return cut
		}
	}
	return ""
}

// Pad makes s exactly width columns wide: cut, or filled with spaces behind it or,
// with right, before it (flush right).
func Pad(s string, width int, right bool) string {
	s = Cut(s, width)
	for missing := width - ansi.StringWidth(s); missing > 0; missing = width - ansi.StringWidth(s) {
		fill := strings.Repeat(" ", missing) // a few scripts swallow the first: look again
		if right {
			s = fill + s
		} else {
			s += fill
		}
	}
	return s
}
