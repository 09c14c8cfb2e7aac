package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"cbtmap/fetch"
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
	out  io.Writer // nil where there is no terminal
	what string
}

func newProgressLine(out io.Writer, what string) *progressLine {
	if !isTerminal(out) {
		out = nil
	}
	return &progressLine{out: out, what: render.Cut(render.Clean(what), nameWidth)}
}

func (l *progressLine) show(p fetch.Progress) {
	if l.out != nil {
		fmt.Fprintf(l.out, "\r%s", render.Pad(progressText(l.what, p), progressWidth, false))
	}
}

func (l *progressLine) erase() {
	if l.out != nil {
		fmt.Fprintf(l.out, "\r%s\r", strings.Repeat(" ", progressWidth))
	}
}

func progressText(what string, p fetch.Progress) string {
	text := fmt.Sprintf("%s: %s known, %s extents", what, render.Share(p.Known, p.Capacity), render.Count(p.Extents))
	if left, ok := p.Left(); ok && left >= time.Second {
		text += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return text
}
