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
// UTF-8) becomes "�". Cleaning twice changes nothing more.
func Clean(s string) string {
	for i, r := range s {
		if r == utf8.RuneError || cleanRune(r) != r {
			return s[:i] + strings.Map(cleanRune, strings.ToValidUTF8(s[i:], "\uFFFD"))
		}
	}
	return s
}

func cleanRune(r rune) rune {
	const (
		pictures       = '\u2400' // of the C0 controls, in their order
		pictureDelete  = '\u2421'
		joiner, splice = '\u200d', '\u200c' // emoji and Persian need them
	)
	switch {
	case r < ' ':
		return pictures + r
	case r == 0x7f:
		return pictureDelete
	case r == joiner, r == splice, unicode.IsPrint(r):
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
	fill := strings.Repeat(" ", max(width-ansi.StringWidth(s), 0))
	if right {
		return fill + s
	}
	return s + fill
}
