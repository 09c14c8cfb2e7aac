package tui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// TestMayNotAsk: an account without the privilege learns of it before it asks,
// and may ask all the same.
func TestMayNotAsk(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := demo(t, size[0], size[1], tui.Pick{VM: "noperm01", Disk: "2000"})
		must(t, d, []string{"This cannot be asked", "may not be asked", "lacks VirtualMachine.Provisioning.DiskRandomRead", "→ ask the administrator"}, []string{"Ready"})
		d.Press("enter")
		must(t, d, []string{"incomplete", "lacks"}, nil)
		d.Press("esc")
		must(t, d, []string{"This cannot be asked"}, nil)
	}
	if grey(demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "2000"})) == grey(demo(t, 120, 36, tui.Pick{VM: "noperm01", Disk: "2000"})) {
		t.Error("the rows look as if they could be asked about")
	}
	d := demo(t, 120, 36, tui.Pick{VM: "noperm01", Disk: "2000"}) // what was learnt of one machine is not of the next
	d.Press("esc", "esc", "/")
	d.Type("sql01")
	d.Press("enter")
	d.Send(drive.Key("enter"))
	must(t, d, []string{"Ready", "Hard disk 1"}, []string{"may not be asked"}) // not even before the answer
	d.Settle()
	must(t, d, []string{"Ready", "Hard disk 1"}, []string{"may not be asked"})
}

// TestMayAskNow: a right that was granted since is seen by reading again; a
// server that does not tell changes nothing.
func TestMayAskNow(t *testing.T) {
	srv := &vague{fake: newFake(1<<40, "db01"), result: vcenter.CheckFail}
	opts := fakeOptions(srv.fake)
	opts.Demo = func(context.Context) (tui.Connection, error) { return srv, nil }
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("enter", "enter")
	must(t, d, []string{"This cannot be asked", "✗ who knows"}, []string{"Ready"})
	srv.result = vcenter.CheckUnknown
	d.Press("r")
	must(t, d, []string{"This cannot be asked", "✗ who knows"}, []string{"Ready"})
	srv.result = vcenter.CheckPass
	d.Press("r")
	must(t, d, []string{"Ready"}, []string{"cannot be asked", "who knows"})
}

// grey are the looks of the row of all that is allocated.
func grey(d *drive.Driver) string {
	for _, line := range d.Lines() {
		if before, _, ok := strings.Cut(line, "everything"); ok {
			return before[strings.LastIndex(before, "\x1b"):]
		}
	}
	return ""
}

// vague is a server that cannot say what the account may do.
type vague struct {
	*fake
	result vcenter.Result
	err    error
}

func (v vague) Doctor(context.Context, vcenter.Detail, []vcenter.Disk, *vcenter.Interval) ([]vcenter.Check, error) {
	return []vcenter.Check{{ID: "privilege", Result: v.result, Found: "who knows"}}, v.err
}

// TestMayPerhapsAsk: what is not known changes nothing.
func TestMayPerhapsAsk(t *testing.T) {
	for name, srv := range map[string]vague{
		"unknown": {result: vcenter.CheckUnknown},
		"error":   {result: vcenter.CheckFail, err: errors.New("the server is away")},
	} {
		t.Run(name, func(t *testing.T) {
			srv.fake = newFake(1<<40, "db01")
			opts := fakeOptions(srv.fake)
			opts.Demo = func(context.Context) (tui.Connection, error) { return srv, nil }
			d := drive.New(tui.New(opts), 120, 36)
			d.Settle()
			d.Press("enter", "enter")
			must(t, d, []string{"Ready"}, []string{"cannot be asked", "may not be asked", "✗", "who knows"})
		})
	}
}

// TestNowInWords: why the current state can be no end is short in its row, at
// any width, and whole below when the cursor stands on it.
func TestNowInWords(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {100, 30}, {80, 24}} {
		d := demo(t, size[0], size[1], tui.Pick{VM: "sql01", Disk: "2001"})
		if row := lineWith(d, "current state"); !strings.HasSuffix(row, "only while powered off") {
			t.Errorf("%v: %q", size, row)
		}
		d.Press("end")
		must(t, d, []string{`cannot end: the current state of "sql01" cannot be asked for while it is not powered off`}, nil)
	}
}
