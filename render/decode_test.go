package render

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// shown is what a terminal would show of one sample: the colour it is filled with
// ("" is the terminal's own), or the glyph drawn over it in a colour.
type shown struct{ fill, glyph, fore string }

// decode reads a line of half blocks back into what each sample looks like, the
// way a terminal does: it knows SGR and glyphs, but nothing of palettes.
func decode(t testing.TB, line string) (upper, lower []shown) {
	t.Helper()
	var fore, back string
	for len(line) > 0 {
		if params, ok := strings.CutPrefix(line, "\x1b["); ok {
			body, rest, ok := strings.Cut(params, "m")
			if !ok {
				t.Fatalf("unfinished sequence in %q", line)
			}
			fore, back = applySGR(t, body, fore, back)
			line = rest
			continue
		}
		glyph, size := utf8.DecodeRuneInString(line)
		line = line[size:]
		switch glyph {
		case ' ':
			upper, lower = append(upper, shown{fill: back}), append(lower, shown{fill: back})
		case '▀':
			upper, lower = append(upper, shown{fill: fore}), append(lower, shown{fill: back})
		case '▄':
			upper, lower = append(upper, shown{fill: back}), append(lower, shown{fill: fore})
		default:
			s := shown{fill: back, glyph: string(glyph), fore: fore}
			upper, lower = append(upper, s), append(lower, s)
		}
	}
	if fore != "" || back != "" {
		t.Fatalf("line does not end in a reset")
	}
	return upper, lower
}

// applySGR follows the parameters that palettes may use, and fails on any other.
func applySGR(t testing.TB, body, fore, back string) (string, string) {
	t.Helper()
	fields := strings.Split(body, ";")
	for len(fields) > 0 {
		n := 1
		switch fields[0] {
		case "", "0":
			fore, back = "", ""
		case "39":
			fore = ""
		case "49":
			back = ""
		case "38", "48":
			n = map[string]int{"2": 5, "5": 3}[fields[1]]
			if n == 0 || len(fields) < n {
				t.Fatalf("bad colour %q", body)
			}
			if value := strings.Join(fields[1:n], ";"); fields[0] == "38" {
				fore = value
			} else {
				back = value
			}
		default:
			t.Fatalf("unexpected parameter %q in %q", fields[0], body)
		}
		fields = fields[n:]
	}
	return fore, back
}

// looks are all the ways in which a palette shows each level: alone in its cell,
// above any other and below any other.
func looks(t testing.TB, p *Palette) [Levels]map[shown]bool {
	t.Helper()
	var all [Levels]map[shown]bool
	for l := range Level(Levels) {
		all[l] = map[shown]bool{}
		for other := range Level(Levels) {
			up, _ := decode(t, string(p.Line(nil, []Level{l}, []Level{other})))
			_, low := decode(t, string(p.Line(nil, []Level{other}, []Level{l})))
			all[l][up[0]], all[l][low[0]] = true, true
		}
	}
	return all
}

// recognise tells which level a sample on the screen shows.
func recognise(t testing.TB, all [Levels]map[shown]bool, s shown) Level {
	t.Helper()
	for l := range Level(Levels) {
		if all[l][s] {
			return l
		}
	}
	t.Fatalf("a sample looks like nothing in the palette: %+v", s)
	return 0
}

func width(s string) int { return ansi.StringWidth(s) }
