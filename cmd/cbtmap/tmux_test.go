//go:build tmux

package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"cbtmap/render"
)

// TestTmux uses the program as a person does: built, in a real terminal, by
// keys alone, from the demo's list of VMs to the map of sql01's data disk. The
// totals on the screen have to be those of the report.
func TestTmux(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "cbtmap")
	must(t, "go", "build", "-o", binary, ".")

	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			term := startTmux(t, size[0], size[1], binary, "demo")
			term.until("virtual machines", "broken01")
			term.keys("/", "s", "q", "l", "0", "1")
			term.until("1 of 212")
			term.keys("Enter")
			term.until("Hard disk 2")
			term.keys("Down", "Enter")
			term.until("nightly-7")
			term.keys("Enter")
			screen := term.until("trustworthy") // which no fetch is before its end

			report := must(t, binary, "report", "--demo", "--vm", "sql01", "--disk", "Hard disk 2",
				"--from", "nightly-6", "--to", "nightly-7", "--json")
			var r struct {
				Disk     struct{ CapacityBytes int64 }
				Coverage struct{ Complete bool }
				Changed  struct{ Bytes, Extents int64 }
			}
			if err := json.Unmarshal([]byte(report), &r); err != nil {
				t.Fatal(err)
			}
			if !r.Coverage.Complete || r.Changed.Bytes == 0 {
				t.Fatalf("the report shows nothing to compare with: %s", report)
			}
			want := []string{render.Bytes(r.Changed.Bytes), render.Share(r.Changed.Bytes, r.Disk.CapacityBytes)}
			if size[0] >= 80 {
				want = append(want, render.Count(r.Changed.Extents)+" extents")
			}
			if size[0] >= 120 {
				want = append(want, render.Count(r.Changed.Bytes)+" bytes")
			}
			total := regexp.MustCompile(`(?m)^ *changed .*$`).FindString(screen)
			for _, w := range want {
				if !strings.Contains(total, w) {
					t.Errorf("the line of totals lacks %q: %q\n%s", w, total, screen)
				}
			}
			if strings.Contains(total, "≥") {
				t.Errorf("a complete map has totals with ≥: %q", total)
			}

			before := term.screen()
			term.keys("n", "+")
			term.untilChanged(before)
			term.keys("?")
			term.until("one sample left", "closes this")
			term.keys("q")      // closes the help
			term.keys("Escape") // back to the interval
			term.until("nightly-1")
			term.keys("q")
			term.ends()
		})
	}
}

// TestTmuxInterrupt: ctrl+c ends a fetch in its middle, at once, and says so to
// whoever reads exit codes.
func TestTmuxInterrupt(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "cbtmap")
	must(t, "go", "build", "-o", binary, ".")
	term := startTmux(t, 80, 24, binary, "demo", "--latency", "2s", "--vm", "sql01", "--disk", "2001", "--to", "nightly-7")
	term.until("≥", "not asked")
	term.keys("C-c")
	term.until("status 130")
}

// TestTmuxDumb: a terminal that cannot be drawn on gets the report, and no control
// sequence.
func TestTmuxDumb(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "cbtmap")
	must(t, "go", "build", "-o", binary, ".")
	term := startTmux(t, 100, 60, "env TERM=dumb "+binary, "demo", "--vm", "web01", "--disk", "2000")
	term.until("Audit: trustworthy", "status 0")
}

// TestTmuxTooSmall: a terminal that is too small says so, and grows well.
func TestTmuxTooSmall(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "cbtmap")
	must(t, "go", "build", "-o", binary, ".")
	term := startTmux(t, 30, 8, binary, "demo")
	term.until("40×12")
	term.tmux("resize-window", "-x", "80", "-y", "24")
	term.until("virtual machines", "sql01")
	term.tmux("resize-window", "-x", "1", "-y", "1")
	term.tmux("resize-window", "-x", "40", "-y", "12")
	term.until("virtual machines")
	term.keys("q")
	term.ends()
}

// terminal is a program in a tmux of its own.
type terminal struct {
	t      *testing.T
	socket string
}

// goodbye is what the terminal shows after the program has ended well.
const goodbye = "program ended with status 0"

func startTmux(t *testing.T, width, height int, binary string, args ...string) *terminal {
	t.Helper()
	term := &terminal{t, filepath.Join(t.TempDir(), "tmux")}
	shell := fmt.Sprintf("env -u TMUX -u GOVC_URL TERM=xterm-256color COLORTERM=truecolor %s %s; echo program ended with status $?; sleep 60",
		binary, strings.Join(args, " "))
	term.tmux("-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), shell)
	t.Cleanup(func() { exec.Command("tmux", "-S", term.socket, "kill-server").Run() })
	return term
}

func (term *terminal) tmux(args ...string) string {
	term.t.Helper()
	return must(term.t, "tmux", append([]string{"-S", term.socket}, args...)...)
}

func (term *terminal) keys(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		term.tmux("send-keys", k)
	}
}

func (term *terminal) screen() string {
	term.t.Helper()
	return term.tmux("capture-pane", "-p")
}

// patience is how long the terminal may take to show what it should.
const patience = time.Minute

func (term *terminal) wait(what string, ok func(screen string) bool) string {
	term.t.Helper()
	for begin := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		screen := term.screen()
		if ok(screen) {
			return screen
		}
		if time.Since(begin) > patience {
			term.t.Fatalf("waited %s for %s; the screen is\n%s", patience, what, screen)
		}
	}
}

// until waits for all texts to be on the screen.
func (term *terminal) until(texts ...string) string {
	term.t.Helper()
	return term.wait(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

func (term *terminal) untilChanged(before string) {
	term.t.Helper()
	term.wait("another screen", func(screen string) bool { return screen != before })
}

// ends waits for the program to leave the terminal as it found it.
func (term *terminal) ends() {
	term.t.Helper()
	if screen := term.until("status"); !strings.Contains(strings.Join(strings.Fields(screen), " "), goodbye) || strings.Contains(screen, "virtual machines") {
		term.t.Errorf("the program left\n%s", screen)
	}
}

func must(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
