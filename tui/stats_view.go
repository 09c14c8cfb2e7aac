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
	narrowReads = 45 // least for a table with all links, in short words
	wideReads   = 58 // and in whole words
)

// panel is a heading with lines below, as wide as asked for.
type panel struct {
	title, aside string
	lines        []string
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
			where = len(lines) + 1
		}
		head := st.Accent.Render(p.title)
		if room := width - ansi.StringWidth(p.title) - 3; room > 8 && p.aside != "" {
			head += "   " + st.Dim.Render(render.Cut(p.aside, room))
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

// overview is what changed, in figures.
func (s *statsScreen) overview(width int) panel {
	x, v := s.m.explorer, s.stats
	open := atLeast(v.Sum.Known < v.Range.Length)
	w := min(width, wideFigures)
	what := "of the whole disk"
	if !s.whole {
		scale := x.grid.Scale(1)
		what = "of the range in view, " + scale.Format(v.Range.Start) + " – " + scale.Format(v.Range.End())
	}
	p := panel{title: "What changed", aside: what}
	if x.noun() != "changed" {
		p.title = "What is allocated"
	}
	add := func(label, value string) { p.lines = append(p.lines, s.figure(label, value, w)) }
	add(x.noun(), open+render.Bytes(v.Sum.Changed))
	add("of "+render.Bytes(v.Range.Length), open+render.Share(v.Sum.Changed, v.Range.Length))
	if rate, ok := render.PerDay(v.Sum.Changed, x.iv.FromTime, x.iv.ToTime); ok {
		add("change rate", open+render.Bytes(rate)+"/day")
	}
	add("extents", open+render.Count(v.Extents))
	if g := x.changes.Granularity(); g > 0 {
		add("observed granularity", render.Bytes(g))
	}
	if v.Extents > 0 {
		add("median extent", render.Bytes(v.Sizes.Median))
		add("mean extent", render.Bytes(v.Sizes.Mean))
		add("95 % are up to", render.Bytes(v.Sizes.P95))
		add("longest", open+render.Bytes(v.Sizes.Max))
	}
	return p
}

// sizes is the distribution of extent sizes: how many there are of each, and how
// many bytes they hold.
func (s *statsScreen) sizes(width int) panel {
	st, bins := s.m.styles, s.stats.Histogram
	count, bytes := s.colour(render.Slightest+1), s.colour(render.Full-2)
	p := panel{title: "Extent sizes", aside: "number " + ink(count, "■") + " bytes " + ink(bytes, "■")}
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

func (s *statsScreen) colour(l render.Level) color.Color { return s.m.palette.Color(l) }

func ink(c color.Color, text string) string {
	return lipgloss.NewStyle().Foreground(c).Render(text)
}

const whereTitle = "Where"

// where lists the hot spots.
func (s *statsScreen) where(width int) panel {
	st, spots := s.m.styles, s.stats.HotSpots
	p := panel{title: whereTitle, aside: "enter goes there"}
	if len(spots) == 0 {
		p.lines = s.nothing(width)
		return p
	}
	scale := render.NewScale(s.stats.Range.End(), s.stats.Join) // one unit for all, as in the report
	for i, h := range spots {
		from := scale.Format(h.Start)
		line := render.Pad(from, 12, true) + " " + render.Pad("+"+render.Bytes(h.Length), 11, true) + " " +
			render.Pad(render.Share(h.Changed, s.stats.Sum.Changed), 8, true)
		bar := ""
		if w := min(width-38, 20); w >= 6 {
			bar = "  " + ink(s.colour(render.Full-2), render.Bar(float64(h.Changed)/float64(spots[0].Changed), w))
		}
		if i == s.spot {
			p.lines = append(p.lines, st.Accent.Render("▌")+st.Selected.Render(line)+bar)
		} else {
			p.lines = append(p.lines, " "+st.Text.Render(line)+bar)
		}
	}
	return p
}

// reads is what a backup product reads that copies whole blocks.
func (s *statsScreen) reads(width int) panel {
	st, v := s.m.styles, s.stats
	open := atLeast(v.Sum.Known < v.Range.Length)
	blockWidth, readWidth, factorWidth, rateWidth := 8, 12, 8, 10
	if width < wideReads {
		blockWidth, readWidth, factorWidth, rateWidth = 8, 10, 6, 7
	}
	rates := render.Links[:max(1, min(len(render.Links), (width-blockWidth-readWidth-factorWidth)/rateWidth))]
	p := panel{title: "What a backup reads", aside: "before compression and deduplication"}
	head := render.Pad("block", blockWidth, false) + render.Pad("to read", readWidth, true) + render.Pad("factor", factorWidth+1, true)
	for _, r := range rates {
		name := r.Name
		if width < wideReads {
			name = strings.TrimSuffix(name, "bit/s")
		}
		head += render.Pad(name, rateWidth, true)
	}
	head = strings.TrimRight(head, " ")
	p.lines = append(p.lines, st.Dim.Render(head))
	row := func(block string, bytes int64, factor string) {
		line := st.Dim.Render(render.Pad(block, blockWidth, false)) + st.Strong.Render(render.Pad(open+render.Bytes(bytes), readWidth, true)) +
			st.Warn.Render(render.Pad(factor, factorWidth+1, true))
		for _, r := range rates {
			time := render.TransferTime(bytes, r.Rate)
			if width < wideReads {
				time = strings.Replace(time, " min", " m", 1)
			}
			line += st.Text.Render(render.Pad(time, rateWidth, true))
		}
		p.lines = append(p.lines, line)
	}
	if v.Sum.Changed == 0 {
		p.lines = s.nothing(width)
		return p
	}
	row("tracked", v.Sum.Changed, "")
	for _, b := range v.Blocks {
		row(render.Bytes(b.Block), b.Bytes, render.Factor(b.Factor()))
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
	case v.Sum.Known < v.Range.Length: // what is not known would count as unchanged
		p.lines = wrapStyled("can be told when all of the range is known", width, st.Dim)
		return p
	}
	p.aside = s.m.explorer.noun() + " bytes by share of the range"
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
	return fmt.Sprintf("80 %% of these bytes lie in %s of the range; Gini %.2f", words, v.Gini)
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
