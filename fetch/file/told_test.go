package file_test

import (
	"bytes"
	"strings"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
)

// foreseen is a capture of a whole disk with one finding, as another version might
// write it.
func foreseen(t *testing.T, verdict fetch.Verdict, f capture.Finding) file.Contents {
	t.Helper()
	m := extent.New(1 << 20)
	if err := m.Add(extent.Page{Length: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	footer := file.Footer(m, fetch.Batch{}, fetch.Audit{Verdict: verdict})
	footer.Findings = []capture.Finding{f}
	var b bytes.Buffer
	if err := file.WriteCapture(&b, capture.Header{}, m, footer); err != nil {
		t.Fatal(err)
	}
	c, err := file.Read(t.Context(), &b, file.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A finding that this version does not know weighs as much as the one that made it
// says. Where nobody says so it is neither passed over nor a reason to reset anything.
func TestFindingsOfALaterVersion(t *testing.T) {
	for name, c := range map[string]struct {
		whole    fetch.Verdict
		finding  capture.Finding
		want     fetch.Verdict
		complete bool
	}{
		"a note":                 {fetch.Trustworthy, capture.Finding{Kind: "moonlight", Count: 1, Verdict: "trustworthy"}, fetch.Trustworthy, true},
		"a note beside worse":    {fetch.Suspect, capture.Finding{Kind: "moonlight", Count: 1, Verdict: "fallback"}, fetch.Fallback, true},
		"a reason":               {fetch.Suspect, capture.Finding{Kind: "moonlight", Count: 1, Verdict: "suspect"}, fetch.Suspect, true},
		"a part":                 {fetch.Incomplete, capture.Finding{Kind: "moonlight", Count: 1, Verdict: "incomplete"}, fetch.Incomplete, false},
		"of an unknown weight":   {fetch.Trustworthy, capture.Finding{Kind: "moonlight", Count: 1, Verdict: "lunar"}, fetch.Trustworthy, true},
		"without a weight":       {fetch.Fallback, capture.Finding{Kind: "moonlight", Count: 1}, fetch.Fallback, true},
		"nobody says":            {"", capture.Finding{Kind: "moonlight", Count: 1}, fetch.Incomplete, false},
		"nobody can read it":     {"lunar", capture.Finding{Kind: "moonlight", Count: 1, Verdict: "dark"}, fetch.Incomplete, false},
		"known, of before":       {fetch.Suspect, capture.Finding{Kind: fetch.Overlap, Count: 1}, fetch.Suspect, true},
		"known, odd of a list":   {fetch.Trustworthy, capture.Finding{Kind: fetch.Overlap, Count: 1, Verdict: "trustworthy"}, fetch.Trustworthy, true},
		"known, without verdict": {"", capture.Finding{Kind: fetch.UUIDChange, Count: 1}, fetch.Suspect, true},
	} {
		got := foreseen(t, c.whole, c.finding)
		a := got.Last.Audit
		if a.Verdict != c.want || (got.Last.Err == nil) != c.complete || len(a.Findings) != 1 {
			t.Errorf("%s: %v, %+v", name, got.Last.Err, a)
			continue
		}
		if strings.Contains(a.Findings[0].Detail, "later version") != (c.finding.Kind == "moonlight") {
			t.Errorf("%s: %+v", name, a.Findings[0])
		}
		if got.Last.Err != nil && fault.Of(got.Last.Err).Advice != "open it with a newer cbtmap" {
			t.Errorf("%s: %+v", name, fault.Of(got.Last.Err))
		}
	}
}

// Each finding is saved with what it calls for, which is no more than the audit says.
func TestFindingsAreSavedWithTheirWeight(t *testing.T) {
	m := extent.New(1)
	for _, c := range []struct {
		audit fetch.Audit
		want  []string
	}{
		{fetch.Audit{Verdict: fetch.Trustworthy}.With(fetch.Finding{Kind: fetch.Ambiguous}).With(fetch.Finding{Kind: fetch.Gap}).With(fetch.Finding{Kind: fetch.Overlap}),
			[]string{"suspect", "incomplete", "trustworthy"}},
		{fetch.Audit{Verdict: fetch.Trustworthy, Findings: []fetch.Finding{{Kind: fetch.Overlap}, {Kind: fetch.Layers}}}, []string{"trustworthy", "trustworthy"}},
	} {
		for i, f := range file.Footer(m, fetch.Batch{}, c.audit).Findings {
			if f.Verdict != c.want[i] {
				t.Errorf("%s: %q, want %q", f.Kind, f.Verdict, c.want[i])
			}
		}
	}
}
