package picture

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"cbtmap/render"
)

// box is the room of a text: from above its capitals to below its descenders.
func (t text) box() image.Rectangle {
	wide := ansi.StringWidth(t.s) * t.letter
	r := image.Rect(t.at.X, t.at.Y-t.letter*13/10, t.at.X+wide, t.at.Y+t.letter*4/10)
	if t.end {
		r = r.Sub(image.Pt(wide, 0))
	}
	return r
}

// boxes are all that a scene draws, with a name each.
func (s *scene) boxes() (all []image.Rectangle, names []string) {
	add := func(r image.Rectangle, name string) { all, names = append(all, r), append(names, name) }
	for _, f := range s.fields {
		add(f.bounds(), "field")
	}
	for _, b := range s.bars {
		add(b.rect, "bar")
	}
	for _, t := range s.texts {
		add(t.box(), t.s)
	}
	return all, names
}

// wordy is a picture of any size, of a map with any words.
func wordy(t *rapid.T) Picture {
	words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "sql01", strings.Repeat("long name ", 50), "数据库 \x1b[31m", "e\u0301 👨‍👩‍👧"}))
	m, failed := loose(t)
	p := Picture{
		Map: m, Failed: failed,
		Title: []string{words.Draw(t, "title")}, Subtitle: words.Draw(t, "subtitle"), Noun: words.Draw(t, "noun"),
		Totals:  rapid.SliceOfN(words, 0, 30).Draw(t, "totals"),
		Hilbert: rapid.Bool().Draw(t, "hilbert"), Rule: render.Rule(rapid.IntRange(0, render.Rules-1).Draw(t, "rule")),
	}
	side := func(least int) *rapid.Generator[int] {
		return rapid.OneOf(rapid.IntRange(least, 2*least), rapid.IntRange(least, 3000))
	}
	p.Width, p.Height = side(LeastWidth).Draw(t, "width"), side(LeastHeight).Draw(t, "height")
	if n := m.Capacity(); n > 0 && rapid.Bool().Draw(t, "part") {
		p.Lo = rapid.Int64Range(0, n-1).Draw(t, "lo")
		p.Hi = rapid.Int64Range(p.Lo+1, n).Draw(t, "hi")
	}
	return p
}

// Nothing leaves the picture, no two things overlap, and the map keeps its room.
func TestNothingOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := wordy(t)
		s := sceneOf(t, p)
		all, names := s.boxes()
		whole := image.Rect(0, 0, s.width, s.height).Inset(leastLetter * 3 / 2) // a part of the margin
		for i, r := range all {
			if !r.In(whole) {
				t.Fatalf("%q at %v leaves the room %v", names[i], r, whole)
			}
			for j, other := range all[:i] {
				if r.Overlaps(other) {
					t.Fatalf("%q at %v overlaps %q at %v", names[i], r, names[j], other)
				}
			}
		}
		if f := s.fields[0]; f.rows() < 1 || f.cols < 10 {
			t.Fatalf("the map has %d × %d samples", f.cols, f.rows())
		}
	})
}

// An incomplete map says so at any size, and a complete one does not.
func TestIncompleteIsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := wordy(t)
		p.Title, p.Subtitle, p.Totals = []string{"a"}, "b", []string{"c"}
		s := sceneOf(t, p)
		word := slices.ContainsFunc(s.texts, func(x text) bool { return x.s == "incomplete" })
		number := slices.ContainsFunc(s.texts, func(x text) bool { return strings.Contains(x.s, "% of the disk is not known") })
		if want := !p.Map.Complete(); word != want || number != want || strings.Contains(s.desc, "not known") != want {
			t.Fatalf("complete %t: the word is there %t, the number %t, described as %q", !want, word, number, s.desc)
		}
	})
}

// Parts go in their order: where a part is missing, so is each that goes before it.
func TestPartsGoInOrder(t *testing.T) {
	p := example(database(t, 100))
	p, err := p.ready()
	if err != nil {
		t.Fatal(err)
	}
	order := []parts{p.all()}
	for less, ok := order[0].drop(); ok; less, ok = less.drop() {
		order = append(order, less)
	}
	if last := order[len(order)-1]; last != (parts{}) {
		t.Errorf("%+v is never dropped", last)
	}
	before := 0
	for height := DefaultHeight; height >= LeastHeight; height-- {
		p.Height = height
		at := slices.Index(order, p.newLayout().parts)
		if at < 0 || at < before-1 { // letters that are smaller at once may bring one part back
			t.Fatalf("%d pixels high: part %d follows part %d", height, at, before)
		}
		before = at
	}
	if before == 0 {
		t.Error("no part was dropped")
	}
}
