package tui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// TestByKeysAlone goes the whole way from the list to the map and back.
func TestByKeysAlone(t *testing.T) {
	d := demo(t, 100, 30, tui.Pick{})
	for _, step := range []struct {
		keys []string
		want string
	}{
		{nil, "Which virtual machine?"},
		{[]string{"/", "S", "Q", "L"}, "1 of 212"},
		{[]string{"enter"}, "Which disk?"},
		{[]string{"down", "enter"}, "Changes from when, until when?"},
		{[]string{"enter"}, "complete"},
		{[]string{"esc"}, "Changes from when, until when?"},
		{[]string{"esc"}, "Which disk?"},
		{[]string{"esc"}, "1 of 212"},
		{[]string{"esc"}, "Which virtual machine?"},
		{[]string{"esc"}, "Connect to a vCenter"},
	} {
		d.Press(step.keys...)
		if s := plain(d); !strings.Contains(s, step.want) {
			t.Fatalf("after %v, %q is not on the screen:\n%s", step.keys, step.want, s)
		}
		if d.Quit {
			t.Fatalf("%v quits", step.keys)
		}
	}
	d.Press("ctrl+c")
	if !d.Quit {
		t.Error("ctrl+c does not quit")
	}
}

// TestAnyInterval sets both ends by hand and compares the map with the oracle's.
func TestAnyInterval(t *testing.T) {
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 3"})
	d.Press("up", "up", "b", "up", "up", "b", "down", "down", "down", "e", "enter")
	m, _ := oracle(t, tui.Pick{VM: "sql01", Disk: "Hard disk 3", From: "nightly-2", To: "nightly-5"})
	if s := plain(d); !strings.Contains(s, render.Count(m.Changed())+" bytes") || !strings.Contains(s, "16 Nov 22:00 → 19 Nov 22:00") {
		t.Errorf("want %s bytes from the 16th to the 19th:\n%s", render.Count(m.Changed()), s)
	}
	// Everything allocated, up to the same end.
	d.Press("esc", "up", "up", "up", "up", "up", "up", "up", "up", "b", "enter")
	m, _ = oracle(t, tui.Pick{VM: "sql01", Disk: "Hard disk 3", From: "*", To: "nightly-5"})
	if s := plain(d); !strings.Contains(s, render.Count(m.Changed())+" bytes") || !strings.Contains(s, "everything allocated → 19 Nov 22:00") {
		t.Errorf("want %s bytes allocated:\n%s", render.Count(m.Changed()), s)
	}
}

// TestPastedChangeID: a changeId from a backup's log begins the interval.
func TestPastedChangeID(t *testing.T) {
	m, iv := oracle(t, tui.Pick{VM: "sql01", Disk: "Hard disk 3", From: "nightly-4", To: "nightly-7"})
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 3"})
	d.Send(tea.PasteMsg{Content: "  " + strings.ToUpper(iv.FromChangeID) + "\n"})
	d.Press("enter")
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, render.Count(m.Changed())+" bytes") {
		t.Errorf("want %s bytes:\n%s", render.Count(m.Changed()), s)
	}
}

// TestWhatCannotWork: an end or a beginning that cannot be asked for is refused
// with its reason, and the choice stays as it was.
func TestWhatCannotWork(t *testing.T) {
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 2"})
	before := plain(d)
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"down", "b"}, "older than the end"},
		{[]string{"down", "b"}, "is an end, not a beginning"},
		{[]string{"e"}, "powered off"},
		{[]string{"up", "up", "up", "up", "up", "up", "up", "up", "e"}, "is a beginning, not an end"},
	} {
		d.Press(c.keys...)
		if s := plain(d); !strings.Contains(s, "✗ ") || !strings.Contains(s, c.want) {
			t.Errorf("after %v, %q is not said:\n%s", c.keys, c.want, s)
		}
	}
	d.Press("down", "down", "down", "down", "down", "down")
	if got := plain(d); got != before {
		t.Errorf("the choice has changed:\n%s\nwant\n%s", got, before)
	}
}

// TestCurrentState: a powered-off VM can be asked up to now.
func TestCurrentState(t *testing.T) {
	m, _ := oracle(t, tui.Pick{VM: "off01", Disk: "2000", To: vcenter.Current})
	d := demo(t, 120, 36, tui.Pick{VM: "off01", Disk: "2000", To: vcenter.Current})
	if s := plain(d); !strings.Contains(s, render.Count(m.Changed())+" bytes") || !strings.Contains(s, "→ now") {
		t.Errorf("want %s bytes up to now:\n%s", render.Count(m.Changed()), s)
	}
}

