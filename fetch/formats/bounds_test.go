package formats

import (
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"cbtmap/fetch/fault"
)

// allocated is how many bytes of memory f asks for, those that it gives back
// included.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// goingOn is a text and then one byte for ever, or nearly.
func goingOn(first string, c string) io.Reader {
	piece := strings.Repeat(c, 4096/len(c))
	return repeat(first, 1<<30/4096, func(b []byte, _ int64) []byte { return append(b, piece...) }, "")
}

// bomb packs a text while it is read. The writer ends with the test.
func bomb(t *testing.T, text io.Reader) io.Reader {
	out, in := io.Pipe()
	t.Cleanup(func() { _ = out.Close() })
	go func() {
		z, _ := gzip.NewWriterLevel(in, gzip.BestSpeed)
		_, err := io.Copy(z, text)
		if err == nil {
			err = z.Close()
		}
		_ = in.CloseWithError(err)
	}()
	return out
}

// A file of a gigabyte without a token in it is an error soon, and takes no memory
// to speak of; packed or not.
func TestBombs(t *testing.T) {
	const record = `[{"start":0,"length":512,"data":true,"depth":0},`
	for name, c := range map[string]struct{ first, then string }{
		"brackets":                {"", "["},
		"braces":                  {"", `{"a":`},
		"white space":             {"", " "},
		"lines":                   {"", "\n"},
		"zeros":                   {"", "\x00"},
		"a text":                  {`"`, "x"},
		"brackets in a map":       {record + `{"other":`, "["},
		"braces in a map":         {record + `{"other":`, `{"a":`},
		"white space in a map":    {record, " "},
		"line breaks in a map":    {record + "{", "\r\n"},
		"digits in a map":         {record + `{"start":`, "0"},
		"nines in a map":          {record + `{"start":`, "9"},
		"a text in a map":         {record + `{"start":"`, "x"},
		"escapes in a map":        {record + `{"`, `\n`},
		"a key in a map":          {record + `{"`, "k"},
		"tail of a map":           {`[{"start":0,"length":512,"data":true,"depth":0}]`, " "},
		"EBS":                     {`{"ChangedBlocks":[`, " "},
		"DiskChangeInfo":          {`{"startOffset":`, "1"},
		"DiskChangeInfo, lists":   {`{"startOffset":0,"changedArea":`, "["},
		"Bareos":                  {`{"ConnParams":{"VspherePassword":"`, "p"},
		"a capture's first line":  {`{"cbtmap":{"major":1,"minor":0},"program":"`, "p"},
		"a capture's white space": {`{"cbtmap":`, " "},
		"an XML text":             {`<superblock uuid="" data_block_size="128">`, "x"},
		"an XML name":             {`<superblock uuid="" data_block_size="128"><`, "x"},
		"XML elements":            {`<superblock uuid="" data_block_size="128">`, "<x>"},
		"a CSV line":              {"start,length\n0,512\n", "1"},
		"CSV fields":              {"start,length\n0,512\n", "1,"},
		"CSV comments":            {"start,length\n0,512\n#", "x"},
		"a mapfile's line":        {"# Mapfile. Created by GNU ddrescue version 1.27\n0x0 + 1\n0x0 0x200 +\n", "0"},
	} {
		for _, how := range []string{"plain", "gzip"} {
			t.Run(name+", "+how, func(t *testing.T) {
				text := goingOn(c.first, c.then)
				if how == "gzip" {
					text = bomb(t, text)
				}
				in := &input{r: text}
				var err error
				memory := allocated(func() { err = drain(in) })
				if f := fault.Of(err); err == nil || f.What == "" || f.Advice == "" || len(f.What) > 300 {
					t.Errorf("%v: %+v", err, f)
				}
				if in.offset > 16<<20 {
					t.Errorf("read %d bytes", in.offset)
				}
				if memory > 96<<20 { // in all, most of it given back at once
					t.Errorf("took %d bytes of memory", memory)
				}
			})
		}
	}
}

// drain reads all pages and keeps none; the error is nil at the end of the file.
func drain(in io.Reader) error {
	r, err := NewReader(in, Options{})
	for err == nil {
		_, err = r.Next()
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// A file of any length is read in the same memory, but for what the decoders of XML
// and CSV ask for and give back, and for one reply, which is kept until its end.
func TestLongFiles(t *testing.T) {
	for _, l := range large {
		if l.id != "json" {
			least := heap(func() { count(t, l.text(1_000)) })
			if most := heap(func() { count(t, l.text(30_000)) }); most > least+8<<20 {
				t.Errorf("%s: %d bytes for a short file, %d for a long one", l.id, least, most)
			}
		}
	}
}

// heap is how many bytes f has in use at most, as far as a garbage collector that
// runs often can tell.
func heap(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var most uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return most - min(most, before.HeapAlloc)
}

// What a pipe has given is shown before it ends, which it may never do.
func TestReadsNoMoreThanItHasTo(t *testing.T) {
	in := &input{r: goingOn(`[{"start":0,"length":512,"data":true,"depth":0},`, " ")}
	r, err := NewReader(in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if in.offset > 4*chunk {
		t.Errorf("read %d bytes to recognise a file by its first", in.offset)
	}
	if p, err := r.Next(); err != nil || p.Length != 512 {
		t.Errorf("%+v, %v: what is known is not shown first", p, err)
	}
	var wrong *SyntaxError
	if _, err := r.Next(); !errors.As(err, &wrong) || !r.Sound() {
		t.Errorf("%v", err)
	}
}
