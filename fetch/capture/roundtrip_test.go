package capture

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

func TestEverythingComesBack(t *testing.T) {
	h, pages, f := full()
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := opened(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := drained(r), (contents{h, pages, f, true}); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if r.Cut() != nil || r.Damaged() {
		t.Errorf("cut %v, damaged %v", r.Cut(), r.Damaged())
	}
}

// The pages of a file make the map that was written, however odd they came.
func TestMapComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.SampledFrom([]int64{1, 100, 1<<20 - 1, 2 << 40, 62 << 40, 1<<63 - 1}).Draw(t, "capacity")
		pages := drawnPages(t, capacity)
		want, err := mapOf(capacity, pages)
		if err != nil {
			t.Fatal(err)
		}
		said := rapid.SampledFrom([]int64{capacity, 0, -1}).Draw(t, "said") // a size that is not known harms nothing
		file, err := packed(Header{Capacity: said}, pages, Footer{Known: want.Known()})
		if err != nil {
			t.Fatal(err)
		}
		r, err := opened(file)
		if err != nil {
			t.Fatal(err)
		}
		c := drained(r)
		if err := r.Cut(); err != nil || !c.ended {
			t.Fatalf("%v, ended %v", err, c.ended)
		}
		got, err := mapOf(capacity, c.pages)
		if err != nil {
			t.Fatal(err)
		}
		if !alike(got, want) || c.header.Capacity != max(said, 0) || c.footer.Known != want.Known() {
			t.Fatalf("%+v, want %v", c, pages)
		}
	})
}

// A page of very many extents becomes several lines, none of them too long.
func TestLongPage(t *testing.T) {
	const n = 3*maxExtents + 5
	p := extent.Page{Length: 1 << 62}
	for i := range int64(n) {
		p.Extents = append(p.Extents, extent.Extent{Start: i*(1<<62/n) + 1, Length: 3})
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(n, func(i, j int) { p.Extents[i], p.Extents[j] = p.Extents[j], p.Extents[i] })
	file, err := packed(Header{}, []extent.Page{p}, Footer{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := opened(file)
	if err != nil {
		t.Fatal(err)
	}
	c := drained(r)
	got, _ := mapOf(1<<62, c.pages)
	want, _ := mapOf(1<<62, []extent.Page{p})
	if r.Cut() != nil || !alike(got, want) || c.footer.Pages != 4 || c.footer.Extents != n || len(c.pages) != 4 {
		t.Errorf("%v, %d pages, footer %+v", r.Cut(), len(c.pages), c.footer)
	}
}

// Whatever texts there are, the file can be read, and a second time nothing in it
// changes any more.
func TestHeaderComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, _, f := full()
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z:/@ ."=]{0,20}`),
			rapid.Just("\x1b[2J\u009b\u202e\U000e0001"), rapid.Just(strings.Repeat("é\x00", 1500)), rapid.Just("\xff\xc0"))
		for _, s := range append(h.names(), &h.Checks[0].Found, &h.Checks[1].Title, &f.Failures[0].Fault.What, &f.Findings[0].Detail, &f.Verdict) {
			*s = text.Draw(t, "text")
		}
		first, second := again(t, h, f), contents{}
		if second = again(t, first.header, first.footer); !reflect.DeepEqual(first, second) {
			t.Fatalf("first %+v\nsecond %+v", first, second)
		}
	})
}

func again(t *rapid.T, h Header, f Footer) contents {
	file, err := packed(h, nil, f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range string(text) {
		if r != '\n' && r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e' {
			t.Fatalf("%q is in the text as it is", r)
		}
	}
	r, err := NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := drained(r)
	if r.Cut() != nil {
		t.Fatal(r.Cut())
	}
	return c
}

// A header or a footer with more than a line holds loses what is last in its
// lists, and nothing else.
func TestTooMuchForALine(t *testing.T) {
	h, pages, f := full()
	long := strings.Repeat("\x01", maxText+1)
	for len(h.Checks) < maxRows+100 {
		h.Checks = append(h.Checks, Check{ID: "more", Found: long, Why: long})
		f.Failures = append(f.Failures, Failure{Fault: fault.Fault{What: long, Advice: "again"}})
	}
	h.Disk.Volumes = slices.Repeat([]string{"C:"}, maxRows+1)
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := opened(file)
	if err != nil {
		t.Fatal(err)
	}
	c := drained(r)
	if r.Cut() != nil || len(c.pages) != 3 || len(c.header.Checks) < 2 || !reflect.DeepEqual(c.header.Checks[:2], h.Checks[:2]) ||
		len(c.footer.Failures) < 10 || len(c.header.Checks) > maxRows || c.header.VM != h.VM {
		t.Errorf("%v: %d pages, %d checks, %d failures", r.Cut(), len(c.pages), len(c.header.Checks), len(c.footer.Failures))
	}
}

func TestNegativePageIsRefused(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b, Header{Capacity: 100})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Page(extent.Page{Start: -1, Length: 5}); err == nil {
		t.Error("a negative start is taken")
	}
	if err := w.Page(extent.Page{Start: 0, Length: 5}); err != nil {
		t.Errorf("after it: %v", err)
	}
	if err := w.Close(Footer{}); err != nil {
		t.Error(err)
	}
	if w.Close(Footer{}) == nil || w.Page(extent.Page{}) == nil {
		t.Error("a closed capture takes more")
	}
}

// Passwords that were left in a text do not reach the file.
func TestNoSecretsInTheFile(t *testing.T) {
	h, pages, f := full()
	const secret = "s3cr:t/p@ss"
	url := "https://administrator@vsphere.local:" + secret + "@vc01/sdk"
	for _, s := range h.names() {
		*s = url
	}
	h.Checks[0].Found = "cannot reach " + url + " today"
	h.Checks[1].Advice = "try administrator:" + "s3cr:t/p@vc01 again"
	f.Findings[0].Detail, f.Failures[0].Fault.What, f.Failures[0].Fault.Advice = url, url, "use root:s3cr@host"
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("s3cr")) || !bytes.Contains(text, []byte(`"found":"cannot reach https://vc01/sdk today"`)) {
		t.Errorf("%s", text)
	}
}

// Every line is JSON that says so itself, for scripts that read it without us.
func TestLinesAreJSON(t *testing.T) {
	h, pages, f := full()
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		if !json.Valid(line) || line[0] != '{' {
			t.Errorf("%s", line)
		}
	}
}
