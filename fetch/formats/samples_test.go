package formats

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// contents is all that a Reader gives of a file.
type contents struct {
	r     *Reader
	m     *extent.Map
	pages []extent.Page
	err   error // nil at the end of the file
}

// read reads all of a file; the error is that of NewReader or of Next.
func read(in io.Reader, o Options) (contents, error) {
	r, err := NewReader(in, o)
	if err != nil {
		return contents{err: err}, err
	}
	c := contents{r: r}
	for {
		p, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			c.err = err
			break
		}
		p.Extents = slices.Clone(p.Extents)
		c.pages = append(c.pages, p)
	}
	capacity, _ := r.Capacity()
	c.m = extent.New(capacity)
	for _, p := range c.pages {
		if err := c.m.Add(p); err != nil {
			return c, err
		}
	}
	c.m = without(c.m, r.Doubted())
	return c, c.err
}

// without is a map that knows of these ranges only what changed.
func without(m *extent.Map, ranges []extent.Extent) *extent.Map {
	if len(ranges) == 0 {
		return m
	}
	less := extent.New(m.Capacity())
	at := int64(0)
	page := func(from, to int64, extents []extent.Extent) {
		if err := less.Add(extent.Page{Start: from, Length: to - from, Extents: extents}); err != nil {
			panic(err)
		}
	}
	for _, r := range append(ranges, extent.Extent{Start: m.Capacity()}) {
		for _, k := range known(m) {
			if lo, hi := max(at, k.Start), min(r.Start, k.End()); lo < hi {
				page(lo, hi, slices.Collect(m.All(lo, hi)))
			}
		}
		for e := range m.All(r.Start, r.End()) {
			page(e.Start, e.End(), []extent.Extent{e})
		}
		at = r.End()
	}
	return less
}

func readText(s string, o Options) (contents, error) { return read(strings.NewReader(s), o) }

// known are the ranges that a map knows of.
func known(m *extent.Map) []extent.Extent {
	var list []extent.Extent
	at := int64(0)
	for gap := range m.Gaps(0, m.Capacity()) {
		if gap.Start > at {
			list = append(list, extent.Extent{Start: at, Length: gap.Start - at})
		}
		at = gap.End()
	}
	if at < m.Capacity() {
		list = append(list, extent.Extent{Start: at, Length: m.Capacity() - at})
	}
	return list
}

func kindsOf(notes []Note) []string {
	var all []string
	for _, n := range notes {
		all = append(all, n.Kind)
	}
	return all
}

const kib = 1 << 10

func areas(kibs ...int64) []extent.Extent {
	var list []extent.Extent
	for i := 0; i < len(kibs); i += 2 {
		list = append(list, extent.Extent{Start: kibs[i] * kib, Length: kibs[i+1] * kib})
	}
	return list
}

