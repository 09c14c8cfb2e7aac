package picture

// parts are what a picture can do without. The map, its title and that it is
// incomplete are no such parts.
type parts struct {
	counts   bool // of samples, in the legend
	caption  bool // what a square and a row stand for
	strip    bool // the whole disk in a row
	ruler    bool
	totals   int // how many of them, from the first
	subtitle bool
	legend   bool
}

// all are the parts of a picture that has room for everything. A disk without
// bytes has nothing to explain, and a curve no columns.
func (p Picture) all() parts {
	some := p.Map.Capacity() > 0
	return parts{
		counts: some, caption: true, strip: some, ruler: some && !p.Hilbert,
		totals: len(p.Totals), subtitle: p.Subtitle != "", legend: some,
	}
}

// drop leaves out the part that is missed least. It is not ok if none is left.
//
// The order: the counts of the legend, the caption, the overview strip, the ruler,
// the totals from the last, the subtitle, the legend. The addresses at the left go
// too where they would take half of the width.
func (p parts) drop() (less parts, ok bool) {
	switch {
	case p.counts:
		p.counts = false
	case p.caption:
		p.caption = false
	case p.strip:
		p.strip = false
	case p.ruler:
		p.ruler = false
	case p.totals > 0:
		p.totals--
	case p.subtitle:
		p.subtitle = false
	case p.legend:
		p.legend = false
	default:
		return p, false
	}
	return p, true
}
