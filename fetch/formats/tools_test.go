package formats

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

var (
	toolsDir   = flag.String("tools", "testdata/tools", "folder of files made by real tools, with what they must turn out to be")
	writtenDir = flag.String("written", "", "folder to leave mapfiles in, for ddrescuelog to judge")
)

// TestToolsMayJudge leaves mapfiles for ddrescuelog: see judge in .ci/tools. Bytes
// are counted only of small disks, since ddrescuelog rounds those of large ones.
func TestToolsMayJudge(t *testing.T) {
	folder := *writtenDir
	if folder == "" {
		folder = t.TempDir()
	}
	leave := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	disks := []disk{goldenDisk()}
	for i := range int64(20) {
		var d disk
		for k := range 3 * i {
			d = d.then(1+(7919*i+104729*k)%999, state((i*k*k+k)%3))
		}
		disks = append(disks, d.then(1, state(i%3)))
	}
	for i, d := range disks {
		var b strings.Builder
		if err := Write(&b, "mapfile", d.extentMap()); err != nil {
			t.Fatal(err)
		}
		leave(fmt.Sprintf("%d.map", i), b.String())
		if d.capacity() > 90_000 {
			continue
		}
		var bytes [3]int64
		for _, r := range d {
			bytes[r.state] += r.length
		}
		leave(fmt.Sprintf("%d.totals", i), fmt.Sprintln(bytes[unknown], bytes[changed], bytes[unchanged]))
	}
}

// want is what a file must turn out to be, as .ci/tools says it: areas are changed
// or unknown, and all else is unchanged.
type want struct {
	format   string
	capacity int64
	said     bool
	notes    []string
	refused  []string // words of the error, if the file must be refused
	areas    []record
}

// TestTools opens files that the real tools made. Those that are kept here, and
// the commands that made them, are listed in testdata/tools/README.md.
func TestTools(t *testing.T) {
	wants, err := filepath.Glob(filepath.Join(*toolsDir, "*.want"))
	if err != nil || len(wants) < 20 {
		t.Fatalf("%d files in %s (%v)", len(wants), *toolsDir, err)
	}
	for _, path := range wants {
		file := strings.TrimSuffix(path, ".want")
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkWant(t, string(text), loadWant(t, path))
		})
	}
}

func checkWant(t *testing.T, text string, w want) {
	t.Helper()
	got, err := readText(text, Options{})
	if w.refused != nil {
		if err == nil {
			t.Fatal("it was not refused")
		}
		for _, word := range w.refused {
			if !strings.Contains(fmt.Sprint(fault.Of(err)), word) {
				t.Errorf("%+v does not say %q", fault.Of(err), word)
			}
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	r := got.r
	if r.Format().ID != w.format {
		t.Errorf("recognised as %s, want %s", r.Format().ID, w.format)
	}
	if c, said := r.Capacity(); c != w.capacity || said != w.said {
		t.Errorf("capacity %d (said: %t), want %d (%t)", c, said, w.capacity, w.said)
	}
	var notes []string
	for _, n := range r.Notes() {
		notes = append(notes, n.Kind)
	}
	if !slices.Equal(notes, w.notes) {
		t.Errorf("notes %+v, want %q", r.Notes(), w.notes)
	}
	checkAreas(t, got.m, w)
}

// checkAreas asks the map about every run between two borders.
func checkAreas(t *testing.T, m *extent.Map, w want) {
	t.Helper()
	borders := []int64{0, w.capacity}
	for _, a := range w.areas {
		borders = append(borders, a.start, a.start+a.length)
	}
	slices.Sort(borders)
	for i, lo := range borders[1:] {
		lo, hi := borders[i], lo
		s := extent.Sum{Known: hi - lo}
		for _, a := range w.areas {
			if a.start <= lo && hi <= a.start+a.length {
				if a.state == changed {
					s.Changed = hi - lo
				} else {
					s.Known = 0
				}
			}
		}
		if got := m.Sum(lo, hi); got != s {
			t.Errorf("[%d, %d): %+v, want %+v", lo, hi, got, s)
		}
	}
}

func loadWant(t *testing.T, path string) (w want) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) int64 {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, row := range rows {
		switch row[0] {
		case "format":
			w.format = row[1]
		case "capacity":
			w.capacity, w.said = number(row[1]), row[2] == "said"
		case "note":
			w.notes = append(w.notes, row[1])
		case "refused":
			w.refused = append(w.refused, row[1])
		case "changed":
			w.areas = append(w.areas, record{number(row[1]), number(row[2]), changed})
		case "unknown":
			w.areas = append(w.areas, record{number(row[1]), number(row[2]), unknown})
		default:
			t.Fatalf("%s: %q", path, row)
		}
	}
	return w
}
