package render_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/render"
)

const mib, gib = 1 << 20, 1 << 30

// nightly is a report of a 2 GiB disk of which all but the last part is known.
func nightly(t *testing.T, known int64) render.Report {
	t.Helper()
	m := extent.New(2 * gib)
	page := extent.Page{Length: known, Extents: []extent.Extent{
		{Start: 0, Length: mib}, {Start: mib, Length: 64 << 10}, {Start: 512 * mib, Length: 10 * mib},
	}}
	if err := m.Add(page); err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 20, 23, 0, 0, 0, time.FixedZone("CET", 3600))
	to, name, before := from.AddDate(0, 0, 1), "nightly-7", "nightly-6"
	return render.NewReport(m, figures(t, m),
		render.ReportDisk{VM: "sql01", MoID: "vm-42", Label: "Hard disk 2", Key: 2001, UUID: "6000C29a"},
		render.ReportInterval{FromChangeID: "52 de/6", FromSnapshot: &before, From: &from, ToSnapshot: &name, ToChangeID: "52 de/7", To: &to},
		failures(known), audited)
}

// failures are the first half of what is not known.
func failures(known int64) []render.ReportFailure {
	if known == 2*gib {
		return nil
	}
	return []render.ReportFailure{{Start: known, Length: (2*gib - known) / 2, Fault: fault.Fault{
		Fault: "FileFault", Key: "vim.hostd.vmsvc.cbt.cannotGetChanges",
		What:    "the change tracking file of Hard disk 2 is \x1b[2Jcorrupt",
		Meaning: "what was written since the begin cannot be told, and so the next backup has to read everything",
		Advice:  "make a full backup, then reset tracking",
	}}}
}

var audited = render.ReportAudit{
	Verdict: "suspect", Meaning: "do not rely on it",
	Findings: []render.ReportFinding{
		{Kind: "elsewhere", Start: 512 * mib, Length: 10 * mib, Detail: "a reply \x1b[2J starts elsewhere, and its description is so long that it does not fit into a line"},
		{Kind: "uuidChange", Detail: "tracking was reset"},
	},
	Notes: []string{"one note that holds whatever the verdict says, which fills more than a line of text"},
}

func figures(t *testing.T, m *extent.Map) extent.Stats {
	t.Helper()
	s, err := m.Stats(context.Background(), 0, m.Capacity())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReportText(t *testing.T) {
	for _, c := range []struct {
		name  string
		known int64
	}{{"complete", 2 * gib}, {"incomplete", gib}} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := nightly(t, c.known).WriteText(&b); err != nil {
				t.Fatal(err)
			}
			golden.RequireEqual(t, b.String())
			for line := range strings.Lines(b.String()) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > 80 && !strings.HasPrefix(line, "  coverage") {
					t.Errorf("%d columns: %s", w, line)
				}
			}
		})
	}
}

