package tui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// TestBadInput: each mistake leaves the user where they are, with a sentence
// that says what is wrong and what to do.
func TestBadInput(t *testing.T) {
	const width, height = 100, 30
	for _, c := range []struct {
		name   string
		start  func(t *testing.T) *drive.Driver
		stays  string   // on the screen before and after
		says   []string // on the screen after
		silent string   // never on the screen
	}{
		{
			name: "wrong password",
			start: func(t *testing.T) *drive.Driver {
				opts := quiet()
				opts.Config = simConfig(t)
				opts.Config.Password = "not-the-password"
				opts.Connect = connectSim(t)
				return drive.New(tui.New(opts), width, height)
			},
			stays: "explore the simulated vCenter instead", says: []string{"✗ ", "password", "check what stands above"}, silent: "not-the-password",
		},
		{
			name: "no server",
			start: func(t *testing.T) *drive.Driver {
				opts := quiet()
				opts.Config = vcenter.Config{URL: "https://127.0.0.1:1/sdk", Username: "u", Password: "p"}
				opts.Connect = connectSim(t)
				return drive.New(tui.New(opts), width, height)
			},
			stays: "explore the simulated vCenter instead", says: []string{"✗ ", "127.0.0.1:1"},
		},
		{
			name: "nothing filled in",
			start: func(t *testing.T) *drive.Driver {
				d := drive.New(tui.New(quiet()), width, height)
				d.Press("enter", "enter", "enter")
				return d
			},
			stays: "explore the simulated vCenter instead", says: []string{"✗ ", "no server"},
		},
		{
			name:  "unknown VM",
			start: func(t *testing.T) *drive.Driver { return demo(t, width, height, tui.Pick{VM: "sql1"}) },
			stays: "Which virtual machine?", says: []string{"✗ ", "sql1", "sql01"},
		},
		{
			name: "unknown disk",
			start: func(t *testing.T) *drive.Driver {
				return demo(t, width, height, tui.Pick{VM: "sql01", Disk: "Hard disk 9"})
			},
			stays: "Which disk?", says: []string{"✗ ", "Hard disk 9", "Hard disk 3"},
		},
		{
			name: "unknown snapshot",
			start: func(t *testing.T) *drive.Driver {
				return demo(t, width, height, tui.Pick{VM: "sql01", Disk: "2001", To: "nightly-9"})
			},
			stays: "Changes from when", says: []string{"✗ ", "nightly-9"},
		},
		{
			name: "VM without snapshots",
			start: func(t *testing.T) *drive.Driver {
				d := demo(t, width, height, tui.Pick{VM: "vdi-005"})
				d.Press("enter")
				return d
			},
			stays: "Which disk?", says: []string{"✗ ", "snapshot"},
		},
		{
			name: "VM without disks",
			start: func(t *testing.T) *drive.Driver {
				d := demo(t, width, height, tui.Pick{VM: "empty01"})
				d.Press("enter")
				return d
			},
			stays: "Which disk?", says: []string{"✗ ", "no virtual disk"},
		},
		{
			name: "changeId of another disk",
			start: func(t *testing.T) *drive.Driver {
				_, iv := oracle(t, tui.Pick{VM: "sql01", Disk: "Hard disk 1", To: "nightly-7", From: "nightly-6"})
				d := demo(t, width, height, tui.Pick{VM: "sql01", Disk: "Hard disk 2"})
				d.Send(tea.PasteMsg{Content: iv.FromChangeID})
				d.Press("enter")
				return d
			},
			stays: "Changes from when", says: []string{"✗ ", "Hard disk 1"},
		},
		{
			name: "no changeId at all",
			start: func(t *testing.T) *drive.Driver {
				d := demo(t, width, height, tui.Pick{VM: "sql01", Disk: "Hard disk 2"})
				d.Send(tea.PasteMsg{Content: "yesterday\x1b[2J"})
				d.Press("enter")
				return d
			},
			stays: "Changes from when", says: []string{"✗ ", "changeId"},
		},
		{
			name: "no address",
			start: func(t *testing.T) *drive.Driver {
				d := demo(t, width, height, sqlData)
				d.Press("g")
				d.Type("10 parsecs")
				d.Press("enter")
				return d
			},
			stays: "go to: 10 parsecs", says: []string{"✗ ", "10 parsecs"},
		},
		{
			name: "an address past the end",
			start: func(t *testing.T) *drive.Driver {
				d := demo(t, width, height, sqlData)
				d.Press("g")
				d.Type("3T")
				d.Press("enter")
				return d
			},
			stays: "go to: 3T", says: []string{"✗ ", "2 TiB"},
		},
		{
			name: "a damaged tracking file",
			start: func(t *testing.T) *drive.Driver {
				return demo(t, width, height, tui.Pick{VM: "broken01", To: "nightly-7"})
			},
			stays: "incomplete", says: []string{"✗ "},
		},
		{
			name: "a missing permission",
			start: func(t *testing.T) *drive.Driver {
				return demo(t, width, height, tui.Pick{VM: "noperm01", To: "nightly-7"})
			},
			stays: "incomplete", says: []string{"✗ ", "VirtualMachine.Provisioning.DiskRandomRead"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := c.start(t)
			d.Settle()
			s := plain(d)
			if !strings.Contains(s, c.stays) {
				t.Errorf("%q is gone:\n%s", c.stays, s)
			}
			flat := strings.Join(strings.Fields(s), " ")
			for _, want := range c.says {
				if !strings.Contains(flat, strings.TrimSpace(want)) {
					t.Errorf("%q is not said:\n%s", want, s)
				}
			}
			if c.silent != "" && strings.Contains(flat, c.silent) {
				t.Errorf("a secret is on the screen:\n%s", s)
			}
			d.Press("x") // any key, and the sentence has been read
			if strings.Contains(plain(d), "✗ "+"the") {
				t.Errorf("the sentence stays for ever:\n%s", plain(d))
			}
		})
	}
}

