package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/tui"
)

// A title has all names that there are, of any length that a name can have.
func TestTitlesNameAllTheyHave(t *testing.T) {
	long := strings.Repeat("very-", 16)
	var h capture.Header
	h.Server.Host, h.VM.Name, h.Disk.Label = "vc01."+long, "sql01-"+long, "Hard disk 2"
	title := pictureTitle(h, "x.cbtmap", 1<<40)
	if want := []string{"vc01." + long, "sql01-" + long, "Hard disk 2", "1 TiB"}; !slices.Equal(title, want) {
		t.Errorf("%q, want %q", title, want)
	}
	h.VM.Name = strings.Repeat("x", 1<<20)
	for _, part := range pictureTitle(h, "", 1<<40) {
		if n := ansi.StringWidth(part); n > titlePart {
			t.Errorf("%d columns", n)
		}
	}
}

// The map of another tool is called as its file is.
func TestTitlesOfOtherFiles(t *testing.T) {
	for name, want := range map[string]string{"": "change map", "/maps/e.csv": "e.csv", `C:\maps\e.csv`: "e.csv", "-": "standard input"} {
		s := saving{Saving: tui.Saving{Map: extent.New(1 << 40), Name: name}}
		if got := s.picture().Title; !slices.Equal(got, []string{want, "1 TiB"}) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		s.anonymize = true
		if got := s.picture().Title; got[0] != "change map" {
			t.Errorf("%q: without names it is called %q", name, got)
		}
	}
}

// What is still being read is a part, whatever it is saved as.
func TestSavedWhileItIsRead(t *testing.T) {
	m := extent.New(1 << 20)
	if err := m.Add(extent.Page{Length: 1 << 20, Extents: []extent.Extent{{Length: 65536}}}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"mapfile", formatCapture, "csv", "json"} {
		s := saving{Saving: tui.Saving{Map: m, Audit: fetch.Audit{Verdict: fetch.Incomplete}, File: true}, format: format}
		var b bytes.Buffer
		if err := s.write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := file.Read(t.Context(), &b, file.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e := (evidence{changes: got.Map, audit: got.Last.Audit}); e.whole() {
			t.Errorf("%s: read again it is whole: %+v", format, got.Last.Audit)
		}
	}
}

func TestFilesThatAreReadOnce(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"-": true, name: false, os.DevNull: true, filepath.Join(name, "nosuch"): false} {
		if got := (&program{}).tuiFile(name, &exploration{}).Once; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is allocated is nowhere called changed.
func TestPicturesOfAllocation(t *testing.T) {
	m := extent.New(1 << 30)
	if err := m.Add(extent.Page{Length: 1 << 30, Extents: []extent.Extent{{Length: 65536}}}); err != nil {
		t.Fatal(err)
	}
	s := saving{Saving: tui.Saving{Map: m, Rule: render.Touched}, format: formatSVG}
	s.Header.Interval.FromChangeID = vcenter.Everything
	var b bytes.Buffer
	if err := s.write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">allocated 64 KiB of 1 GiB", "coloured by the share that is allocated", ">allocated<"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if strings.Contains(b.String(), "changed") {
		t.Error("it calls it changed")
	}
}

// A name that is typed on the screen is read as a shell reads it.
func TestSaveAtHome(t *testing.T) {
	home := t.TempDir()
	p := &program{getenv: func(name string) string {
		if name == "HOME" {
			return home
		}
		return ""
	}}
	m := extent.New(1 << 20)
	if err := m.Add(extent.Page{Length: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	what := tui.Saving{Map: m, Audit: fetch.Audit{Verdict: fetch.Trustworthy}}
	e := &exploration{}
	e.fetch.noCache = true
	if _, err := p.saveScreen(t.Context(), e, "~/night.csv", what); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(home, "night.csv")); err != nil {
		t.Error(err)
	}
	for path, want := range map[string]string{"~": "~", "~x/y": "~x/y", "a~/b": "a~/b", "~/": home, "~/a/b.csv": filepath.Join(home, "a", "b.csv")} {
		if got := atHome(path, p.getenv); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := atHome("~/x", func(string) string { return "" }); got != "~/x" {
		t.Errorf("without a home: %s", got)
	}
}
