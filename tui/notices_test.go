package tui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// TestNoticesEnd: what is said of a fetch goes when the fetch has ended well.
func TestNoticesEnd(t *testing.T) {
	for _, c := range []struct {
		keys []string
		says string
	}{
		{[]string{"r"}, "the server is still being asked"},
		{[]string{"p", "p"}, "asking on"},
	} {
		src := newGated(1<<40, 1<<39)
		d := onMap(t, src, nil)
		src.answer(1)
		wait(t, d, "50 %")
		for _, k := range c.keys {
			d.Send(drive.Key(k))
		}
		must(t, d, []string{c.says}, nil)
		src.answer(1)
		d.Settle()
		must(t, d, []string{"complete, trustworthy"}, []string{c.says})
	}
	// Others stay until the next key.
	src := newGated(1<<40, 1<<39)
	d := onMap(t, src, nil)
	src.answer(1)
	wait(t, d, "50 %")
	d.Send(drive.Key("y"))
	src.answer(1)
	d.Settle()
	must(t, d, []string{"complete, trustworthy", "copied the address"}, nil)
}

// TestFilterWhileRowsArrive: that none has the name is said of those that came.
func TestFilterWhileRowsArrive(t *testing.T) {
	d := drive.New(tui.New(fakeOptions(manyVMs(300))), 100, 30)
	if !d.Until(func(s string) bool { return strings.Contains(s, "app-") }) {
		t.Fatal("no row before the last has come")
	}
	for _, k := range []string{"/", "z", "z"} {
		d.Send(drive.Key(k))
	}
	must(t, d, []string{"none of the 100 VMs so far has that in its name"}, []string{"no VM has"})
	d.Settle()
	must(t, d, []string{"no VM has that in its name"}, []string{"so far"})
}

// TestPatienceIsTold: how long a server that is away is waited for.
func TestPatienceIsTold(t *testing.T) {
	for patience, says := range map[time.Duration]string{
		0: "at most 2 min without", time.Minute: "at most 1 min without", 90 * time.Second: "at most 90 s without",
	} {
		src := newGated(1<<40, 1<<39)
		d := onMap(t, src, func(o *tui.Options) { o.Fetch.Backoff, o.Fetch.Patience = 1, patience })
		src.answer(1)
		src.let <- unready{errors.New("503")}
		wait(t, d, "waiting at 50.0 %")
		d.Send(drive.Key("i"))
		must(t, d, []string{says}, nil)
		d.Send(drive.Key("q"))
	}
}

// TestVerdictWithReasons: i on the map says what the verdict means, why, and
// what to do.
func TestVerdictWithReasons(t *testing.T) {
	for _, c := range []struct {
		pick tui.Pick
		says []string
	}{
		{sqlData, []string{"✓ verdict trustworthy the replies cover the whole disk"}},
		{tui.Pick{VM: "nfs01", Disk: "2000", To: "nightly-7"}, []string{"! verdict fallback " + fetch.Fallback.Meaning(), "→ take the whole disk as changed"}},
		{tui.Pick{VM: "nfs01", Disk: "2000", To: "nightly-7", From: vcenter.Everything}, []string{"! verdict fallback", "→ take the whole disk as allocated"}},
		{tui.Pick{VM: "reset01", Disk: "2000", To: "nightly-7", From: vcenter.Everything}, []string{"✓ verdict trustworthy"}},
		{tui.Pick{VM: "reset01", Disk: "2000", To: "nightly-3", From: vcenter.Everything},
			[]string{"✗ verdict suspect " + fetch.Suspect.Meaning(), "· change tracking was reset before"}},
		{tui.Pick{VM: "noperm01", Disk: "2000", To: "nightly-7"}, []string{"! verdict incomplete " + fetch.Incomplete.Meaning(), "1 failed"}},
	} {
		t.Run(c.pick.VM, func(t *testing.T) {
			d := demo(t, 160, 60, c.pick)
			d.Press("i")
			must(t, d, c.says, []string{"so far"})
		})
	}
}

// TestNotAllWasAnswered: while a part of the map failed, the header does not
// speak of what is unknown only.
func TestNotAllWasAnswered(t *testing.T) {
	src := newGated(1<<40, 1<<38)
	d := onMap(t, src, nil)
	src.answer(1)
	src.let <- errors.New("worn out")
	src.answer(100)
	d.Settle()
	d.Press("i")
	header := strings.Split(plain(d), "\n")[0]
	if !strings.HasSuffix(header, "not all was answered") {
		t.Errorf("the header: %q", header)
	}
	must(t, d, []string{"✗ not answered", fmt.Sprintf("! verdict %s", fetch.Incomplete)}, nil)
	src.answer(100)
	d.Press("esc", "r", "i")
	if header := strings.Split(plain(d), "\n")[0]; strings.Contains(header, "answered") {
		t.Errorf("the header: %q", header)
	}
}
