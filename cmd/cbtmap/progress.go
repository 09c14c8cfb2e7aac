package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// progressWidth is how many columns a line of progress takes at most, so that it
// never wraps in a terminal of 80, and can be written over.
const (
	progressWidth = 79
	nameWidth     = 30 // of which this much may be a name
)

// progressLine shows progress in one line of a terminal and leaves no trace. It
// needs no control sequence but carriage return, which every console knows.
type progressLine struct {
	mu    sync.Mutex
	out   io.Writer // nil where there is no terminal
	there bool      // something is written
}

func newProgressLine(out io.Writer) *progressLine {
	if !isTerminal(out) {
		out = nil
	}
	return &progressLine{out: out}
}

// show writes a text in place of the one before.
func (l *progressLine) show(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.out != nil {
		l.there = true
		fmt.Fprintf(l.out, "\r%s", render.Pad(render.Cut(text, progressWidth), progressWidth, false))
	}
}

// erase makes room for something else.
func (l *progressLine) erase() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.there {
		l.there = false
		fmt.Fprintf(l.out, "\r%s\r", strings.Repeat(" ", progressWidth))
	}
}

// fetchProgress is the progress of a fetch in words.
type fetchProgress struct {
	what   string // the disk
	server string
}

func newFetchProgress(what, server string) fetchProgress {
	return fetchProgress{render.Cut(render.Clean(what), nameWidth), render.Clean(server)}
}

// text is for batches that are heard now: waiting is how long ago the last one
// was. What matters most comes first, and what has no room is left out.
func (f fetchProgress) text(p fetch.Progress, waiting time.Duration) string {
	text := fmt.Sprintf("%s: %s known", f.what, render.Share(p.Known, p.Capacity))
	if p.Kept > 0 {
		text += fmt.Sprintf(" (%s kept)", render.Bytes(p.Kept))
	}
	if p.State == fetch.Waiting {
		return text + ", waiting for " + f.server + retry(p, waiting)
	}
	var parts []string
	if left, ok := p.Left(); ok && left >= time.Second {
		parts = append(parts, fmt.Sprintf("about %s left", left.Round(time.Second)))
	}
	if rate, ok := p.Rate(); ok {
		parts = append(parts, render.Bytes(int64(rate))+"/s")
	}
	if p.Workers > 1 {
		parts = append(parts, fmt.Sprintf("%d calls", p.Workers))
	}
	for _, part := range append(parts, render.Count(p.Extents)+" extents") {
		if ansi.StringWidth(text)+2+ansi.StringWidth(part) <= progressWidth {
			text += ", " + part
		}
	}
	return text
}

// retry says when the server is asked again, and what is wrong with it.
func retry(p fetch.Progress, waiting time.Duration) string {
	text := ", trying"
	if left := p.RetryIn - waiting; left > 0 {
		text = fmt.Sprintf(", next try in %ds", int((left+time.Second-1)/time.Second))
	}
	if why := fault.Of(p.Trouble).What; why != "" {
		text += ": " + render.Clean(why)
	}
	return text
}