// TestNamesCannotDraw: no name of a server reaches the terminal as anything but
// text, and none moves what stands beside it.
func TestNamesCannotDraw(t *testing.T) {
	for _, name := range []string{
		"\x1b[2J\x1b]0;owned\a", "a\nb\r\tc", "\u202egnp.exe", "日本語のとても長い仮想マシンの名前です", "👩‍👩‍👧‍👦👍🏽", "\x9b31m", "\xff\xfe",
		strings.Repeat("long ", 60), "",
	} {
		t.Run(fmt.Sprintf("%.20q", name), func(t *testing.T) {
			for _, size := range sizes {
				f := newFake(1<<40, name)
				d := drive.New(tui.New(fakeOptions(f)), size[0], size[1])
				d.Settle()
				for _, key := range []string{"", "enter", "enter", "enter", "n", "?"} {
					if key != "" {
						d.Press(key)
					}
					wellFormed(t, d, size[0], size[1])
					if title := d.Model.View().WindowTitle; strings.ContainsFunc(title, unicode.IsControl) {
						t.Fatalf("title %q", title)
					}
				}
			}
		})
	}
}

// wellFormed fails unless the screen has exactly its size and no control
// sequence but colours.
func wellFormed(t interface {
	Helper()
	Fatalf(string, ...any)
}, d *drive.Driver, width, height int) {
	t.Helper()
	lines := d.Lines()
	if len(lines) != height {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), height, plain(d))
	}
	for _, line := range lines {
		if w := ansi.StringWidth(line); w != width {
			t.Fatalf("a line of %d cells, want %d: %q", w, width, line)
		}
		for rest := line; ; {
			i := strings.IndexByte(rest, 0x1b)
			if i < 0 {
				break
			}
			end := strings.IndexByte(rest[i:], 'm')
			if end < 0 || strings.Trim(rest[i+2:i+end], "0123456789;:") != "" || rest[i+1] != '[' {
				t.Fatalf("a control sequence that is no colour: %q", line)
			}
			rest = rest[i+end:]
		}
		for _, r := range ansi.Strip(line) {
			if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Fatalf("control character %U in %q", r, line)
			}
		}
	}
}

