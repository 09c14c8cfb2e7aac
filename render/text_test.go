package render

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"Hard disk 2": "Hard disk 2", "prod–sql 数据库 🖥": "prod–sql 数据库 🖥", "": "",
		"a\x1b[31mb": "a␛[31mb", "a\x1b]0;title\x07b": "a␛]0;title␇b", "two\r\nlines\tand": "two␍␊lines␉and",
		"del\x7f": "del␡", "c1\u009b31m": "c1\uFFFD31m", "rtl\u202Eexe.txt": "rtl\uFFFDexe.txt", "zero\u200bwidth": "zero\uFFFDwidth",
		"nbsp\u00a0": "nbsp ", "bad\xff\xfe": "bad\uFFFD", "raw\x9b31m": "raw\uFFFD31m", "line\u2028sep": "line\uFFFDsep",
		"👩\u200d💻": "👩\u200d💻", "\u0301x": "\uFFFDx", "e\u0301": "e\u0301", "\u200da": "\uFFFDa", "\uFFFD": "\uFFFD",
	} {
		if got := Clean(s); got != want {
			t.Errorf("Clean(%q) = %q, want %q", s, got, want)
		}
	}
}

// anyText is strings as bad as they come.
func anyText() *rapid.Generator[string] {
	nasty := rapid.SampledFrom([]string{
		"\x1b[2J", "\x1b]8;;http://x\x07", "\x9b", "\u009d", "\u202e", "\u2066", "é", "e\u0301", "数", "한", "👩\u200d💻", "🇩🇪", "\ufe0f", "\t", "\n", "\x00", "\xf0\x28", "…",
	})
	part := rapid.OneOf(rapid.String(), nasty, rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	return rapid.Map(rapid.SliceOf(part), func(parts []string) string { return strings.Join(parts, "") })
}

func TestCleanLeavesNothingToObey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "s")
		got := Clean(s)
		if !utf8.ValidString(got) || Clean(got) != got {
			t.Fatalf("Clean(%q) = %q, and again %q", s, got, Clean(got))
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
				t.Fatalf("Clean(%q) = %q has %U", s, got, r)
			}
		}
	})
}

func TestCutAndPadAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(anyText().Draw(t, "s"))
		if rapid.Bool().Draw(t, "styled") {
			s = "\x1b[1m" + s + "\x1b[m"
		}
		n := rapid.IntRange(-2, 60).Draw(t, "width")
		cut := Cut(s, n)
		if width(cut) > max(n, 0) {
			t.Fatalf("Cut(%q, %d) = %q, %d wide", s, n, cut, width(cut))
		}
		if n > 0 && width(s) <= n && cut != s {
			t.Fatalf("Cut(%q, %d) = %q, though it fits", s, n, cut)
		}
		if n > 0 && width(s) > n && !strings.Contains(cut, "…") {
			t.Fatalf("Cut(%q, %d) = %q does not say that it was cut", s, n, cut)
		}
		for _, right := range []bool{false, true} {
			if padded := Pad(s, n, right); width(padded) != max(n, 0) {
				t.Fatalf("Pad(%q, %d, %v) = %q, %d wide", s, n, right, padded, width(padded))
			}
		}
	})
}

func TestPadSides(t *testing.T) {
	if got := Pad("ab", 5, false) + "|" + Pad("ab", 5, true) + "|" + Pad("abcdef", 4, true); got != "ab   |   ab|abc…" {
		t.Errorf("padded to %q", got)
	}
}
