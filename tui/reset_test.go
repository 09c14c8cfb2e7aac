package tui_test

import (
	"strings"
	"testing"

	"cbtmap/tui"
)

// TestResetIsSaidAlike: before asking, with the checks and with the verdict, a
// reset since the begin is a fault, and one before it a note.
func TestResetIsSaidAlike(t *testing.T) {
	for _, c := range []struct {
		name        string
		pick        tui.Pick
		ask, i, not []string
		header      string
	}{
		{"after the end", tui.Pick{VM: "reset01", Disk: "2000", To: "nightly-3"},
			[]string{"but not relied on", "✗ change tracking was reset before nightly-4: "},
			[]string{`✗ no reset since the begin tracking was reset before "nightly-4"`, "✗ verdict suspect", "1 failed"},
			[]string{"before this interval begins"}, "suspect"},
		{"before the begin", tui.Pick{VM: "reset01", Disk: "2000", To: "nightly-7"},
			[]string{" Ready ", "· change tracking was reset before nightly-4, before this interval begins: older intervals cannot be asked for"},
			[]string{`✓ no reset since the begin none; tracking was reset before "nightly-4", before the begin`, "✓ verdict trustworthy", "· change tracking was reset before nightly-4, before"},
			[]string{"full backup, and reset", "1 failed"}, "trustworthy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := demo(t, 160, 60, c.pick)
			if header, _, _ := strings.Cut(plain(d), "\n"); !strings.Contains(header, c.header) {
				t.Errorf("the map's header is %q", header)
			}
			d.Press("i")
			must(t, d, c.i, c.not)
			d.Press("esc", "esc")
			must(t, d, c.ask, c.not)
		})
	}
}