// TestAnythingGoes presses random keys, moves the mouse and resizes at random:
// the screen always has its size, and nothing panics.
func TestAnythingGoes(t *testing.T) {
	keys := []string{
		"enter", "enter", "enter", "enter", "esc", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "+", "+", "-", "0",
		"n", "N", "g", "5", "T", "x", "backspace", "b", "e", "c", "/", "?", "r", "tab", "space", "G", "l", "h",
	}
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.SampledFrom([]int64{0, 1, 511, 512, 4096, 1<<16 + 1, 1 << 30, 1<<40 - 7, 62 << 40, 1<<63 - 1}).Draw(t, "capacity")
		f := newFake(capacity, "db01")
		if src, ok := f.source.(pages); ok {
			for _, e := range bursts()[:50] {
				if e.End() <= capacity {
					src.extents = append(src.extents, e)
				}
			}
			f.source = src
		}
		width, height := 80, 24
		d := drive.New(tui.New(fakeOptions(f)), width, height)
		d.Settle()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				width, height = rapid.IntRange(1, 140).Draw(t, "width"), rapid.IntRange(1, 45).Draw(t, "height")
				d.Send(tea.WindowSizeMsg{Width: width, Height: height})
			case 1:
				at := tea.Mouse{X: rapid.IntRange(-1, 140).Draw(t, "x"), Y: rapid.IntRange(-1, 45).Draw(t, "y"), Button: tea.MouseLeft}
				d.Send(tea.MouseClickMsg(at))
				at.Y += rapid.IntRange(-9, 9).Draw(t, "dy")
				d.Send(tea.MouseMotionMsg(at))
				d.Send(tea.MouseReleaseMsg(at))
			case 2:
				button := rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}).Draw(t, "wheel")
				d.Send(tea.MouseWheelMsg{X: rapid.IntRange(0, 140).Draw(t, "x"), Y: rapid.IntRange(0, 45).Draw(t, "y"), Button: button})
			default:
				d.Send(drive.Key(rapid.SampledFrom(keys).Draw(t, "key")))
			}
			d.Settle()
			wellFormed(t, d, width, height)
		}
	})
}

// TestLateMessagesAreDropped: work that was left behind changes nothing, and a
// connection that comes too late is closed.
func TestLateMessagesAreDropped(t *testing.T) {
	closed := 0
	slow := newFake(1<<40, "slow")
	opts := quiet()
	opts.StartDemo = true
	opts.Demo = func(ctx context.Context) (tui.Connection, error) {
		return counted{slow, &closed}, nil // answers although it was cancelled
	}
	d := drive.New(tui.New(opts), 80, 24)
	d.Send(drive.Key("esc")) // before the connection has come
	d.Settle()
	if s := plain(d); !strings.Contains(s, "explore the simulated vCenter instead") || closed != 1 {
		t.Errorf("closed %d connections, want 1:\n%s", closed, s)
	}
}

type counted struct {
	tui.Connection
	closed *int
}

func (c counted) Close(context.Context) error { *c.closed++; return nil }

// TestFailedFetchIsTriedAgain: what had come stays, and enter asks again.
func TestFailedFetchIsTriedAgain(t *testing.T) {
	f := newFake(1<<40, "db01")
	line := cutLine(1<<40, 1<<39)
	f.source = line
	d := drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	d.Press("enter", "enter", "enter")
	if s := plain(d); !strings.Contains(s, "incomplete, 50.0 % known") || !strings.Contains(s, "✗ the line is cut") {
		t.Fatalf("no word of the failure:\n%s", s)
	}
	line.mend()
	d.Press("esc", "enter")
	if s := plain(d); !strings.Contains(s, "complete") || strings.Contains(s, "incomplete") {
		t.Errorf("not asked again:\n%s", s)
	}
}

// failing answers the first page and fails then, until it is mended.
type failing struct {
	pages
	mended atomic.Bool
}

// cutLine is a failing source whose first page covers cut bytes.
func cutLine(capacity, cut int64) *failing {
	return &failing{pages: pages{capacity: capacity, cut: cut, hang: true}}
}

func (f *failing) mend() { f.mended.Store(true) }

func (f *failing) Areas(ctx context.Context, offset int64) (page extent.Page, err error) {
	switch {
	case f.mended.Load():
		return extent.Page{Start: offset, Length: f.capacity - offset}, nil
	case offset > 0:
		return page, errors.New("the line is cut")
	}
	return f.pages.Areas(ctx, offset)
}
