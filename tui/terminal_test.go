package tui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"cbtmap/tui"
)

// terminal runs the whole program in an emulated terminal in this process:
// bytes in by a pipe, bytes out into the emulator.
type terminal struct {
	t     testing.TB
	keys  *io.PipeWriter
	ended chan error

	written int // bytes since they were last counted

	mu  sync.Mutex // of the emulator, whose own lock does not cover its cells
	emu *vt.Emulator
}

func (term *terminal) Write(p []byte) (int, error) {
	term.mu.Lock()
	defer term.mu.Unlock()
	term.written += len(p)
	// A terminal's line discipline turns a line feed into a new line.
	_, err := term.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

func startTerminal(t testing.TB, opts tui.Options, width, height int) *terminal {
	t.Helper()
	in, keys := io.Pipe()
	term := &terminal{t: t, keys: keys, ended: make(chan error, 1), emu: vt.NewEmulator(width, height)}
	go io.Copy(io.Discard, term.emu) // what the terminal answers to questions
	ctx, cancel := context.WithCancel(context.Background())
	opts.Context = ctx
	program := tea.NewProgram(tui.New(opts),
		tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(term), tea.WithWindowSize(width, height),
		tea.WithFPS(tui.FramesPerSecond), tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignals())
	go func() {
		_, err := program.Run()
		term.ended <- err
	}()
	t.Cleanup(func() {
		cancel()
		keys.Close()
		select {
		case <-term.ended:
		case <-time.After(10 * time.Second):
			t.Error("the program did not end")
		}
		// Not Emulator.Close: it races with its own Read. This ends the copying too.
		term.emu.InputPipe().(io.Closer).Close()
	})
	return term
}

func (term *terminal) screen() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.emu.String()
}

func (term *terminal) press(keys string) {
	term.t.Helper()
	if _, err := io.WriteString(term.keys, keys); err != nil {
		term.t.Fatal(err)
	}
}

// until waits until all texts are on the screen. Its limit is no measurement:
// it only ends a test that has failed.
func (term *terminal) until(texts ...string) {
	term.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		screen, missing := term.screen(), ""
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				missing = text
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(deadline) {
			term.t.Fatalf("%q never came; the screen is\n%s", missing, screen)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

const esc = "\x1b"

// TestNothingWaitsForAServer: whatever the server does not answer, keys work
// and esc leads back.
func TestNothingWaitsForAServer(t *testing.T) {
	t.Run("source", func(t *testing.T) {
		f := newFake(1<<40, "db01")
		f.source = pages{capacity: 1 << 40, hang: true, cut: 1 << 30, extents: bursts()[:1]}
		term := startTerminal(t, fakeOptions(f), 120, 36)
		term.until("Which virtual machine?", "db01")
		term.press("\r")
		term.until("Which disk?", "scsi0:0")
		term.press("\r")
		term.until("Changes from when")
		term.press("\r")
		term.until("≥ 64 KiB of 1 TiB", "whole disk")
		term.press("+")
		term.until("a line", "0 GiB – 576 GiB")
		term.press("g")
		term.until("go to:")
		term.press("50%\r")
		term.until("512.0 GiB  0x8000000000", "not asked yet")
		term.press(esc)
		term.until("Changes from when")
		term.press("\r") // and the map is as it was
		term.until("512.0 GiB  0x8000000000", "not asked yet")
		term.press("q")
	})
	t.Run("disks", func(t *testing.T) {
		f := newFake(1<<40, "db01")
		f.hang["Detail"] = true
		term := startTerminal(t, fakeOptions(f), 80, 24)
		term.until("Which virtual machine?", "db01")
		term.press("\r")
		term.until("asking for the disks and snapshots of db01")
		term.press(esc)
		term.until("Which virtual machine?")
		term.press("q")
	})
	t.Run("inventory", func(t *testing.T) {
		f := newFake(1<<40, "db01")
		f.hang["VMs"] = true
		term := startTerminal(t, fakeOptions(f), 80, 24)
		term.until("waiting for the server")
		term.press("?")
		term.until("any other key closes this")
		term.press("x")
		term.until("waiting for the server")
		term.press(esc)
		term.until("explore the simulated vCenter instead")
	})
	t.Run("connection", func(t *testing.T) {
		f := newFake(1<<40, "db01")
		f.hang["Connect"] = true
		term := startTerminal(t, fakeOptions(f), 80, 24)
		term.until("Connecting to the simulated vCenter")
		term.press(esc)
		term.until("explore the simulated vCenter instead", "stopped connecting")
	})
}
