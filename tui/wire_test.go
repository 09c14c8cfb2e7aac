package tui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/extent"
	"cbtmap/render"
	"cbtmap/tui"
)

// What goes down the line, in bytes, for one step of the whole program at 200×60
// in true colour. A slow ssh line carries about 10 kB a second smoothly.
const (
	budgetPan   = 1500 // the view moves by one line of text
	budgetCell  = 200  // one sample changes
	budgetStill = 0    // nothing changes
)

// sent waits until the program has written nothing for a while and returns the
// bytes since the last call. A busy machine may take its time with the first of
// them: until there is one, it waits longer.
func (term *terminal) sent() int {
	const patient = 3 * time.Second
	quiet := patient
	last, since := -1, time.Now()
	for {
		term.mu.Lock()
		n := term.written
		term.mu.Unlock()
		if n > 0 {
			quiet = 300 * time.Millisecond
		}
		if n != last {
			last, since = n, time.Now()
		} else if time.Since(since) > quiet {
			term.mu.Lock()
			defer term.mu.Unlock()
			n := term.written
			term.written = 0
			return n
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestBytesOnTheWire(t *testing.T) {
	const width, height = 200, 60
	src := &dripping{capacity: 1 << 40, pages: make(chan extent.Page)}
	f := newFake(src.capacity, "db01")
	f.source = src
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
	term := startTerminal(t, opts, width, height)
	term.until("not asked")

	// A page that proves a little more to be unchanged moves one sample.
	src.pages <- extent.Page{Start: 0, Length: 1 << 39, Extents: bursts()}
	term.until("not asked", "50 %")
	term.sent()
	src.pages <- extent.Page{Start: 1 << 39, Length: 1 << 20}
	if n := term.sent(); n > budgetCell {
		t.Errorf("a small page costs %d bytes, want %d at most", n, budgetCell)
	}
	src.pages <- extent.Page{Start: 1<<39 + 1<<20, Length: 1<<39 - 1<<20}
	term.until("complete, trustworthy")
	term.sent()

	term.press("0") // the whole disk is shown already: the status says so
	term.until("this is the whole disk")
	term.sent()
	term.press("0")
	if n := term.sent(); n > budgetStill {
		t.Errorf("the same screen again costs %d bytes", n)
	}

	term.press("g500G\r++++")
	term.until(render.HexAddress(500 << 30))
	first := term.sent()
	if first == 0 {
		t.Fatal("the counter counts nothing")
	}
	term.press("g" + term.lastAddress() + "\r") // the lowest line in view
	term.sent()
	worst, pans := 0, 0
	for range 20 {
		before := term.firstAddress()
		term.press("j")
		n := term.sent()
		if term.firstAddress() != before {
			pans++
			worst = max(worst, n)
		}
		if pans == 5 {
			break
		}
	}
	if pans == 0 || worst > budgetPan {
		t.Errorf("%d pans by a line cost %d bytes at most, want %d", pans, worst, budgetPan)
	}
	t.Logf("zoom %d, pan %d bytes at most", first, worst)
}

// lastAddress is the address of the lowest line of the map.
func (term *terminal) lastAddress() string {
	last := ""
	for _, line := range strings.Split(term.screen(), "\n")[4:] {
		label, _, ok := strings.Cut(line, " GiB")
		if !ok {
			break
		}
		last = strings.ReplaceAll(strings.TrimSpace(label), ",", "") + "G"
	}
	return last
}

// firstAddress is the address of the first line of the map.
func (term *terminal) firstAddress() string {
	label, _, _ := strings.Cut(strings.Split(term.screen(), "\n")[4], " GiB")
	return strings.TrimSpace(label)
}

// dripping is a Source that replies with the pages it is given.
type dripping struct {
	capacity int64
	pages    chan extent.Page
}

func (d *dripping) Capacity() int64 { return d.capacity }

func (d *dripping) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	select {
	case p := <-d.pages:
		return p, nil
	case <-ctx.Done():
		return extent.Page{}, ctx.Err()
	}
}
