package tui_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// notTrusted is the end of all questions to a server whose certificate has changed.
type notTrusted struct{ vcenter.UntrustedError }

func (e *notTrusted) Final() bool   { return true }
func (e *notTrusted) Unwrap() error { return &e.UntrustedError }

// changing is a source that answers for one half of the disk, and then, unless it is
// that of a new connection, shows another certificate.
type changing struct {
	capacity int64
	trusted  bool
	asked    *atomic.Int64 // for the first half
}

func (c changing) Capacity() int64 { return c.capacity }

func (c changing) Areas(_ context.Context, offset int64) (extent.Page, error) {
	if offset == 0 {
		c.asked.Add(1)
		return extent.Page{Length: c.capacity / 2}, nil
	}
	if !c.trusted {
		return extent.Page{}, &notTrusted{vcenter.UntrustedError{Host: "vc01", Thumbprint: "AA:BB:CC", Reason: "unknown authority", Err: errors.New("x")}}
	}
	return extent.Page{Start: offset, Length: c.capacity - offset}, nil
}

// elsewhere is a connection to a server with another identity.
type elsewhere struct {
	*fake
	instance string
}

func (e elsewhere) Server() vcenter.Server {
	s := e.fake.Server()
	s.Instance = e.instance
	return s
}

// changed starts on a server whose certificate changes in the middle of a fetch.
func changed(t *testing.T, second func(vcenter.Config) (string, error)) (*drive.Driver, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	connections := 0
	opts := quiet()
	opts.Config = vcenter.Config{URL: "https://vc01/sdk", Username: "u", Password: "p"}
	opts.Connect = func(_ context.Context, c vcenter.Config) (tui.Connection, error) {
		connections++
		f, instance := newFake(1<<30, "db01"), "one"
		if connections > 1 {
			var err error
			if instance, err = second(c); err != nil {
				return nil, err
			}
		}
		f.source = changing{1 << 30, connections > 1, &asked}
		return elsewhere{f, instance}, nil
	}
	opts.Fetch = fetch.Options{Every: 1, Parallel: 1}
	opts.Pick = tui.Pick{VM: "db01", Disk: "2000", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 100, 30)
	d.Settle()
	contains(t, d, "The certificate of vc01 cannot be checked", "unknown authority", "AA:BB:CC", "no, go back")
	return d, &asked
}

// A certificate that changes in the middle of a session is asked about, and the fetch
// goes on where it was.
func TestCertificateChangesInASession(t *testing.T) {
	d, asked := changed(t, func(c vcenter.Config) (string, error) {
		if c.Thumbprint != "AA:BB:CC" {
			t.Errorf("connected with %q accepted", c.Thumbprint)
		}
		return "one", nil
	})
	d.Press("enter") // no
	contains(t, d, "Hard disk 1", "50.0 %", "nothing was sent to vc01")
	d.Press("x")
	if strings.Contains(plain(d), "nothing was sent") {
		t.Errorf("the status stays:\n%s", plain(d))
	}
	d.Press("r")
	contains(t, d, "cannot be checked")
	d.Press("down", "enter")
	contains(t, d, "Hard disk 1", "complete, trustworthy")
	if asked.Load() != 1 {
		t.Errorf("what was known was asked for %d times", asked.Load())
	}
}

// Another server at the same address has other machines under the same ids.
func TestAnotherServerInASession(t *testing.T) {
	d, _ := changed(t, func(vcenter.Config) (string, error) { return "two", nil })
	d.Press("down", "enter")
	contains(t, d, "Which virtual machine?")
}

// A connection that fails leads back to the map, which stays as it was.
func TestReconnectFails(t *testing.T) {
	d, _ := changed(t, func(vcenter.Config) (string, error) { return "", errDisk })
	d.Press("down", "enter")
	contains(t, d, "Hard disk 1", "50.0 %", errDisk.Error())
}

// replaced is the end of all questions to a server that shows another certificate than
// the one that was accepted.
type replaced struct{ vcenter.ChangedError }

func (e *replaced) Final() bool   { return true }
func (e *replaced) Unwrap() error { return &e.ChangedError }

// replacing is a source that answers for one half of the disk, and fails then.
type replacing struct {
	pages
	err error
}

func (r replacing) Areas(_ context.Context, offset int64) (extent.Page, error) {
	if r.err != nil && offset > 0 {
		return extent.Page{}, r.err
	}
	return extent.Page{Start: offset, Length: r.capacity / 2}, nil
}

// A certificate in the place of one that was accepted by hand is asked about anew; and
// the roots of before, which may be gone with the server of before, are not needed
// besides what was accepted.
func TestAcceptedCertificateChangesInASession(t *testing.T) {
	prints := []string{"AA:BB", "CC:DD"}
	opts := quiet()
	opts.Config = vcenter.Config{URL: "https://vc01/sdk", Username: "u", Password: "p", CACerts: "gone.pem"}
	var asked []vcenter.Config
	opts.Connect = func(_ context.Context, c vcenter.Config) (tui.Connection, error) {
		asked = append(asked, c)
		if c.Thumbprint == "" {
			return nil, &vcenter.UntrustedError{Host: "vc01", Thumbprint: prints[0], Reason: "unknown authority", Err: errors.New("x")}
		}
		f := newFake(1<<30, "db01")
		r := replacing{pages: pages{capacity: 1 << 30}}
		if c.Thumbprint == prints[0] {
			r.err = &replaced{vcenter.ChangedError{Thumbprint: prints[1]}}
		}
		f.source = r
		return elsewhere{f, "one"}, nil
	}
	opts.Fetch = fetch.Options{Every: 1, Parallel: 1}
	opts.Pick = tui.Pick{VM: "db01", Disk: "2000", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 100, 30)
	d.Settle()
	contains(t, d, "unknown authority", "AA:BB")
	d.Press("down", "enter")
	contains(t, d, "not the certificate that you accepted before", "AA:BB", "CC:DD", "no, go back")
	d.Press("down", "enter")
	contains(t, d, "Hard disk 1", "complete, trustworthy")
	if last := asked[len(asked)-1]; last.Thumbprint != prints[1] || last.CACerts != "" {
		t.Errorf("connected with %q accepted and roots from %q", last.Thumbprint, last.CACerts)
	}
}
