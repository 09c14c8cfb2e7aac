package tui_test

import (
	"strings"
	"testing"

	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// While a VM that was named is looked for, no count of VMs is shown: none has been
// counted.
func TestNoCountWhileOneIsLookedFor(t *testing.T) {
	f := newFake(1<<40, "db01")
	f.source = newGated(1<<40, 1<<38)
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	wait(t, d, "looking for db01")
	if strings.Contains(plain(d), "VMs") {
		t.Errorf("VMs are counted:\n%s", plain(d))
	}
}
