package vcenter_test

import (
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
)

// advised is the text of an error that FindInterval must give.
func advised(t *testing.T, d vcenter.Detail, disk int, to, from string) string {
	t.Helper()
	_, err := d.FindInterval(d.Disks[disk], to, from)
	if err == nil {
		t.Fatalf("%q to %q: no error", from, to)
	}
	return err.Error()
}

func TestBeginningsOnOfferWork(t *testing.T) {
	const always = "a changeId of an earlier backup, * for all allocated areas"
	d := machine()
	for _, tt := range []struct{ to, from, offer string }{
		{"", "weekly", `choose one with --from: "nightly-1", "nightly-2", ` + always},
		{"nightly-2", "weekly", `choose one with --from: "nightly-1", ` + always},
		{"nightly-1", "weekly", "choose one with --from: " + always},
		{"nightly-1", "", "choose a begin with --from: " + always},
		{"nightly-2", "nightly-2", `choose a later end with --to: "nightly-3"; or an earlier begin: "nightly-1", ` + always},
		{"nightly-3", "nightly-3", `: choose an earlier begin: "nightly-1", "nightly-2", ` + always},
		{"nightly-2", systemUUID + "/1", `choose that disk, or another begin: "nightly-1", ` + always},
	} {
		if got := advised(t, d, 1, tt.to, tt.from); !strings.HasSuffix(got, tt.offer) {
			t.Errorf("%q to %q: %q does not end with %q", tt.from, tt.to, got, tt.offer)
		}
	}

	// What lies beyond a reset is no beginning.
	d.Snapshots[0].Disks[1].ChangeID = resetUUID + "/1"
	if got, want := advised(t, d, 1, "", "weekly"), `choose one with --from: "nightly-2", `+always; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end with %q", got, want)
	}
}

// However many snapshots there are, * is on offer.
func TestBeginningsAlwaysOfferEverything(t *testing.T) {
	d := machine()
	for range 20 {
		d.Snapshots = append([]vcenter.Snapshot{d.Snapshots[0]}, d.Snapshots...)
	}
	if got, want := advised(t, d, 1, "", "weekly"), " more, a changeId of an earlier backup, * for all allocated areas"; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end with %q", got, want)
	}
}

func TestEndsOnOfferWork(t *testing.T) {
	d := machine()
	d.Snapshots[1].Disks[1].ChangeID = ""
	if got, want := advised(t, d, 1, "weekly", ""), `choose one with --to: "nightly-1", "nightly-3"`; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end with %q", got, want)
	}
	d.Power = "poweredOff"
	if got, want := advised(t, d, 1, "weekly", ""), `"nightly-3", current`; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end with %q", got, want)
	}
}

func TestChangeIDWithoutItsNumber(t *testing.T) {
	d := machine()
	for from, want := range map[string]bool{
		"52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b c1 99": true,
		"52 DE c0 d9 b9 4":                 true,
		"52dec0d9b9439d1061d54c1be97bc199": true,
		"2026-11-20":                       false,
		"20 26":                            false,
		"added before deadline":            false,
	} {
		got := advised(t, d, 1, "", from)
		if said := strings.Contains(got, "looks like a changeId without its number: paste all of it"); said != want {
			t.Errorf("%q: %q", from, got)
		}
	}
}

// Names are printed as they are, not as Go writes strings.
func TestNamesKeepTheirBackslashes(t *testing.T) {
	d := machine()
	d.Name = `D:\ "data"` + "\x1b[2J"
	if got, want := advised(t, d, 1, `E:\`, ""), `"D:\ "data" [2J" has no snapshot "E:\": `; !strings.HasPrefix(got, want) {
		t.Errorf("%q does not begin with %q", got, want)
	}
}
