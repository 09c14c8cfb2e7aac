package tui_test

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// Enter means go on, also on the way past the box that accepts any certificate.
func TestEnterDoesNotTick(t *testing.T) {
	d := drive.New(tui.New(quiet()), 100, 30)
	d.Settle()
	for range 10 {
		if strings.Contains(plain(d), "▌ [") {
			break
		}
		d.Press("tab")
	}
	contains(t, d, "▌ [ ] accept any certificate", "space tick the box")
	d.Press("enter")
	contains(t, d, "[ ] accept any certificate", "▌ connect")
	d.Send(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift})
	d.Press("space")
	contains(t, d, "▌ [×] accept any certificate")
	d.Send(tea.MouseClickMsg{X: 10, Y: 7, Button: tea.MouseLeft})
	contains(t, d, "▌ [ ] accept any certificate")
}

// A password in the address would stand there for all to see, and its user would not
// be the one that is logged in.
func TestCredentialsInTheAddress(t *testing.T) {
	for _, leave := range []string{"tab", "submit"} {
		var got vcenter.Config
		opts := quiet()
		opts.Config = vcenter.Config{Username: "other", Password: "old"}
		opts.Connect = func(_ context.Context, c vcenter.Config) (tui.Connection, error) {
			got = c
			return newFake(1<<30, "db01"), nil
		}
		d := drive.New(tui.New(opts), 100, 30)
		d.Settle()
		if leave == "tab" {
			d.Type("https://u:p@ss@vc01")
			d.Press("tab")
		} else { // pasted, and sent from another line
			d.Press("tab", "tab", "tab", "tab")
			d.Send(tea.MouseClickMsg{X: 20, Y: 4, Button: tea.MouseLeft})
			d.Send(tea.PasteMsg{Content: "https://u:p@ss@vc01"})
			d.Send(tea.MouseClickMsg{X: 10, Y: 9, Button: tea.MouseLeft}) // connect
			d.Settle()
		}
		contains(t, d, "vc01", "the address held user and password: moved to the lines below")
		if s := plain(d); strings.Contains(s, "p@ss") || got.URL != "" {
			t.Fatalf("connected to %q:\n%s", got.URL, s)
		}
		submit(d)
		if got.Username != "u" || got.Password != "p@ss" || strings.Contains(got.URL, "p@ss") || got.Host() != "vc01" {
			t.Errorf("%s: connected to %q as %q with %q", leave, got.URL, got.Username, got.Password)
		}
	}
}

// Where there is no room for all of the question, it is read before it is answered.
func TestCertificateQuestionWithoutRoom(t *testing.T) {
	config := simConfig(t)
	config.CACerts = ""
	config.KnownHosts = t.TempDir() + "/known_hosts"
	d, connected := stranger(t, 40, 12, config)
	seen := ""
	for range 20 {
		s := plain(d)
		seen += s
		if strings.Contains(s, "yes, ") {
			break
		}
		contains(t, d, "▌ no, go back", "more to read")
		d.Press("down")
	}
	seen = strings.Join(strings.Fields(seen), " ")
	for _, want := range []string{"cannot be checked", "reason unknown authority", "SHA-256", "reads along", "yes, it is the same", "yes, and note it in"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q was never seen:\n%s", want, seen)
		}
	}
	contains(t, d, "▌ no, go back")
	d.Press("up", "up", "down", "down", "down", "enter")
	if *connected != 1 {
		t.Errorf("connected %d times:\n%s", *connected, plain(d))
	}

	// Keys that come before anything was drawn are no answer.
	config.KnownHosts = t.TempDir() + "/known_hosts"
	d, connected = stranger(t, 40, 12, config)
	send(d, "down", "down", "enter")
	d.Settle()
	if *connected != 0 {
		t.Error("it was accepted unread")
	}
}
