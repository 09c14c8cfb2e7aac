package render

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// shown is what a terminal would show of one sample: the colour it is filled with
// ("" is the terminal's own), or the glyph drawn over it in a colour.
type shown struct{ fill, glyph, fore string }

// fataler is a test, or a check of one.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// decode reads a line back into what each sample looks like, the way a terminal
// does: it knows SGR and glyphs, but nothing of palettes. A cell of a line that is
// not in half blocks is one sample, given twice.
func decode(t fataler, line string) (upper, lower []shown) {
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
func applySGR(t fataler, body, fore, back string) (string, string) {
	t.Helper()
	fields := strings.Split(body, ";")
	for len(fields) > 0 {
		n := 1
		code, _ := strconv.Atoi(fields[0])
		switch {
		case code == 0:
			fore, back = "", ""
		case code == 39:
			fore = ""
		case code == 49:
			back = ""
		case code == 38, code == 48:
			n = map[string]int{"2": 5, "5": 3}[fields[1]]
			if n == 0 || len(fields) < n {
				t.Fatalf("bad colour %q", body)
			}
			if value := strings.Join(fields[1:n], ";"); code == 38 {
				fore = value
			} else {
				back = value
			}
		case code >= 30 && code < 38, code >= 90 && code < 98:
			fore = strconv.Itoa(code)
		case code >= 40 && code < 48, code >= 100 && code < 108:
			back = strconv.Itoa(code - 10) // as the foreground names it
		default:
			t.Fatalf("unexpected parameter %q in %q", fields[0], body)
		}
		fields = fields[n:]
	}
	return fore, back
}

// samples is a picture read back: the look of each cell's sample, row by row.
func samples(t fataler, p *Palette, lines []string, cols, rows int) []shown {
	t.Helper()
	var all []shown
	for _, line := range lines {
		up, low := decode(t, line)
		if len(up) != cols {
			t.Fatalf("a line of %d columns, want %d: %q", len(up), cols, line)
		}
		all = append(all, up...)
		if p.SamplesPerLine() == 2 {
			all = append(all, low...)
		}
	}
	if len(all) < cols*rows {
		t.Fatalf("%d samples drawn of %d", len(all), cols*rows)
	}
	return all[:cols*rows]
}

// picture writes levels the way a screen does, through the writer that fits
// colours to the terminal's profile.
func picture(p *Palette, levels []Level, cols, rows int, terminal colorprofile.Profile) []string {
	var lines []string
	row := func(r int) []Level {
		if r >= rows {
			return nil
		}
		return levels[r*cols : (r+1)*cols]
	}
	for r := 0; r < rows; r += p.SamplesPerLine() {
		line := p.Line(nil, row(r), row(r+p.SamplesPerLine()-1))
		lines = append(lines, reduced(line, terminal))
	}
	return lines
}

// reduced is a line as a terminal of a profile gets it.
func reduced(line []byte, terminal colorprofile.Profile) string {
	var out bytes.Buffer
	w := colorprofile.Writer{Forward: &out, Profile: terminal}
	_, _ = w.Write(line) // a buffer takes all
	return out.String()
}

// terminals are the profiles of the terminals that palettes are made for.
var terminals = [...]colorprofile.Profile{
	TrueColor: colorprofile.TrueColor, ANSI256: colorprofile.ANSI256, ANSI16: colorprofile.ANSI, NoColor: colorprofile.ASCII,
}

// gallery is what each level can look like.
type gallery [Levels]map[shown]bool

// looks are all the ways in which a palette shows each level on a terminal: alone
// in its cell and, where a cell has two samples, above any other and below it.
func looks(t fataler, p *Palette, terminal colorprofile.Profile) gallery {
	t.Helper()
	var all gallery
	for l := range Level(Levels) {
		all[l] = map[shown]bool{}
		for other := range Level(Levels) {
			if p.SamplesPerLine() == 1 {
				other = l
			}
			up, _ := decode(t, reduced(p.Line(nil, []Level{l}, []Level{other}), terminal))
			_, low := decode(t, reduced(p.Line(nil, []Level{other}, []Level{l}), terminal))
			all[l][up[0]], all[l][low[0]] = true, true
		}
	}
	return all
}

// galleries are those of palettes that were asked for, on their own terminals.
var galleries = map[*Palette]gallery{}

// ownLooks are the looks of a palette on the terminal that it is made for.
func ownLooks(t fataler, p *Palette) gallery {
	t.Helper()
	all, ok := galleries[p]
	if !ok {
		all = looks(t, p, terminals[p.profile])
		galleries[p] = all
	}
	return all
}

// recognise tells which level a sample on the screen shows.
func (all gallery) recognise(t fataler, s shown) Level {
	t.Helper()
	for l := range Level(Levels) {
		if all[l][s] {
			return l
		}
	}
	t.Fatalf("a sample looks like nothing in the palette: %+v", s)
	return 0
}

// sameLook returns a look that two levels share.
func (all gallery) sameLook(a, b Level) (shown, bool) {
	for s := range all[a] {
		if all[b][s] {
			return s, true
		}
	}
	return shown{}, false
}

func width(s string) int { return ansi.StringWidth(s) }

// palettes are all that NewPaletteWith can give, by name.
func palettes() map[string]*Palette {
	all := map[string]*Palette{}
	for profile, profileName := range []string{"truecolor", "256", "16", "none"} {
		for ground, dark := range map[string]bool{"dark": true, "light": false} {
			for glyphs := Half; glyphs <= ASCII; glyphs++ {
				for _, ramp := range Ramps() {
					name := strings.Join([]string{profileName, ground, glyphs.String(), ramp}, "-")
					all[name] = NewPaletteWith(PaletteOptions{Profile(profile), dark, glyphs, ramp})
				}
			}
		}
	}
	return all
}

// ramped are those of them in which each ramp has colours of its own, one glyph
// set of each.
func ramped() map[string]*Palette {
	all := palettes()
	for name, p := range all {
		if p.profile > ANSI256 || p.glyphs != Half {
			delete(all, name)
		}
	}
	return all
}
