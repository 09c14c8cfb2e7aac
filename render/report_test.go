package render_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
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
	to, name := from.AddDate(0, 0, 1), "nightly-7"
	return render.NewReport(m,
		render.ReportDisk{VM: "sql01", MoID: "vm-42", Label: "Hard disk 2", Key: 2001, UUID: "6000C29a"},
		render.ReportInterval{FromChangeID: "52 de/6", FromSnapshot: "nightly-6", From: &from, ToSnapshot: &name, ToChangeID: "52 de/7", To: &to},
		(2*gib-known)/2)
}

func TestReportText(t *testing.T) {
	complete := `sql01 · Hard disk 2 · 2 GiB

  from         nightly-6 · 2026-11-20 22:00 UTC · changeId 52 de/6
  to           nightly-7 · 2026-11-21 22:00 UTC · changeId 52 de/7
  coverage     complete, in 1 page
  changed      11.1 MiB of 2 GiB (0.54 %)
  extents      2 (3 as reported, before neighbours were merged)
  granularity  64 KiB, as observed
`
	incomplete := strings.NewReplacer(
		"complete, in 1 page", "incomplete: 1 GiB of 2 GiB known (50.0 %), in 1 page; 512 MiB failed",
		"11.1 MiB", "≥ 11.1 MiB",
		"extents      2", "extents      ≥ 2",
	).Replace(complete)
	for _, c := range []struct {
		name  string
		known int64
		want  string
	}{{"complete", 2 * gib, complete}, {"incomplete", gib, incomplete}} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := nightly(t, c.known).WriteText(&b); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
			}
		})
	}
}

func TestReportTextOfSparseFacts(t *testing.T) {
	r := render.NewReport(extent.New(0), render.ReportDisk{VM: "a\x1b[2Jb\n", Label: "Hard disk 1"},
		render.ReportInterval{FromChangeID: "52 de/6"}, 0)
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a␛[2Jb␊ · Hard disk 1 · 0 B\n", "a changeId of no snapshot here · changeId 52 de/6\n", "  to           current state\n", "not observed\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	r.Interval.FromChangeID = "*"
	b.Reset()
	if err := r.WriteText(&b); err != nil || !strings.Contains(b.String(), "what was allocated") {
		t.Errorf("a report of * does not say that it is about allocation:\n%s", b.String())
	}
}

func TestReportJSON(t *testing.T) {
	var b bytes.Buffer
	if err := nightly(t, gib).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	const want = `{
  "schema": "cbtmap.report/1",
  "disk": {
    "vm": "sql01",
    "moid": "vm-42",
    "label": "Hard disk 2",
    "key": 2001,
    "uuid": "6000C29a",
    "capacityBytes": 2147483648
  },
  "interval": {
    "fromChangeId": "52 de/6",
    "toSnapshot": "nightly-7",
    "toChangeId": "52 de/7",
    "from": "2026-11-20T22:00:00Z",
    "to": "2026-11-21T22:00:00Z"
  },
  "coverage": {
    "knownBytes": 1073741824,
    "failedBytes": 536870912,
    "complete": false,
    "pages": 1
  },
  "changed": {
    "bytes": 11599872,
    "share": 0.005401611328125,
    "extents": 2,
    "rawExtents": 3,
    "granularityBytes": 65536
  }
}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
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
