package render_test

import (
	"strings"
	"testing"

	"cbtmap/render"
)

// A report of a file says which, and is silent on what no file of that kind knows.
func TestReportOfAFile(t *testing.T) {
	r := nightly(t, 2*gib)
	r.Disk.VM, r.Disk.Label = "", ""
	r.Interval = render.ReportInterval{NoFrom: true, NoTo: true}
	r.Source = &render.ReportSource{File: "disk\x1b[2J.json", Format: "qemu", Name: "qemu-img map"}
	text := textOf(t, r)
	for _, want := range []string{"disk␛[2J.json · 2 GiB\n", "\n  source       disk␛[2J.json · qemu-img map\n", "\n  coverage     complete\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, bad := range []string{"\n  from", "\n  to", "page"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q in\n%s", bad, text)
		}
	}
	r.Source.File = "-"
	if text := textOf(t, r); !strings.HasPrefix(text, "standard input · 2 GiB\n") {
		t.Errorf("standard input has no title:\n%s", text)
	}
}

// A disk of which nobody said how large it is has no gap, and is not whole.
func TestReportOfADiskOfUnknownSize(t *testing.T) {
	r := nightly(t, 2*gib)
	r.Coverage.Complete = false
	if text := textOf(t, r); !strings.Contains(text, "\n  coverage     incomplete: the disk may be larger than 2 GiB, in 1 page\n") {
		t.Errorf("the coverage is none:\n%s", text)
	}
}

func textOf(t *testing.T, r render.Report) string {
	t.Helper()
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
