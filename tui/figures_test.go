package tui_test

import (
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/extent"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// copied is what a key puts on the clipboard, as the status tells it.
func copied(d *drive.Driver, key string) string {
	d.Send(drive.Key(key))
	_, text, _ := strings.Cut(folded(d), "copied ")
	return text
}

// TestCopyOfARange: Y copies the figures that are on the screen: those of the
// range in view with its statistics, and the disk's with the view's on the map.
// Times are in UTC and say so, wherever the terminal stands.
func TestCopyOfARange(t *testing.T) {
	opts := quiet()
	opts.Config, opts.Connect, opts.Pick = simConfig(t), connectSim(t), sqlData
	opts.Location = time.FixedZone("EST", -5*3600)
	d := drive.New(tui.New(opts), 500, 36)
	d.Settle()
	const when = "2026-11-20 22:00 UTC → 2026-11-21 22:00 UTC"
	must(t, d, []string{"20 Nov 17:00"}, nil)
	if s := copied(d, "Y"); !strings.Contains(s, when) || !strings.Contains(s, "122.6 GiB of 2 TiB") || strings.Contains(s, "in view") {
		t.Errorf("on the whole map: %q", s)
	}
	d.Press("x", "g")
	d.Type("1160G")
	d.Press("enter", "+", "+", "+")
	if s := copied(d, "Y"); !strings.Contains(s, "122.6 GiB of 2 TiB") || !strings.Contains(s, "in view, 1,") {
		t.Errorf("in a zoomed map: %q", s)
	}
	d.Press("x", "tab", "v")
	s := copied(d, "Y")
	if !strings.HasPrefix(s, "the figures of the range: ") || !strings.Contains(s, when) || strings.Contains(s, "122.6 GiB") || !strings.Contains(s, " GiB – 1,") {
		t.Errorf("with the figures of the range: %q", s)
	}
	d.Press("x")
	all := folded(d)
	_, amount, _ := strings.Cut(s, "GiB: ")
	amount, _, _ = strings.Cut(amount, " changed")
	if !strings.Contains(all, "changed "+amount+" ") {
		t.Errorf("%q is copied, on the screen is\n%s", amount, plain(d))
	}
	d.Press("v", "x")
	if s := copied(d, "Y"); !strings.HasPrefix(s, "the totals: ") || !strings.Contains(s, "122.6 GiB of 2 TiB") || strings.Contains(s, "in view") {
		t.Errorf("with the figures of the disk: %q", s)
	}
}

// TestPiecesSaySo: what lies in a sample of an extent that goes on outside is not
// given out for the extent, and a list whose rows reach beyond its range says so.
func TestPiecesSaySo(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Press("g")
	d.Type("1.45T")
	d.Press("enter", "x")
	if !strings.Contains(folded(d), "changed") {
		t.Fatalf("nothing changed here:\n%s", plain(d))
	}
	d.Press("e")
	must(t, d, []string{" in it, ", " with what lies beyond"}, nil)
	d = onMap(t, pages{capacity: 1 << 40, extents: []extent.Extent{{Start: 100 << 20, Length: 100 << 30}}}, nil)
	d.Settle()
	must(t, d, []string{"longest ", " here, of 100 GiB"}, nil)
}

// TestStartsDiffer: no two extents of a list start alike, on any width.
func TestStartsDiffer(t *testing.T) {
	for _, width := range []int{160, 80, 40} {
		d := demo(t, width, 36, sqlData)
		d.Press("n", "e")
		seen := map[string]bool{}
		for _, line := range strings.Split(plain(d), "\n")[6:30] {
			f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "▌"))
			if len(f) < 4 {
				continue
			}
			start := f[0] + f[1]
			if width > 40 {
				start = f[1] + f[2]
			}
			if seen[start] {
				t.Errorf("two extents start at %s:\n%s", start, plain(d))
			}
			seen[start] = true
		}
		if len(seen) < 20 {
			t.Errorf("%d extents:\n%s", len(seen), plain(d))
		}
	}
}

// TestEveryBoundIsMarked: while a map is incomplete, all that may still rise says
// so, and what may go either way as well.
func TestEveryBoundIsMarked(t *testing.T) {
	src := cutLine(1<<40, 300<<30)
	src.extents = bursts()
	d := onMap(t, src, nil)
	d.Until(func(s string) bool { return strings.Contains(s, "granularity") })
	d.Press("x")
	must(t, d, []string{"(≥ 0.02 %)", "≥ 262,144,000 bytes"}, nil)
	d.Press("tab")
	must(t, d, []string{"≥ 0.02 %", "~×1.00", "~64 KiB", "longest ≥ ", "≥ 2 s"}, []string{" ×1"})
}

// TestOneFaultIsSaidOnce: what the server said of its tracking is not said again
// as the reason of the range that it refused.
func TestOneFaultIsSaidOnce(t *testing.T) {
	d := demo(t, 160, 50, tui.Pick{VM: "broken01", Disk: "2000", To: "nightly-7"})
	d.Press("x", "tab", "end")
	if n := strings.Count(folded(d), "· "); n == 0 {
		t.Errorf("no reason is given:\n%s", plain(d))
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(plain(d), "\n") {
		if _, reason, ok := strings.Cut(line, "· "); ok {
			if reason = strings.TrimSpace(reason); len(reason) > 40 && seen[reason[:40]] {
				t.Errorf("%q is said twice:\n%s", reason, plain(d))
			} else if len(reason) > 40 {
				seen[reason[:40]] = true
			}
		}
	}
}