func TestReportTextOfSparseFacts(t *testing.T) {
	r := render.NewReport(extent.New(0), extent.Stats{}, render.ReportDisk{VM: "a\x1b[2Jb\n", Label: "Hard disk 1"},
		render.ReportInterval{FromChangeID: "52 de/6"}, nil, render.ReportAudit{})
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a␛[2Jb␊ · Hard disk 1 · 0 B\n", "a changeId of no snapshot here\n               changeId 52 de/6\n", "  to           current state\n", "not observed\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	r.Interval.FromChangeID = "*"
	b.Reset()
	if err := r.WriteText(&b); err != nil || !strings.Contains(b.String(), "what was allocated") || !strings.Contains(b.String(), "\n  allocated    0 B of 0 B") {
		t.Errorf("a report of * does not say that it is about allocation:\n%s", b.String())
	}
}

func TestReportJSON(t *testing.T) {
	var b bytes.Buffer
	if err := nightly(t, gib).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	golden.RequireEqual(t, b.String())
}

func TestFactor(t *testing.T) {
	for f, want := range map[float64]string{
		0: "–", -1: "–", 1: "×1.00", 1.366: "×1.37", 99.99: "×99.99", 99.996: "×100", 65535.6: "×65,536", 1e300: "×1,000,000,000,000,000",
	} {
		if got := render.Factor(f); got != want {
			t.Errorf("Factor(%v) = %q, want %q", f, got, want)
		}
	}
}

// Nothing changed: nothing to read, no sizes, no places, and empty lists.
func TestReportOfNoChange(t *testing.T) {
	m := extent.New(gib)
	if err := m.Add(extent.Page{Length: gib}); err != nil {
		t.Fatal(err)
	}
	r := render.NewReport(m, figures(t, m), render.ReportDisk{}, render.ReportInterval{}, nil, render.ReportAudit{Verdict: "trustworthy", Meaning: "all is known"})
	var text, json strings.Builder
	if err := r.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteJSON(&json); err != nil {
		t.Fatal(err)
	}
	const end = "  granularity  not observed\n\n  Audit: trustworthy. All is known.\n"
	if !strings.HasSuffix(text.String(), end) {
		t.Errorf("the text ends\n%s\nwant\n%s", text.String(), end)
	}
	for _, list := range []string{`"histogram": []`, `"hotSpots": []`, `"findings": []`, `"failures": []`} {
		if !strings.Contains(json.String(), list) {
			t.Errorf("%s is not in\n%s", list, json.String())
		}
	}
}

// A list of failures stays readable, and repeats no reason.
func TestManyFailures(t *testing.T) {
	r := nightly(t, gib)
	one := r.Failures[0]
	for n := int64(1); n < 12; n++ {
		again := one
		again.Start += n * one.Length
		if n == 2 {
			again.Fault.What = "another reason"
		}
		r.Failures = append(r.Failures, again)
	}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for say, times := range map[string]int{"␛[2Jcorrupt": 2, "another reason": 1, "the same.": 5, "and 4 ranges more": 1, "iB at 0x": 8 + 1} {
		if got := strings.Count(b.String(), say); got != times {
			t.Errorf("%q stands %d times, want %d, in\n%s", say, got, times, b.String())
		}
	}
}

// Any name comes through JSON unchanged, with nothing in the text that a
// terminal would obey.
func TestJSONIsExactAndHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
			return string(rapid.SliceOf(rapid.SampledFrom([]rune{'a', 0x1b, 0x7f, 0x9b, 0x202e, 0x200d, '"', '\\', '\n', 0xE0001, 0x1F600})).Draw(t, "odd"))
		})).Draw(t, "name")
		var b bytes.Buffer
		if err := render.WriteJSON(&b, map[string]string{"name": name}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Fatalf("%U is in %q", r, b.String())
			}
		}
		var back map[string]string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["name"] != name {
			t.Fatalf("%q came back as %q (%v)", name, back["name"], err)
		}
	})
}

// What is known of a disk fits its line, or those below it, whatever the figures.
func TestCoverageFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r render.Report
		r.Disk.CapacityBytes = rapid.Int64Range(1, 1<<62).Draw(t, "capacity")
		r.Coverage.KnownBytes = rapid.OneOf(rapid.Just(r.Disk.CapacityBytes), rapid.Int64Range(0, r.Disk.CapacityBytes)).Draw(t, "known")
		r.Coverage.FailedBytes = rapid.Int64Range(0, r.Disk.CapacityBytes-r.Coverage.KnownBytes).Draw(t, "failed")
		r.Coverage.Pages = rapid.IntRange(0, 1<<22).Draw(t, "pages")
		var b bytes.Buffer
		if err := r.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(b.String(), "\n  coverage ")
		text, _, found := strings.Cut(rest, "\n  changed ")
		if !found {
			t.Fatalf("no coverage in\n%s", b.String())
		}
		for i, line := range strings.Split("  coverage "+text, "\n") {
			if ansi.StringWidth(line) > 80 || i > 0 && !strings.HasPrefix(line, strings.Repeat(" ", 15)) || strings.HasSuffix(line, " ") {
				t.Fatalf("%q", line)
			}
		}
	})
}
