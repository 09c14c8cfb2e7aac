package tui_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// stranger starts the program on a server whose certificate nobody vouches for,
// and counts how often it got through to it.
func stranger(t *testing.T, width, height int, config vcenter.Config) (d *drive.Driver, connected *int) {
	t.Helper()
	connected = new(int)
	opts := quiet()
	opts.Config = config
	opts.Connect = func(ctx context.Context, c vcenter.Config) (tui.Connection, error) {
		conn, err := connectSim(t)(ctx, c)
		if err == nil {
			*connected++
		}
		return conn, err
	}
	d = drive.New(tui.New(opts), width, height)
	d.Settle()
	return d, connected
}

// submit presses the form's button.
func submit(d *drive.Driver) {
	for range 6 {
		if strings.Contains(plain(d), "▌ connect") {
			break
		}
		d.Press("tab")
	}
	d.Press("enter")
}

func TestCertificateQuestion(t *testing.T) {
	config := simConfig(t)
	config.CACerts = ""
	for _, size := range sizes {
		d, connected := stranger(t, size[0], size[1], config)
		for _, want := range []string{"cannot be checked", "SHA-256", "unknown authority", "no, go back", "yes, it is the same: connect"} {
			if !strings.Contains(plain(d), want) {
				t.Errorf("%q is not in the question:\n%s", want, plain(d))
			}
		}
		if strings.Contains(plain(d), "note it in") {
			t.Errorf("a file is offered where there is none:\n%s", plain(d))
		}
		d.Press("enter") // without reading
		if *connected != 0 || !strings.Contains(plain(d), "Connect to a vCenter") || !strings.Contains(plain(d), "nothing was sent") {
			t.Fatalf("enter alone accepts the certificate:\n%s", plain(d))
		}
		submit(d)
		d.Press("down", "enter")
		if *connected != 1 || !strings.Contains(plain(d), "Which virtual machine?") {
			t.Fatalf("an accepted certificate does not connect:\n%s", plain(d))
		}
		// It is not asked again in this run.
		d.Press("esc")
		submit(d)
		if *connected != 2 {
			t.Errorf("an accepted certificate is asked for again:\n%s", plain(d))
		}
	}
}

// TestRememberedCertificate: what is noted once is known to the next run.
func TestRememberedCertificate(t *testing.T) {
	config := simConfig(t)
	config.CACerts = ""
	config.KnownHosts = filepath.Join(t.TempDir(), "govmomi", "known_hosts")
	d, connected := stranger(t, 100, 30, config)
	d.Press("down", "down", "enter")
	if *connected != 1 {
		t.Fatalf("not connected:\n%s", plain(d))
	}
	text, err := os.ReadFile(config.KnownHosts)
	if err != nil || strings.Count(string(text), "\n") != 1 {
		t.Fatalf("the file holds %q, %v", text, err)
	}
	d, connected = stranger(t, 100, 30, config)
	if *connected != 1 || !strings.Contains(plain(d), "Which virtual machine?") {
		t.Errorf("the next run asks again:\n%s", plain(d))
	}
}

// TestChangedCertificate: another certificate than the one that was noted is no
// question, but a failure.
func TestChangedCertificate(t *testing.T) {
	config := simConfig(t)
	config.CACerts = ""
	config.KnownHosts = filepath.Join(t.TempDir(), "known_hosts")
	if err := config.Remember(strings.Repeat("00:", 31) + "00"); err != nil {
		t.Fatal(err)
	}
	d, connected := stranger(t, 100, 30, config)
	s := plain(d)
	if *connected != 0 || !strings.Contains(s, "another certificate") || strings.Contains(s, "yes, it is the same") {
		t.Errorf("connected %d times:\n%s", *connected, s)
	}
}
