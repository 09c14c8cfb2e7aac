package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch"
)

func TestProgressLine(t *testing.T) {
	var b strings.Builder
	line := &progressLine{out: &b}
	line.show("short")
	line.show(strings.Repeat("very long ", 20))
	line.erase()
	line.erase() // there is nothing left to erase
	for i, part := range strings.Split(b.String(), "\r") {
		if n := len([]rune(part)); n != 0 && n != progressWidth {
			t.Errorf("part %d is %d columns wide: %q", i, n, part)
		}
	}
	if !strings.HasSuffix(b.String(), " \r") || strings.Count(b.String(), "\r") != 4 {
		t.Errorf("it leaves a trace: %q", b.String())
	}
	b.Reset()
	newProgressLine(&b).show("a file is no terminal")
	if b.Len() > 0 {
		t.Error("progress is shown where there is no terminal")
	}
}

func TestProgressText(t *testing.T) {
	words := newFetchProgress("sql01", "vc01")
	const gib = 1 << 30
	running := fetch.Progress{Known: gib, Capacity: 4 * gib, Extents: 24000, Elapsed: 10 * time.Second, Workers: 1}
	resumed := running
	resumed.Kept, resumed.Workers = gib/2, 4
	waiting := running
	waiting.State, waiting.RetryIn, waiting.Trouble = fetch.Waiting, 8*time.Second, errors.New("vc01 is not ready")
	trying := waiting
	trying.RetryIn = 0
	for _, c := range []struct {
		name  string
		p     fetch.Progress
		since time.Duration
		want  string
	}{
		{"running", running, 0, "sql01: 25.0 % known, about 30s left, 102.4 MiB/s, 24,000 extents"},
		{"resumed", resumed, 0, "sql01: 25.0 % known (512 MiB kept), about 1m0s left, 51.2 MiB/s, 4 calls"},
		{"waiting", waiting, 0, "sql01: 25.0 % known, waiting for vc01, next try in 8s: vc01 is not ready"},
		{"waiting on", waiting, 2500 * time.Millisecond, "sql01: 25.0 % known, waiting for vc01, next try in 6s: vc01 is not ready"},
		{"due", waiting, 9 * time.Second, "sql01: 25.0 % known, waiting for vc01, trying: vc01 is not ready"},
		{"trying", trying, 0, "sql01: 25.0 % known, waiting for vc01, trying: vc01 is not ready"},
	} {
		if got := words.text(c.p, c.since); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if long := newFetchProgress(strings.Repeat("n", 99), "vc01").what; len([]rune(long)) > nameWidth {
		t.Errorf("a name takes the room of the figures: %q", long)
	}
}

// A wait counts down without a batch, and nothing is left at the end.
func TestFetchWatch(t *testing.T) {
	shown := &screen{}
	w := watchFetch(&progressLine{out: shown}, newFetchProgress("sql01", "vc01"))
	w.heard(fetch.Progress{Known: 1, Capacity: 2, State: fetch.Waiting, RetryIn: 9 * time.Second})
	shown.waitFor(t, "next try in 9s")
	shown.waitFor(t, "next try in 8s")
	w.stop()
	if text := shown.text.String(); !strings.HasSuffix(text, " \r") {
		t.Errorf("it leaves a trace: %q", text)
	}
}
