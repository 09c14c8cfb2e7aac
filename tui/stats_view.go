package tui

import (
	"fmt"
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// The panels stand in columns, each as high as it needs; together they are
// scrolled when the terminal is too low.
//
//	What changed              What a backup reads
//	Extent sizes              Concentration
//	Where                     Can it be trusted?
const (
	panelGap    = 3  // columns between two columns of panels
	twoColumns  = 76 // width of the body from which on there are two
	tallPlot    = 12 // lines of the curve, at most
	leastPlot   = 5
	wideFigures = 46 // most of a panel that figures spread over
	narrowReads = 46 // least for what a backup reads, with two links
)

// panel is a heading with lines below, as wide as asked for.
type panel struct {
	title  string
	asides []string // the first that fits stands behind the title, none if none does
	lines  []string
	header int // how many of the lines are headings of columns
}

func (s *statsScreen) body(width, height int) []string {
	s.height = height
	if !s.have {
		return []string{"", indent + "  " + s.m.styles.Dim.Render("computing …")}
	}
	inner := width - 2*margin - 2
	var lines []string
	top := 0 // a blank line, where there is room
	if height >= roomyBody {
		top = 1
	}
	if inner < twoColumns-4 {
		left, line := s.stack(inner, s.overview(inner), s.reads(inner), s.where(inner), s.sizes(inner), s.concentration(inner, leastPlot+2), s.trust(inner))
		s.spotLine, s.spotLeft = line, 0
		lines = left
	} else {
		rw := max((inner-panelGap)/2, narrowReads)
		w := inner - panelGap - rw
		left, line := s.stack(w, s.overview(w), s.sizes(w), s.where(w))
		right, _ := s.stack(rw, s.reads(rw), s.trust(rw))
		// The curve takes what room the others leave.
		plot := min(max(height-top-len(right)-5, leastPlot), tallPlot)
		right, _ = s.stack(rw, s.reads(rw), s.concentration(rw, plot), s.trust(rw))
		if height < roomyBody { // the verdict before the picture
			right, _ = s.stack(rw, s.reads(rw), s.trust(rw), s.concentration(rw, leastPlot+1))
		}
		s.spotLine, s.spotLeft = line, 0
		for i := range max(len(left), len(right)) {
			l, r := "", ""
			if i < len(left) {
				l = left[i]
			}
			if i < len(right) {
				r = right[i]
			}
			lines = append(lines, exactly(l, w)+strings.Repeat(" ", panelGap)+r)
		}
	}
	lines = append(make([]string, top), lines...)
	s.spotLine += top
	s.most = max(0, len(lines)-height)
	s.top = max(0, min(s.top, s.most))
	lines = lines[s.top:]
	for i, line := range lines {
		lines[i] = indent + " " + line
	}
	return lines[:min(len(lines), height)]
}

// stack puts panels below each other; where is the line of the first hot spot.
func (s *statsScreen) stack(width int, panels ...panel) (lines []string, where int) {
	st := s.m.styles
	for i, p := range panels {
		if i > 0 {
			lines = append(lines, "")
		}
		if p.title == whereTitle {
			where = len(lines) + 1 + p.header
		}
		head := st.Accent.Render(p.title)
		for _, aside := range p.asides {
			if ansi.StringWidth(p.title)+3+ansi.StringWidth(aside) <= width {
				head += "   " + st.Dim.Render(aside)
				break
			}
		}
		lines = append(append(lines, head), p.lines...)
	}
	return lines, where
}

// nothing says that there is no change, or that none is known.
func (s *statsScreen) nothing(width int) []string {
	say := "nothing " + s.m.explorer.noun()
	switch v := s.stats; {
	case v.Sum.Known == 0:
		say = "not known"
	case v.Sum.Known < v.Range.Length:
		say += " in what is known"
	}
	return wrapStyled(say, width, s.m.styles.Dim)
}

// figure is a label with its value flush right.
func (s *statsScreen) figure(label, value string, width int) string {
	st := s.m.styles
	room := max(width-ansi.StringWidth(value)-1, 0)
	return st.Dim.Render(render.Pad(render.Cut(label, room), room, false)) + " " + st.Strong.Render(value)
}

// partly tells whether more than what the figures are of may become known.
func (s *statsScreen) partly() bool {
	v := s.stats
	return v.Sum.Known < v.Range.Length || s.whole && !s.m.explorer.allKnown()
}

// overview is what changed, in figures.
func (s *statsScreen) overview(width int) panel {
	x, v := s.m.explorer, s.stats
	open := s.partly()
	w := min(width, wideFigures)
	asides := []string{"of the whole disk", "of the disk", "in all"}
	if !s.whole {
		scale := x.grid.Scale(1)
		from, to := scale.Format(v.Range.Start), scale.Format(v.Range.End())
		asides = []string{"of the range in view, " + from + " – " + to, from + " – " + to, "in view"}
	}
	p := panel{title: "What changed", asides: asides}
	if x.noun() != "changed" {
		p.title = "What is allocated"
	}
	add := func(label, value string) { p.lines = append(p.lines, s.figure(label, value, w)) }
	add(x.noun(), render.AtLeast(open, render.Bytes(v.Sum.Changed)))
	if open && v.Sum.Known == v.Range.Length { // a share of a disk that may be larger is no bound
		add("of at least", render.Bytes(v.Range.Length))
	} else {
		add("of "+render.Bytes(v.Range.Length), render.AtLeast(open, render.Share(v.Sum.Changed, v.Range.Length)))
	}
	if rate, ok := render.PerDay(v.Sum.Changed, x.iv.FromTime, x.iv.ToTime); ok {
		add("change rate", render.AtLeast(open, render.Bytes(rate)+"/day"))
	}
	add("extents", render.AtLeast(open, render.Count(v.Extents)))
	if g := x.changes.Granularity(); g > 0 {
		add("observed granularity", render.Bytes(g))
	}
	if v.Extents > 0 {
		add("median extent", render.SoFar(open, render.Bytes(v.Sizes.Median)))
		add("mean extent", render.SoFar(open, render.Bytes(v.Sizes.Mean)))
		add("95 % are up to", render.SoFar(open, render.Bytes(v.Sizes.P95)))
		add("longest", render.AtLeast(open, render.Bytes(v.Sizes.Max)))
	}
	return p
}

// sizes is the distribution of extent sizes: how many there are of each, and how
// many bytes they hold.
func (s *statsScreen) sizes(width int) panel {
	st, bins := s.m.styles, s.stats.Histogram
	count, bytes := s.colour(render.Slightest+1), s.colour(render.Full-2)
	p := panel{title: "Extent sizes", asides: s.barLegend(count, bytes)}
	if len(bins) == 0 {
		p.lines = s.nothing(width)
		return p
	}
	const label = 9
	var mostExtents, mostBytes int64 = 1, 1
	for _, b := range bins {
		mostExtents, mostBytes = max(mostExtents, b.Extents), max(mostBytes, b.Bytes)
	}
	each := max((min(width, 72)-label-2)/2, 4)
	for _, b := range bins {
		p.lines = append(p.lines, st.Dim.Render(render.Pad(render.Bytes(b.From), label-1, true))+"  "+
			ink(count, render.Bar(float64(b.Extents)/float64(mostExtents), each))+" "+
			ink(bytes, render.Bar(float64(b.Bytes)/float64(mostBytes), each)))
	}
	return p
}

// barLegend says which bar is which: by colour, and where there is none, by place.
func (s *statsScreen) barLegend(count, bytes color.Color) []string {
	if s.m.palette.SamplesPerLine() == 1 { // no colours, or letters only
		return []string{"left the number, right the bytes", "number, bytes", "no., bytes"}
	}
	left, right := ink(count, "■"), ink(bytes, "■")
	return []string{"number " + left + " bytes " + right, "no. " + left + " B " + right}
}

func (s *statsScreen) colour(l render.Level) color.Color { return s.m.palette.Color(l) }

func ink(c color.Color, text string) string {
	return lipgloss.NewStyle().Foreground(c).Render(text)
}

const whereTitle = "Where"

// where lists the hot spots.
func (s *statsScreen) where(width int) panel {
	st, spots := s.m.styles, s.stats.HotSpots
	p := panel{title: whereTitle, asides: []string{"enter goes there"}}
	if len(spots) == 0 {
		p.lines = s.nothing(width)
		return p
	}
	open := s.partly()
	scale := render.NewScale(s.stats.Range.End(), s.stats.Join) // one unit for all, as in the report
	const start, size, share = 12, 12, 9
	line := func(from, length, changed, part string) string {
		line := render.Pad(from, start, true)
		if width > start+2*size+share {
			line += render.Pad(length, size, true)
		}
		line += render.Pad(changed, size, true)
		if width > start+size+share {
			line += render.Pad(part, share, true)
		}
		return line
	}
	p.header = 1
	p.lines = append(p.lines, " "+st.Dim.Render(line("start", "length", s.m.explorer.noun(), "share")))
	for i, h := range spots {
		text := line(scale.Format(h.Start), render.Bytes(h.Length), render.AtLeast(open, render.Bytes(h.Changed)),
			render.SoFar(open, render.Share(h.Changed, s.stats.Sum.Changed)))
		bar := ""
		if w := min(width-1-ansi.StringWidth(text)-2, 20); w >= 6 {
			bar = "  " + ink(s.colour(render.Full-2), render.Bar(float64(h.Changed)/float64(spots[0].Changed), w))
		}
		if i == s.spot {
			p.lines = append(p.lines, st.Accent.Render("▌")+st.Selected.Render(text)+bar)
		} else {
			p.lines = append(p.lines, " "+st.Text.Render(text)+bar)
		}
	}
	return p
}

// concentration says how local the changes are, and draws the curve.
func (s *statsScreen) concentration(width, plot int) panel {
	st, v := s.m.styles, s.stats
	p := panel{title: "Concentration"}
	switch {
	case len(v.Curve) == 0:
		p.lines = s.nothing(width)
		return p
	case s.partly(): // what is not known would count as unchanged
		p.lines = wrapStyled("can be told when all of the range is known", width, st.Dim)
		return p
	}
	p.asides = []string{s.m.explorer.noun() + " bytes by share of the range", "by share of the range"}
	if plot >= leastPlot {
		c := s.colour(render.Full - 2)
		w := min(width-7, 60)
		for i, line := range render.LorenzPlot(v.Curve, w, plot) {
			label := ""
			switch i {
			case 0:
				label = "100 %"
			case plot - 1:
				label = "0"
			}
			p.lines = append(p.lines, st.Dim.Render(render.Pad(label, 6, true))+" "+ink(c, line))
		}
		p.lines = append(p.lines, st.Dim.Render(strings.Repeat(" ", 7)+spread("0", "100 %", w)))
	}
	p.lines = append(p.lines, wrapStyled(concentrationSentence(v), width, st.Text)...)
	return p
}

// concentrationSentence is the curve in words.
func concentrationSentence(v extent.Stats) string {
	const most = 0.8
	share := v.DiskShare(most) * 100
	words := fmt.Sprintf("%.1f %%", share)
	if share < 0.1 {
		words = "less than 0.1 %"
	}
	return fmt.Sprintf("80 %% of the bytes lie in %s of the range; Gini %.2f", words, v.Gini)
}

// trust is the verdict of the audit with its reasons.
func (s *statsScreen) trust(width int) panel {
	return panel{title: "Can it be trusted?", lines: s.m.explorer.trustLines(width)}
}

func wrapStyled(text string, width int, style lipgloss.Style) []string {
	lines := wrap(text, width)
	for i, l := range lines {
		lines[i] = style.Render(l)
	}
	return lines
}