// TestFetchGoesOn: leaving the map keeps it; coming back asks nothing twice.
func TestFetchGoesOn(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Press("n", "+", "+")
	before := plain(d)
	d.Press("esc", "enter")
	if got := plain(d); got != before {
		t.Errorf("the map is not as it was left:\n%s\nwant\n%s", got, before)
	}
}

// TestForm fills the connect screen in by keys.
func TestForm(t *testing.T) {
	opts := quiet()
	opts.Connect = connectSim(t)
	sim := simConfig(t)
	opts.Config.CACerts = sim.CACerts
	d := drive.New(tui.New(opts), 80, 24)
	d.Settle()
	d.Type(sim.URL)
	d.Press("tab")
	d.Type(sim.Username)
	d.Press("tab")
	d.Type(sim.Password)
	if s := plain(d); strings.Contains(s, sim.Password) {
		t.Fatalf("the password is on the screen:\n%s", s)
	}
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, "Which virtual machine?") {
		t.Errorf("not connected:\n%s", s)
	}
}

// TestKeysAreUnambiguous: on each screen a key has one meaning.
func TestKeysAreUnambiguous(t *testing.T) {
	sections := tui.DefaultKeyMap().Sections()
	global := sections[len(sections)-1]
	for _, s := range sections[:len(sections)-1] {
		seen := map[string]string{}
		for _, b := range append(append([]key.Binding{}, s.Keys...), global.Keys...) {
			for _, k := range b.Keys() {
				if other, ok := seen[k]; ok {
					t.Errorf("%s: %s is %q and %q", s.Title, k, other, b.Help().Desc)
				}
				seen[k] = b.Help().Desc
			}
		}
	}
}

// TestReadmeKeys: the README's table is the program's.
func TestReadmeKeys(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), tui.KeyTable()) {
		t.Errorf("README.md should hold this table:\n%s", tui.KeyTable())
	}
}

// manyVMs are as many as a large vCenter has.
func manyVMs(n int) *fake {
	f := newFake(1<<40, "db01")
	f.vms = nil
	for i := range n {
		vm := f.detail.VM
		vm.MoID, vm.Name = fmt.Sprintf("vm-%d", i), fmt.Sprintf("app-%04d-%s", i*7919%n, []string{"prod", "test", "dev"}[i%3])
		f.vms = append(f.vms, vm)
	}
	return f
}

// TestManyVMs: the filter finds each of 5,000, and the cursor stays on its VM
// while others arrive above it.
func TestManyVMs(t *testing.T) {
	d := drive.New(tui.New(fakeOptions(manyVMs(5000))), 80, 24)
	if !d.Until(func(s string) bool { return strings.Contains(s, "app-") }) {
		t.Fatal("no row before the last has come")
	}
	for range 5 {
		d.Send(drive.Key("down"))
	}
	chosen := selected(d)
	d.Settle()
	if got := selected(d); got != chosen {
		t.Errorf("the cursor went from %s to %s while rows arrived", chosen, got)
	}
	d.Press("/")
	d.Type("4321-")
	if s := plain(d); !strings.Contains(s, "1 of 5,000") || !strings.Contains(s, "▌ app-4321-") {
		t.Errorf("not found:\n%s", s)
	}
}

// selected is the name under the cursor.
func selected(d *drive.Driver) string {
	_, after, _ := strings.Cut(plain(d), "▌ ")
	return strings.Fields(after)[0]
}

func BenchmarkScroll5000VMs(b *testing.B) {
	d := drive.New(tui.New(fakeOptions(manyVMs(5000))), 120, 36)
	d.Settle()
	for b.Loop() {
		d.Send(drive.Key("down"))
		d.Screen()
	}
}

func BenchmarkFilter5000VMs(b *testing.B) {
	d := drive.New(tui.New(fakeOptions(manyVMs(5000))), 120, 36)
	d.Settle()
	d.Press("/")
	for i := 0; b.Loop(); i++ {
		d.Send(drive.Key([]string{"1", "backspace"}[i%2]))
		d.Screen()
	}
}

func BenchmarkKeyOnMap(b *testing.B) {
	d := demo(b, 200, 60, sqlData)
	d.Press("g", "6", "4", "0", "G", "enter")
	for _, keys := range [][2]string{{"right", "left"}, {"+", "-"}} {
		b.Run(keys[0], func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				d.Send(drive.Key(keys[i%2]))
				d.Screen()
			}
		})
	}
}
