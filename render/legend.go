package render

// LegendEntry explains one level.
type LegendEntry struct {
	Level   Level
	Swatch  string // two columns, drawn as the map draws the level
	Words   string // the band, "not asked" …
	Samples int    // how many samples in view have the level
}

// LegendEntries lists the levels that a legend explains, in their order: all that
// the rule gives, Unknown, and Failed if something failed or a sample shows it.
// What is outside of the disk needs no words.
func LegendEntries(p *Palette, rule Rule, counts [Levels]int, hasFailed bool) []LegendEntry {
	var entries []LegendEntry
	for l, words := range rule.Bands() {
		l := Level(l)
		switch {
		case words == "" || l == Outside:
		case l == Failed && !hasFailed && counts[l] == 0:
		default:
			entries = append(entries, LegendEntry{l, p.Swatch(l), words, counts[l]})
		}
	}
	return entries
}
