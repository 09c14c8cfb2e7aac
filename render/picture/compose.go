package picture

import (
	"image"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// scene composes the picture.
func (p Picture) scene() (*scene, error) {
	p, err := p.ready()
	if err != nil {
		return nil, err
	}
	l := p.newLayout()
	palette := render.NewPaletteWith(render.PaletteOptions{Profile: render.TrueColor, Dark: p.Dark, Ramp: p.Ramp})
	s := &scene{
		width: p.Width, height: p.Height, tones: newTones(palette, p.Dark), hatch: newHatch(l.letter, l.side),
		title: strings.Join(p.Title, between), desc: p.description(),
	}
	frame := render.Frame{Rule: p.Rule}
	levels := frame.Draw(p.Map, p.Failed, l.grid)
	s.fields = append(s.fields, field{at: l.area.Min, cell: image.Pt(l.side, l.side), cols: l.grid.Cols, levels: levels})
	l.drawHead(s, p)
	l.drawGutter(s, p)
	l.drawRuler(s)
	l.drawFoot(s, p, render.Counts(levels))
	return s, nil
}

// drawHead draws what is above the ruler.
func (l *layout) drawHead(s *scene, p Picture) {
	y, room := l.margin, p.Width-2*l.margin
	title := l.titleLetter()
	if p.incomplete() {
		const state = "incomplete"
		s.texts = append(s.texts, text{
			at: image.Pt(p.Width-l.margin, y+baseline(title)), s: state, letter: l.letter, ink: warning, bold: true, end: true,
		})
		room -= (len(state) + 2) * l.letter
	}
	s.texts = append(s.texts, text{
		at: image.Pt(l.margin, y+baseline(title)), s: fitted(p.Title, room/title), letter: title, ink: strong, bold: true,
	})
	y += 2 * title
	if l.subtitle {
		y = l.write(s, p, image.Pt(l.margin, y), p.Subtitle, dim, false)
	}
	if l.strip {
		l.drawStrip(s, p, y+l.letter)
	}
}

// drawFoot draws what is below the map: from the map's left edge, unless the
// legend needs more room.
func (l *layout) drawFoot(s *scene, p Picture, counts [render.Levels]int) {
	at := image.Pt(l.margin, l.area.Max.Y+l.letter)
	if narrow := p.newLegend(*l, p.Width-l.margin-l.area.Min.X); len(narrow.items) > 0 && narrow.height() == l.legend.height() {
		at.X, l.legend = l.area.Min.X, narrow
	}
	if l.caption {
		at.Y = l.write(s, p, at, l.captionWords(p, (p.Width-l.margin-at.X)/l.letter), dim, false)
	}
	if l.parts.legend {
		l.legend.draw(s, at.Add(image.Pt(0, l.letter/4)), counts)
		at.Y += l.legend.height() + l.letter
	}
	for _, words := range p.lacks((p.Width - l.margin - at.X) / l.letter) {
		at.Y = l.write(s, p, at, words, warning, true)
	}
	for i, t := range p.Totals[:l.totals] {
		at.Y = l.write(s, p, at, t, plain, i == 0)
	}
}

// write sets a line of text below a point, cut at the right margin, and returns
// where the next line begins.
func (l *layout) write(s *scene, p Picture, at image.Point, words string, i ink, bold bool) int {
	s.texts = append(s.texts, text{
		at: at.Add(image.Pt(0, baseline(l.letter))), s: render.Cut(words, (p.Width-l.margin-at.X)/l.letter), letter: l.letter, ink: i, bold: bold,
	})
	return at.Y + l.line
}

// captionWords say what is in view, as many of them as there are columns for.
func (l *layout) captionWords(p Picture, columns int) string {
	g := l.grid
	if g.Capacity == 0 {
		return "this disk has no bytes"
	}
	view := render.Bytes(g.Capacity)
	if p.partial() {
		scale := g.Scale(1)
		view = scale.Format(g.Start()) + " to " + scale.Format(g.End()) + " of " + view
	}
	row := "a row is " + render.Address(g.RowBytes, g.RowBytes)
	if g.Hilbert {
		row = "along a Hilbert curve from the top left"
	}
	square := "a square is " + render.Bytes(g.RowBytes/int64(g.Cols))
	return joined(columns, view, square, row, "coloured by the share that is "+p.Noun)
}

// joined are the first of some parts that fit into columns.
func joined(columns int, parts ...string) string {
	for n := len(parts); n > 1; n-- {
		if s := strings.Join(parts[:n], " · "); ansi.StringWidth(s) <= columns {
			return s
		}
	}
	return parts[0]
}

// incomplete says that the map may not tell of the whole disk.
func (p Picture) incomplete() bool { return !p.Map.Complete() || p.Partial != "" }

// lacks are the sentences about what the map does not tell.
func (p Picture) lacks(columns int) (list []string) {
	if !p.Map.Complete() {
		list = append(list, p.unknownWords(columns))
	}
	if p.Partial != "" {
		list = append(list, p.Partial)
	}
	return list
}

// unknownWords say how much of the disk is not known.
func (p Picture) unknownWords(columns int) string {
	share := render.Share(p.Map.Capacity()-p.Map.Known(), p.Map.Capacity()) + " of the disk is not known"
	if long := share + ": all totals are lower bounds"; ansi.StringWidth(long) <= columns {
		return long
	}
	return share
}

// description is what the picture says, for those who hear it.
func (p Picture) description() string {
	var parts []string
	if p.Subtitle != "" {
		parts = append(parts, p.Subtitle)
	}
	if p.incomplete() {
		parts = append(parts, "incomplete: "+strings.Join(p.lacks(0), "; "))
	}
	return strings.Join(append(parts, p.Totals...), " · ")
}
