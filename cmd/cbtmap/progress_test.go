package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch"
)

func TestProgressLine(t *testing.T) {
	var b strings.Builder
	line := &progressLine{out: &b, what: strings.Repeat("very long name ", 9)}
	line.show(fetch.Progress{Known: 1 << 30, Capacity: 4 << 30, Extents: 24000, Elapsed: 10 * time.Second})
	line.erase()
	for i, part := range strings.Split(b.String(), "\r") {
		if n := len([]rune(part)); n != 0 && n != progressWidth {
			t.Errorf("part %d is %d columns wide: %q", i, n, part)
		}
	}
	if !strings.HasSuffix(b.String(), " \r") {
		t.Errorf("it leaves a trace: %q", b.String())
	}
	got := progressText("sql01", fetch.Progress{Known: 1 << 30, Capacity: 4 << 30, Extents: 24000, Elapsed: 10 * time.Second})
	if want := "sql01: 25.0 % known, 24,000 extents, about 30s left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if long := newProgressLine(io.Discard, strings.Repeat("n", 99)).what; len([]rune(long)) > nameWidth {
		t.Errorf("a name takes the room of the figures: %q", long)
	}
	newProgressLine(&b, "a file is no terminal").show(fetch.Progress{})
	if strings.Contains(b.String(), "no terminal") {
		t.Error("progress is shown where there is no terminal")
	}
}
