package file_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
)

// qemu is a map as qemu-img prints it: n ranges of 64 KiB, every other with data.
func qemu(n int) string {
	var b strings.Builder
	b.WriteString("[")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{ "start": %d, "length": 65536, "depth": 0, "present": true, "zero": %t, "data": %t}`, i*65536, i%2 == 1, i%2 == 0)
	}
	b.WriteString("]\n")
	return b.String()
}

func read(t *testing.T, text string, o file.Options) file.Contents {
	t.Helper()
	c, err := file.Read(t.Context(), strings.NewReader(text), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReadsAWholeMap(t *testing.T) {
	c := read(t, qemu(100), file.Options{})
	m := c.Map
	if m.Capacity() != 100*65536 || !m.Complete() || m.Changed() != 50*65536 || m.Extents() != 50 {
		t.Errorf("capacity %d, known %d, changed %d in %d extents", m.Capacity(), m.Known(), m.Changed(), m.Extents())
	}
	if c.Last.Err != nil || c.Last.Audit.Verdict != fetch.Trustworthy || len(c.Last.Audit.Findings) > 0 {
		t.Errorf("%v, %+v", c.Last.Err, c.Last.Audit)
	}
	if c.Format.ID != "qemu" || c.Header.Capacity != m.Capacity() {
		t.Errorf("%+v, %+v", c.Format, c.Header)
	}
}

// What was read before the place where a file breaks off stands.
func TestKeepsWhatABrokenFileProves(t *testing.T) {
	text := qemu(5000)
	c := read(t, text[:len(text)*3/4], file.Options{})
	if got := c.Map.Known(); got < 3000*65536 || got > 4000*65536 || c.Map.Changed() < got/2-65536 {
		t.Errorf("%d bytes known, %d changed", got, c.Map.Changed())
	}
	if c.Last.Err == nil || c.Last.Audit.Verdict != fetch.Incomplete {
		t.Fatalf("%v, %+v", c.Last.Err, c.Last.Audit)
	}
	if f := fault.Of(c.Last.Err); !strings.Contains(f.What, "line ") || f.Advice == "" {
		t.Errorf("%+v", f)
	}
}

// A file that proves nothing is an error and no empty map.
func TestRefusesWhatProvesNothing(t *testing.T) {
	for _, text := range []string{"", "hello", "[", `[{"start":"x"}]`, `[{ "start": 0, "length": -1, "depth": 0, "present": true, "zero": true, "data": false}]`} {
		c, err := file.Read(t.Context(), strings.NewReader(text), file.Options{}, nil)
		if err == nil || c.Map != nil {
			t.Errorf("%q: %+v", text, c)
			continue
		}
		if f := fault.Of(err); f.What == "" || f.Advice == "" {
			t.Errorf("%q: %+v", text, f)
		}
	}
}

// A list that does not say how large its disk is never counts as whole.
func TestMissingCapacity(t *testing.T) {
	const list = `[{"offset":4194304,"length":4194304,"exists":"true"}]`
	c := read(t, list, file.Options{})
	if c.Last.Audit.Verdict != fetch.Incomplete || !strings.Contains(fault.Of(c.Last.Err).Advice, "--capacity") {
		t.Errorf("%+v, %v", c.Last.Audit, c.Last.Err)
	}
	if c.Map.Capacity() != 8<<20 || c.Map.Changed() != 4<<20 {
		t.Errorf("capacity %d, changed %d", c.Map.Capacity(), c.Map.Changed())
	}
	c = read(t, list, file.Options{Capacity: 1 << 30})
	if c.Last.Audit.Verdict != fetch.Trustworthy || c.Last.Err != nil || !c.Map.Complete() || c.Map.Capacity() != 1<<30 {
		t.Errorf("%+v, %v, known %d", c.Last.Audit, c.Last.Err, c.Map.Known())
	}
}

// Areas past the end of the disk are not shown, or shown and not counted: where the
// file itself said where that is, the disk may be larger, and it is not whole.
func TestAreasPastTheEndThatTheFileSays(t *testing.T) {
	for text, changed := range map[string]int64{
		`{"ChangedBlocks":[{"BlockIndex":0},{"BlockIndex":6144}],"VolumeSize":3,"BlockSize":524288}`:                                                                524288,
		`{"block_metadata_type":1,"volume_capacity_bytes":100000,"block_metadata":[{"byte_offset":0,"size_bytes":1000},{"byte_offset":200000,"size_bytes":65536}]}`: 1000,
		"start,length,state\n0,1000,changed\n200000,65536,changed\n# end: 2 areas, disk of 100000 bytes\n":                                                          1000,
	} {
		c := read(t, text, file.Options{})
		if c.Last.Err == nil || c.Last.Audit.Verdict != fetch.Suspect || c.Map.Changed() != changed {
			t.Errorf("%s: %v, %+v, %d bytes changed", text, c.Last.Err, c.Last.Audit, c.Map.Changed())
			continue
		}
		if f := fault.Of(c.Last.Err); !strings.Contains(f.What, "past the end") || !strings.Contains(f.Advice, "--capacity") {
			t.Errorf("%s: %+v", text, f)
		}
		larger := read(t, text, file.Options{Capacity: 1 << 40})
		if got := larger.Map.Changed(); got <= 1000 || got == 524288 || larger.Map.Complete() {
			t.Errorf("%s: %d bytes changed of a larger disk, %d known", text, got, larger.Map.Known())
		}
	}
}

// Replies are judged as a server's: one area for the whole disk is no change, and
// that holds where only the reply itself says how large the disk is.
func TestRepliesAreAudited(t *testing.T) {
	const all = `{"startOffset":0,"length":1048576,"changedArea":[{"start":0,"length":1048576}]}`
	for _, capacity := range []int64{0, 1 << 20} {
		c := read(t, all, file.Options{Capacity: capacity})
		if !slices.ContainsFunc(c.Last.Audit.Findings, func(f fetch.Finding) bool { return f.Kind == fetch.WholeDisk }) {
			t.Errorf("capacity %d: %+v", capacity, c.Last.Audit)
		}
	}
	const gap = `[{"startOffset":0,"length":65536},{"startOffset":131072,"length":65536}]`
	c := read(t, gap, file.Options{Capacity: 196608})
	if c.Last.Audit.Verdict != fetch.Incomplete || c.Last.Err == nil || c.Map.Known() != 131072 {
		t.Errorf("%+v, %v", c.Last.Audit, c.Last.Err)
	}
}

// However slowly or fast the batches are taken, the map is the same.
func TestBatchesMakeTheMap(t *testing.T) {
	text := qemu(3000)
	want := read(t, text, file.Options{})
	rapid.Check(t, func(t *rapid.T) {
		every := rapid.SampledFrom([]time.Duration{0, time.Nanosecond, time.Millisecond}).Draw(t, "every")
		chunk := rapid.IntRange(1, len(text)).Draw(t, "chunk")
		l, err := file.Open(context.Background(), &drip{text: text, chunk: chunk}, file.Options{Every: every, Size: int64(len(text))})
		if err != nil {
			t.Fatal(err)
		}
		m := extent.New(0)
		var last fetch.Batch
		known := int64(0)
		for b, ok := l.Next(); ok; b, ok = l.Next() {
			if len(b.Pages) == 0 && !b.Done {
				t.Fatal("a batch of nothing")
			}
			if err := file.Take(m, l, &b); err != nil {
				t.Fatal(err)
			}
			if b.Progress.Known < known {
				t.Fatalf("known fell from %d to %d", known, b.Progress.Known)
			}
			known, last = b.Progress.Known, b
		}
		if !last.Done || last.Err != nil || l.Share() != 1 {
			t.Fatalf("%+v, share %g", last, l.Share())
		}
		if m.Known() != want.Map.Known() || m.Changed() != want.Map.Changed() || m.Extents() != want.Map.Extents() || known != m.Known() {
			t.Fatalf("known %d, changed %d, extents %d", m.Known(), m.Changed(), m.Extents())
		}
	})
}

// drip is a file that comes in pieces.
type drip struct {
	text  string
	chunk int
}

func (d *drip) Read(p []byte) (int, error) {
	if d.text == "" {
		return 0, io.EOF
	}
	n := copy(p, d.text[:min(d.chunk, len(d.text))])
	d.text = d.text[n:]
	return n, nil
}

// stuck never answers, until it is closed.
type stuck struct {
	text   string
	closed chan struct{}
}

func (s *stuck) Read(p []byte) (int, error) {
	if s.text != "" {
		n := copy(p, s.text)
		s.text = s.text[n:]
		return n, nil
	}
	<-s.closed
	return 0, errors.New("closed")
}

func (s *stuck) Close() error { close(s.closed); return nil }

// What has come is seen at once, though nothing more comes, and a cancel is heeded.
func TestCancelOfASilentFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stuck{text: qemu(100_000)[:5<<20], closed: make(chan struct{})}
		l, err := file.Open(t.Context(), s, file.Options{})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		b, ok := l.Next()
		if !ok || len(b.Pages) == 0 || time.Since(begun) > 0 {
			t.Fatalf("%+v after %v", b, time.Since(begun))
		}
		time.AfterFunc(time.Minute, l.Cancel)
		for !b.Done {
			if b, ok = l.Next(); !ok {
				t.Fatal("no last batch")
			}
		}
		if !errors.Is(b.Err, context.Canceled) || time.Since(begun) != time.Minute {
			t.Errorf("%v after %v", b.Err, time.Since(begun))
		}
		if _, ok := l.Next(); ok {
			t.Error("a batch after the last one")
		}
	})
}

// Standard input may never say anything: to wait for it can be given up too.
func TestCancelBeforeTheFirstByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stuck{closed: make(chan struct{})}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := file.Open(ctx, s, file.Options{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

// A reader that is not asked for more than can be shown stops reading.
func TestBackPressure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		endless := &counting{}
		l, err := file.Open(t.Context(), endless, file.Options{Every: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if endless.n > 512<<20 {
			t.Errorf("%d bytes were read for nobody", endless.n)
		}
		l.Cancel()
		for _, ok := l.Next(); ok; _, ok = l.Next() {
		}
		synctest.Wait()
	})
}

// counting is a map without end.
type counting struct {
	n     int64
	next  int64
	ready string
}

func (c *counting) Read(p []byte) (int, error) {
	if c.ready == "" {
		lead := ","
		if c.next == 0 {
			lead = "["
		}
		c.ready = fmt.Sprintf(`%s{"start":%d,"length":65536,"depth":0,"present":true,"zero":%t,"data":%t}`, lead, c.next*65536, c.next%2 == 1, c.next%2 == 0)
		c.next++
	}
	n := copy(p, c.ready)
	c.ready = c.ready[n:]
	c.n += int64(n)
	return n, nil
}

// An area that lies outside the range of its reply is changed all the same, whatever
// the reply for that range leaves out.
func TestAreasOutsideTheirReply(t *testing.T) {
	for text, want := range map[string][]extent.Extent{
		`[{"startOffset":0,"length":1048576,"changedArea":[]},
		  {"startOffset":1048576,"length":1048576,"changedArea":[{"start":983040,"length":131072}]}]`: {{Start: 983040, Length: 131072}},
		`[{"startOffset":0,"length":1048576,"changedArea":[{"start":983040,"length":69632}]},
		  {"startOffset":1048576,"length":1048576,"changedArea":[]}]`: {{Start: 983040, Length: 69632}},
		`[{"startOffset":0,"length":1048576,"changedArea":[{"start":1572864,"length":65536}]},
		  {"startOffset":1048576,"length":1048576,"changedArea":[]}]`: {{Start: 1572864, Length: 65536}},
	} {
		c := read(t, text, file.Options{Capacity: 2 << 20})
		if got := slices.Collect(c.Map.All(0, 2<<20)); !slices.Equal(got, want) || c.Last.Audit.Verdict != fetch.Suspect {
			t.Errorf("%s: %v, %+v", text, got, c.Last.Audit)
		}
	}
}

// An interrupt is heeded also while what was read is put together.
func TestCancelWhileAdding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	batches := 0
	c, err := file.Read(ctx, strings.NewReader(qemu(20_000)), file.Options{Every: 1}, func(_ *file.Load, b fetch.Batch) {
		if batches++; batches == 2 {
			cancel()
		}
	})
	if err != nil || !errors.Is(c.Last.Err, context.Canceled) || c.Map.Known() == 0 || c.Map.Known() == 20_000*65536 {
		t.Errorf("%v, %v after %d batches", err, c.Last.Err, batches)
	}
}