// A map of what is allocated is none of what changed between two times, and says so
// as a server's does.
func TestAllocation(t *testing.T) {
	for file, want := range map[string]string{
		"qemu.json": "*", "nbdinfo.json": "*", "ebs-blocks.json": "*",
		"nbdinfo-dirty.json": "", "nbdinfo-depth.json": "", "nbdinfo-plain.json": "", "ebs.json": "", "rbd.json": "", "virtnbdbackup.json": "",
	} {
		f, err := os.Open(filepath.Join("testdata", "samples", file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r, err := NewReader(f, Options{Capacity: 1 << 40})
		for err == nil {
			_, err = r.Next()
		}
		if err != io.EOF || r.Header().Interval.FromChangeID != want {
			t.Errorf("%s: %v, from %q, want %q", file, err, r.Header().Interval.FromChangeID, want)
		}
	}
}

func TestSamples(t *testing.T) {
	for _, c := range []struct {
		file     string
		id       string
		given    int64 // KiB
		capacity int64 // KiB
		said     bool
		changed  []extent.Extent
		known    []extent.Extent // nil for all
		notes    []string
	}{
		{file: "qemu.json", id: "qemu", capacity: 1024, said: true, changed: areas(0, 64, 128, 64), notes: []string{Layers}},
		{file: "nbdinfo.json", id: "nbdinfo", capacity: 2048, said: true, changed: areas(0, 32, 1024, 32)},
		{file: "nbdinfo-dirty.json", id: "nbdinfo", capacity: 1024, said: true, changed: areas(64, 128)},
		{file: "nbdinfo-depth.json", id: "nbdinfo", capacity: 192, said: true, changed: areas(0, 64)},
		{file: "nbdinfo-plain.json", id: "nbdinfo", capacity: 192, said: true, known: []extent.Extent{}, notes: []string{Ambiguous, Silent}},
		{file: "virtnbdbackup.json", id: "virtnbdbackup", capacity: 1024, said: true, changed: areas(0, 64)},
		{file: "rbd.json", id: "rbd", capacity: 12288, changed: areas(0, 4096, 8192, 4096), notes: []string{NoCapacity}},
		{file: "rbd.json", id: "rbd", given: 20480, capacity: 20480, said: true, changed: areas(0, 4096, 8192, 4096)},
		{file: "rbd.json", id: "rbd", given: 10240, capacity: 10240, said: true, changed: areas(0, 4096, 8192, 2048), notes: []string{OutOfRange}},
		{file: "ebs.json", id: "ebs", capacity: 8 << 20, said: true, changed: areas(0, 512, 3072000, 512), notes: []string{Ambiguous}},
		{file: "ebs-pages.json", id: "ebs", capacity: 1 << 20, said: true, changed: areas(512, 512, 1536, 512), notes: []string{Ambiguous}},
		{file: "ebs-more.json", id: "ebs", capacity: 1 << 20, said: true, changed: areas(512, 512, 1536, 512), known: areas(0, 2048), notes: []string{More}},
		{file: "ebs-blocks.json", id: "ebs", capacity: 1 << 20, said: true, changed: areas(0, 1024), notes: []string{Ambiguous}},
		{file: "csi-grpc.json", id: "csi", capacity: 1024, said: true, changed: areas(0, 64, 128, 64, 512, 64), notes: []string{Ambiguous}},
		{file: "changeinfo-vijson.json", id: "json", capacity: 1024, changed: areas(0, 64, 512, 128), notes: []string{NoCapacity}},
		{file: "changeinfo-vijson.json", id: "json", given: 2048, capacity: 2048, said: true, changed: areas(0, 64, 512, 128), known: areas(0, 1024)},
		{file: "changeinfo-lines.json", id: "json", capacity: 1024, changed: areas(64, 64), notes: []string{NoCapacity}},
		{file: "changeinfo-returnval.json", id: "json", capacity: 1024, changed: areas(64, 64), notes: []string{NoCapacity}},
		{file: "changeinfo-powercli.json", id: "json", capacity: 1024, changed: areas(64, 64), notes: []string{NoCapacity}},
		{file: "bareos_cbt.json", id: "bareos", capacity: 1024, changed: areas(0, 64, 256, 128), notes: []string{Withheld, NoCapacity}},
	} {
		t.Run(c.file, func(t *testing.T) {
			f, err := os.Open(filepath.Join("testdata", "samples", c.file))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			got, err := read(f, Options{Capacity: c.given * kib})
			if err != nil {
				t.Fatal(err)
			}
			if got.r.Format().ID != c.id {
				t.Errorf("taken for %s", got.r.Format().ID)
			}
			if capacity, said := got.r.Capacity(); capacity != c.capacity*kib || said != c.said {
				t.Errorf("capacity %d, said %t", capacity, said)
			}
			if list := slices.Collect(got.m.All(0, got.m.Capacity())); !slices.Equal(list, c.changed) {
				t.Errorf("changed %v, want %v", list, c.changed)
			}
			want := c.known
			if want == nil {
				want = areas(0, c.capacity)
			}
			if list := known(got.m); !slices.Equal(list, want) {
				t.Errorf("known %v, want %v", list, want)
			}
			if list := kindsOf(got.r.Notes()); !slices.Equal(list, c.notes) {
				t.Errorf("notes %v, want %v", got.r.Notes(), c.notes)
			}
			if !got.r.Sound() {
				t.Error("not sound")
			}
			if h := got.r.Header(); h.Capacity != c.capacity*kib || h.Program == "" {
				t.Errorf("header %+v", h)
			}
		})
	}
}

// Neither a password nor anything else of the connection comes out anywhere, and
// what is known of the disk does.
func TestBareosWithholds(t *testing.T) {
	b, err := os.ReadFile("testdata/samples/bareos_cbt.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(bytes.NewReader(b), Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := got.r.Header()
	if h.Disk.File != "[datastore1] web01/web01.vmdk" || !strings.HasSuffix(h.Interval.ToChangeID, "/14") || h.Interval.FromChangeID != "" {
		t.Errorf("%+v", h)
	}
	for n := range len(b) {
		got, err := read(bytes.NewReader(b[:n]), Options{})
		said := ""
		if err != nil {
			f := fault.Of(err)
			said = err.Error() + f.What + f.Meaning + f.Advice
		}
		if got.r != nil {
			for _, note := range got.r.Notes() {
				said += note.Detail
			}
		}
		for _, secret := range []string{"s3cr", "vcenter.example", "backup@", "6F:3B"} {
			if strings.Contains(said, secret) {
				t.Fatalf("cut at %d: %s", n, said)
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string // in what or advice
	}{
		"empty":           {"", "is empty"},
		"white space":     {" \n\t\n", "is empty"},
		"qcow2":           {"QFI\xfb\x00\x00\x00\x03", "qemu-img map --output=json"},
		"vmdk":            {"KDMV\x01\x00\x00\x00", "VMDK"},
		"descriptor":      {"# Disk DescriptorFile\nversion=1\n", "VMDK"},
		"program":         {"\x7fELF\x02\x01", "program"},
		"raw image":       {strings.Repeat("\x00", 4096), "zeros"},
		"zip":             {"PK\x03\x04xxxx", "zip"},
		"prose":           {"Dear all,\nplease find attached", "“Dear all,”"},
		"colours":         {"\x1b[31mred\x1b[0m text", "[31mred"},
		"totals":          {`[{"size":1,"percent":50,"type":0}]`, "without --totals"},
		"people's table":  {"Offset          Length          Mapped to       File\n0               0x10000         0x50000         a.qcow2\n", "--output=json"},
		"rbd's table":     {"Offset   Length   Type \n0        4194304  data \n", "--format json"},
		"nbdinfo's table": {"         0       32768    0  data\n     32768     1015808    3  hole,zero\n", "--map --json"},
		"empty list":      {"[]\n", "--capacity"},
		"other JSON":      {`{"password":"hunter2","user":"x"}`, "“password”, “user”"},
		"list of numbers": {"[1,2,3]", "no keys"},
	} {
		_, err := readText(c.text, Options{})
		f := fault.Of(err)
		if err == nil || !strings.Contains(f.What+" "+f.Advice, c.want) || strings.Contains(f.What, "\x1b") || strings.Contains(f.What, "hunter2") {
			t.Errorf("%s: %+v", name, f)
		}
		var u *UnknownError
		if !errors.As(err, &u) {
			t.Errorf("%s: %T", name, err)
		}
	}
}

func TestEmptyListWithCapacity(t *testing.T) {
	got, err := readText("[ ]\n", Options{Capacity: 4096})
	if err != nil || !got.m.Complete() || got.m.Changed() != 0 || !slices.Equal(kindsOf(got.r.Notes()), []string{Ambiguous}) {
		t.Errorf("%+v, %v", got, err)
	}
}
