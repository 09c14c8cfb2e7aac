package tui_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

var profiles = map[string]colorprofile.Profile{"truecolor": colorprofile.TrueColor, "256": colorprofile.ANSI256}

// bursts are a few changes on a disk of a tebibyte.
func bursts() []extent.Extent {
	var out []extent.Extent
	for i := range int64(4000) {
		out = append(out, extent.Extent{Start: i*i%300*(1<<30) + i<<16, Length: 1 << 16})
	}
	slices.SortFunc(out, func(a, b extent.Extent) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// cells are the drawn cells of a screen.
func cells(d *drive.Driver, width, height int) uv.ScreenBuffer {
	scr := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(d.Screen()).Draw(scr, scr.Bounds())
	return scr
}

// oracle fetches the same interval by itself.
func oracle(t *testing.T, pick tui.Pick) (*extent.Map, vcenter.Interval) {
	t.Helper()
	ctx := context.Background()
	c, err := vcenter.Connect(ctx, simConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	vm, err := c.FindVM(ctx, pick.VM)
	if err != nil {
		t.Fatal(err)
	}
	detail, err := c.Detail(ctx, vm.MoID)
	if err != nil {
		t.Fatal(err)
	}
	disk, err := detail.FindDisk(pick.Disk)
	if err != nil {
		t.Fatal(err)
	}
	iv, err := detail.FindInterval(disk, pick.To, pick.From)
	if err != nil {
		t.Fatal(err)
	}
	m, err := fetch.Collect(ctx, c.Source(iv), fetch.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, iv
}

// TestEveryDrawnSample compares each half cell of the drawn map with the map
// itself: coloured if and only if a changed byte lies in it. On files01 that
// includes one block of 64 KiB alone in terabytes.
func TestEveryDrawnSample(t *testing.T) {
	const width, height = 120, 36
	for _, pick := range []tui.Pick{sqlData, {VM: "files01", To: "nightly-7", From: "nightly-6"}} {
		m, _ := oracle(t, pick)
		for name, profile := range profiles {
			t.Run(pick.VM+"-"+name, func(t *testing.T) {
				d := demo(t, width, height, pick)
				d.Send(tea.ColorProfileMsg{Profile: profile})
				scr := cells(d, width, height)
				left, top, cols, lines := mapArea(t, d)
				grid := render.Fit(m.Capacity(), cols, 2*lines)
				ground := scr.CellAt(left, top+lines) // the line below the map has none
				changed := 0
				for y := range lines {
					for x := range cols {
						upper, lower := halves(scr.CellAt(left+x, top+y))
						for half, colour := range []any{upper, lower} {
							lo, hi := grid.Sample(2*y+half, x)
							want := m.Sum(lo, hi).Changed > 0
							if want {
								changed++
							}
							if got := isLevel(colour, profile); got != want {
								t.Fatalf("sample %d:%d, bytes [%d,%d): drawn as changed = %v, want %v", 2*y+half, x, lo, hi, got, want)
							}
						}
					}
				}
				if changed == 0 || ground == nil {
					t.Fatal("nothing changed: the test shows nothing")
				}
			})
		}
	}
}

// TestLonelyBlock: the one changed block of 64 KiB with nothing for a terabyte
// around it is a coloured sample of the whole-disk view.
func TestLonelyBlock(t *testing.T) {
	const width, height = 120, 36
	pick := tui.Pick{VM: "files01", To: "nightly-7", From: "nightly-6"}
	m, _ := oracle(t, pick)
	lonely := extent.Extent{}
	before := int64(0)
	for e := range m.All(0, m.Capacity()) {
		next, ok := m.Next(e.Start)
		after := m.Capacity()
		if ok {
			after = next.Start
		}
		if e.Length == 64<<10 && e.Start-before > 1<<40 && after-e.End() > 1<<40 {
			lonely = e
		}
		before = e.End()
	}
	if lonely.Length == 0 {
		t.Fatal("files01 has no lonely change")
	}
	d := demo(t, width, height, pick)
	left, top, cols, lines := mapArea(t, d)
	row, col, _ := render.Fit(m.Capacity(), cols, 2*lines).Locate(lonely.Start)
	cell := cells(d, width, height).CellAt(left+col, top+row/2)
	upper, lower := halves(cell)
	if colour := []any{upper, lower}[row%2]; !isLevel(colour, colorprofile.TrueColor) {
		t.Errorf("the sample at row %d, column %d has colour %v", row, col, colour)
	}
	// And the cursor gets there by its address.
	d.Send(tea.WindowSizeMsg{Width: 160, Height: height})
	d.Press("g")
	d.Type(render.HexAddress(lonely.Start))
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, "1 extent") || !strings.Contains(s, "64 KiB from "+render.HexAddress(lonely.Start)) {
		t.Errorf("the cursor's line does not tell of the block:\n%s", s)
	}
}

// mapArea finds the map on the screen: right of the addresses, below the ruler.
func mapArea(t *testing.T, d *drive.Driver) (left, top, cols, lines int) {
	t.Helper()
	screen := strings.Split(plain(d), "\n")
	ruler := -1
	for y, line := range screen {
		if strings.Contains(line, "└") {
			ruler = y + 1
			left = len([]rune(line[:strings.Index(line, "└")]))
			cols = ansi.StringWidth(strings.TrimSpace(line))
			break
		}
	}
	if ruler < 0 {
		t.Fatalf("no map on the screen:\n%s", strings.Join(screen, "\n"))
	}
	top = ruler + 1
	for y := top; !strings.Contains(screen[y], "none"); y++ {
		lines++
	}
	return left, top, cols, lines - 1 // a blank line above the legend
}

// halves are the colours of a cell's two samples, nil for the ground.
func halves(c *uv.Cell) (upper, lower any) {
	if c.Content == "▀" {
		return c.Style.Fg, c.Style.Bg
	}
	return c.Style.Bg, c.Style.Bg
}

// isLevel tells whether a colour stands for a change.
func isLevel(colour any, profile colorprofile.Profile) bool {
	p := render.NewPalette(render.TrueColor, true)
	if profile == colorprofile.ANSI256 {
		p = render.NewPalette(render.ANSI256, true)
	}
	got, ok := colour.(interface{ RGBA() (r, g, b, a uint32) })
	if !ok || got == nil {
		return false
	}
	for l := render.Slightest; l <= render.Full; l++ {
		r, g, b, _ := p.Color(l).RGBA()
		gr, gg, gb, _ := got.RGBA()
		if r == gr && g == gg && b == gb {
			return true
		}
	}
	return false
}

// TestTotals: what the screen says is what the map says.
func TestTotals(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	s := plain(d)
	for _, want := range []string{
		render.Count(m.Changed()) + " bytes", render.Count(m.Extents()) + " extents",
		render.Bytes(m.Changed()) + " of 2 TiB (" + render.Share(m.Changed(), m.Capacity()) + ")", "complete",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not on the screen:\n%s", want, s)
		}
	}
	if strings.Contains(s, "≥") {
		t.Errorf("a complete map with ≥:\n%s", s)
	}
}

// TestWalk visits changes with n and comes back with N.
func TestWalk(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	at := int64(0)
	for range 20 {
		e, _ := m.Next(at)
		at = e.Start
		d.Press("n")
		if s := plain(d); !strings.Contains(s, render.HexAddress(at)+" ") {
			t.Fatalf("n did not go to %s:\n%s", render.HexAddress(at), s)
		}
	}
	for range 5 {
		e, _ := m.Prev(at)
		at = e.Start
		d.Press("N")
		if s := plain(d); !strings.Contains(s, render.HexAddress(at)+" ") {
			t.Fatalf("N did not go to %s:\n%s", render.HexAddress(at), s)
		}
	}
}

// TestZoomAndBack: backspace takes back each zoom and jump, 0 shows it all.
func TestZoomAndBack(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Press("n")
	whole := plain(d)
	var seen []string
	for range 6 {
		seen = append(seen, plain(d))
		d.Press("+")
	}
	for i := len(seen) - 1; i >= 0; i-- {
		d.Press("backspace")
		if got := plain(d); got != seen[i] {
			t.Fatalf("backspace to zoom %d:\n%s\nwant\n%s", i, got, seen[i])
		}
	}
	d.Press("+", "+", "+", "0")
	if got := plain(d); got != whole {
		t.Errorf("0 gave\n%s\nwant\n%s", got, whole)
	}
	d.Press("0")
	if s := plain(d); !strings.Contains(s, "this is the whole disk") {
		t.Errorf("a key without effect says nothing:\n%s", s)
	}
}
