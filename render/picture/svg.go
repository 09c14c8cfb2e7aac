package picture

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"

	"cbtmap/render"
)

// fontFamily is the font of the pixels, and what comes near to it elsewhere.
const fontFamily = "DejaVu Sans Mono, Menlo, Consolas, monospace"

// hatchNames are the names of the patterns of hatched levels.
var hatchNames = map[render.Level]string{render.Unknown: "unknown", render.Failed: "failed"}

// svg writes a scene. What goes wrong is kept by the writer until it is flushed.
type svg struct {
	*scene
	*bufio.Writer
}

func (s *scene) writeSVG(w io.Writer) error {
	out := svg{s, bufio.NewWriterSize(w, 1<<16)}
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title desc">`+"\n",
		s.width, s.height)
	fmt.Fprintf(out, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escaped(s.title), escaped(s.desc))
	out.patterns()
	fmt.Fprintf(out, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", s.width, s.height, hex(s.tones.ground))
	fmt.Fprintln(out, `<g shape-rendering="crispEdges">`)
	for _, f := range s.fields {
		out.field(f)
	}
	for _, b := range s.bars {
		fmt.Fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
			b.rect.Min.X, b.rect.Min.Y, b.rect.Dx(), b.rect.Dy(), hex(s.tones.inks[b.ink]))
	}
	fmt.Fprintf(out, "</g>\n<g font-family=\"%s\" xml:space=\"preserve\">\n", fontFamily)
	for _, t := range s.texts {
		out.text(t)
	}
	fmt.Fprintln(out, "</g>\n</svg>")
	return out.Flush()
}

// patterns writes the hatches: strokes from the lower left to the upper right,
// and for what failed across them, which meet at the borders of the pattern.
func (w svg) patterns() {
	fmt.Fprintln(w, "<defs>")
	p := w.hatch.period
	for _, l := range []render.Level{render.Unknown, render.Failed} {
		strokes := fmt.Sprintf("M-1 1L1 -1M0 %[1]dL%[1]d 0M%[2]d %[3]dL%[3]d %[2]d", p, p-1, p+1)
		if l == render.Failed {
			strokes += fmt.Sprintf("M-1 %[2]dL1 %[3]dM0 0L%[1]d %[1]dM%[2]d -1L%[3]d 1", p, p-1, p+1)
		}
		fmt.Fprintf(w, `<pattern id="%s" patternUnits="userSpaceOnUse" width="%d" height="%[2]d"><path d="%s" fill="none" stroke="%s" stroke-width="%d" shape-rendering="auto"/></pattern>`+"\n",
			hatchNames[l], p, strokes, hex(w.tones.hatch[l]), w.hatch.stroke)
	}
	fmt.Fprintln(w, "</defs>")
}

// field writes a path a level, a rectangle in it for each run of samples. What is
// outside of the disk is the ground.
func (w svg) field(f field) {
	counts := render.Counts(f.levels)
	for l := range render.Level(render.Outside) {
		if counts[l] == 0 {
			continue
		}
		paint := hex(w.tones.fills[l])
		if hatched(l) {
			paint = "url(#" + hatchNames[l] + ")"
		}
		w.path(f, l, paint)
	}
}

func (w svg) path(f field, level render.Level, paint string) {
	var buf []byte
	fmt.Fprintf(w, `<path fill="%s" d="`, paint)
	number := func(before byte, n int) { buf = strconv.AppendInt(append(buf, before), int64(n), 10) }
	for row := range f.rows() {
		f.runs(row, func(l render.Level, from, to int) {
			if l != level {
				return
			}
			left, width := f.at.X+from*f.cell.X, (to-from)*f.cell.X
			buf = buf[:0]
			number('M', left)
			number(' ', f.at.Y+row*f.cell.Y)
			number('h', width)
			number('v', f.cell.Y)
			number('h', -width)
			w.Write(append(buf, 'z'))
		})
	}
	fmt.Fprintln(w, `"/>`)
}

func (w svg) text(t text) {
	fmt.Fprintf(w, `<text x="%d" y="%d" font-size="%.2f" fill="%s"`, t.at.X, t.at.Y, float64(t.letter)*emPerAdvance, hex(w.tones.inks[t.ink]))
	if t.bold {
		fmt.Fprint(w, ` font-weight="bold"`)
	}
	if t.end {
		fmt.Fprint(w, ` text-anchor="end"`)
	}
	fmt.Fprintf(w, ">%s</text>\n", escaped(t.s))
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
