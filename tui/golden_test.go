package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"cbtmap/tui"
	"cbtmap/tui/drive"
)

var sizes = [][2]int{{160, 50}, {120, 36}, {80, 24}, {40, 12}}

// screens are every screen of the program in a state worth looking at.
var screens = []struct {
	name string
	pick tui.Pick
	keys []string
}{
	{name: "vms"},
	{name: "vms-filtered", keys: []string{"/", "s", "q", "l"}},
	{name: "disks", pick: tui.Pick{VM: "sql01"}},
	{name: "disks-untracked", pick: tui.Pick{VM: "rac01"}},
	{name: "interval", pick: tui.Pick{VM: "sql01", Disk: "2001"}},
	{name: "interval-off", pick: tui.Pick{VM: "off01", Disk: "2000"}},
	{name: "interval-reset", pick: tui.Pick{VM: "reset01", Disk: "2000"}, keys: []string{"up", "up", "up"}},
	{name: "interval-denied", pick: tui.Pick{VM: "noperm01", Disk: "2000"}},
	{name: "explorer", pick: sqlData},
	{name: "explorer-zoomed", pick: sqlData, keys: []string{"n", "+", "+", "+", "+"}},
	{name: "explorer-goto", pick: sqlData, keys: []string{"g", "1", "T", "i", "B"}},
	{name: "explorer-selected", pick: sqlData, keys: []string{"n", "v", "down", "down", "right", "right"}},
	{name: "explorer-hilbert", pick: sqlData, keys: []string{"H"}},
	{name: "explorer-linear", pick: sqlData, keys: []string{"c", "x"}},
	{name: "explorer-failed", pick: tui.Pick{VM: "broken01", Disk: "2000", To: "nightly-7"}, keys: []string{"x"}},
	{name: "explorer-fallback", pick: tui.Pick{VM: "nfs01", Disk: "2000", To: "nightly-7"}},
	{name: "extents", pick: sqlData, keys: []string{"n", "e"}},
	{name: "statistics", pick: sqlData, keys: []string{"tab"}},
	{name: "statistics-fallback", pick: tui.Pick{VM: "nfs01", Disk: "2000", To: "nightly-7"}, keys: []string{"tab"}},
	{name: "doctor", pick: sqlData, keys: []string{"i"}},
	{name: "doctor-failed", pick: tui.Pick{VM: "noperm01", Disk: "2000", To: "nightly-7"}, keys: []string{"i"}},
	{name: "help", pick: sqlData, keys: []string{"?"}},
}

func TestScreens(t *testing.T) {
	for _, s := range screens {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := demo(t, size[0], size[1], s.pick)
				d.Press(s.keys...)
				golden.RequireEqual(t, plain(d))
			})
		}
	}
}

// TestColours keeps one map with all its colours, in both profiles.
func TestColours(t *testing.T) {
	for _, name := range []string{"truecolor", "256"} {
		t.Run(name, func(t *testing.T) {
			d := demo(t, 80, 24, sqlData)
			d.Send(tea.ColorProfileMsg{Profile: profiles[name]})
			golden.RequireEqual(t, d.Screen())
		})
	}
}

func TestConnectScreen(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := drive.New(tui.New(quiet()), size[0], size[1])
			d.Settle()
			d.Type("vc01.example.com")
			golden.RequireEqual(t, plain(d))
		})
	}
}

func TestLoadingScreen(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			f := newFake(1<<40, "db01")
			f.source = pages{capacity: 1 << 40, hang: true, cut: 300 << 30, extents: bursts()}
			opts := fakeOptions(f)
			opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
			d := drive.New(tui.New(opts), size[0], size[1])
			if !d.Until(func(s string) bool { return strings.Contains(ansi.Strip(s), "29 %") }) {
				t.Fatalf("the first page never showed:\n%s", plain(d))
			}
			golden.RequireEqual(t, plain(d))
		})
	}
}

func TestTooSmall(t *testing.T) {
	for _, size := range [][2]int{{39, 12}, {40, 11}, {20, 5}, {5, 2}, {1, 1}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := demo(t, size[0], size[1], sqlData)
			golden.RequireEqual(t, plain(d))
		})
	}
}

// plain is the screen without colours and without spaces at the ends of lines.
func plain(d *drive.Driver) string {
	lines := d.Lines()
	for i, line := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return strings.Join(lines, "\n") + "\n"
}
