package render

import (
	"image/color"
	"math"
	"testing"
)

// linear are the light intensities of a colour, 0 to 1.
func linear(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	var out [3]float64
	for i, v := range []uint32{r, g, b} {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			out[i] = x / 12.92
		} else {
			out[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return out
}

// encoded is a light intensity as colours write it: the inverse of linear.
func encoded(x float64) float64 {
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// contrast is the ratio of WCAG 2.1.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		l := linear(c)
		return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
	}
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// sights are how colours reach eyes: as they are, and with each of the common
// colour blindnesses at its full strength (Machado, Oliveira, Fernandes 2009).
var sights = map[string][3][3]float64{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// perceived is a colour in OKLab, scaled so that black to white is 100, as an eye
// of this sight has it.
func perceived(c color.Color, sight [3][3]float64) [3]float64 {
	l := linear(c)
	var seen [3]float64
	for i, row := range sight {
		seen[i] = min(max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
	}
	cone := func(r, g, b float64) float64 { return math.Cbrt(r*seen[0] + g*seen[1] + b*seen[2]) }
	long := cone(0.4122214708, 0.5363325363, 0.0514459929)
	mid := cone(0.2119034982, 0.6806995451, 0.1073969566)
	short := cone(0.0883024619, 0.2817188376, 0.6299787005)
	return [3]float64{
		100 * (0.2104542553*long + 0.7936177850*mid - 0.0040720468*short),
		100 * (1.9779984951*long - 2.4285922050*mid + 0.4505937099*short),
		100 * (0.0259040371*long + 0.7827717662*mid - 0.8086757660*short),
	}
}

func distance(a, b [3]float64) float64 {
	return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
}

// A change that is there is seen: the faintest level stands out from what is
// around it.
func TestFirstStepStandsOut(t *testing.T) {
	for name, p := range ramped() {
		for l := Slightest; l <= Full; l++ {
			for _, under := range []color.Color{p.Ground(), p.Color(Unchanged)} {
				if c := contrast(p.Color(l), under); c < 3 {
					t.Errorf("%s: level %d has a contrast of %.2f, want 3", name, l, c)
				}
			}
		}
	}
}

func TestLevelsAreToldApartByEveryEye(t *testing.T) {
	const least, leastGround = 5.5, 2.0 // of 100
	for name, p := range ramped() {
		for sight, matrix := range sights {
			for a := range Level(Levels) {
				for b := range a {
					want := least
					if a == Outside && b == Unchanged { // both quiet on purpose
						want = leastGround
					}
					d := distance(perceived(p.Color(a), matrix), perceived(p.Color(b), matrix))
					if d < want {
						t.Errorf("%s, %s: levels %d and %d are %.1f apart, want %.1f", name, sight, b, a, d, want)
					}
				}
			}
		}
	}
}

// In grey the ramp still reads from little to much.
func TestLightnessRunsOneWay(t *testing.T) {
	for name, p := range ramped() {
		toward := 1.0
		if contrast(p.Ground(), color.White) < contrast(p.Ground(), color.Black) {
			toward = -1 // on paper, more is darker
		}
		for l := Slightest + 1; l <= Full; l++ {
			step := perceived(p.Color(l), sights["normal"])[0] - perceived(p.Color(l-1), sights["normal"])[0]
			if step*toward < 2 {
				t.Errorf("%s: lightness steps by %.1f to level %d", name, step*toward, l)
			}
		}
	}
}

func TestHatchIsForWhatIsNotKnown(t *testing.T) {
	for name, p := range palettes() {
		for l := range Level(Levels) {
			glyph, c := p.Hatch(l)
			if hatched := l == Unknown || l == Failed; hatched != (glyph != 0) || hatched != (c != nil) {
				t.Errorf("%s: level %d has the hatch %q in %v", name, l, glyph, c)
			}
		}
	}
}

func TestOptionsThatAreNoneCountAsOthers(t *testing.T) {
	line := func(o PaletteOptions) string {
		return string(NewPaletteWith(o).StripLine(nil, []Level{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
	}
	if line(PaletteOptions{Profile: 99}) != line(PaletteOptions{Profile: NoColor}) {
		t.Error("an unknown profile is not drawn as NoColor")
	}
	if line(PaletteOptions{Glyphs: 99}) != line(PaletteOptions{Glyphs: Half}) {
		t.Error("unknown glyphs are not drawn as half blocks")
	}
	if line(PaletteOptions{Ramp: "rainbow"}) != line(PaletteOptions{Ramp: Ramps()[0]}) {
		t.Error("an unknown ramp is not drawn as the first")
	}
	if NewPalette(ANSI256, true).Swatch(3) != NewPaletteWith(PaletteOptions{Profile: ANSI256, Dark: true}).Swatch(3) {
		t.Error("NewPalette is no shorthand")
	}
}

func TestSamplesPerLine(t *testing.T) {
	for name, p := range palettes() {
		want := 1
		if p.glyphs == Half && p.profile <= ANSI256 {
			want = 2
		}
		two := string(p.Line(nil, []Level{2}, []Level{5})) != string(p.Line(nil, []Level{5}, []Level{5}))
		if got := p.SamplesPerLine(); got != want || two != (got == 2) {
			t.Errorf("%s: %d samples a line, drawn as two: %v", name, got, two)
		}
	}
}

func TestRampsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range Ramps() {
		p := NewPaletteWith(PaletteOptions{Ramp: name})
		if look := string(p.StripLine(nil, []Level{1, 2, 3, 4, 5, 6, 7})); seen[name] || seen[look] {
			t.Errorf("the ramp %q is there twice", name)
		} else {
			seen[name], seen[look] = true, true
		}
	}
}
