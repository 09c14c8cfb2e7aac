package formats

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"pgregory.net/rapid"
)

// aheadOf reads ahead of r, and counts what is read of it.
func aheadOf(r io.Reader) (in *input, a io.Reader) {
	in = &input{r: r}
	return in, in.unpacked(in)
}

// What is read ahead is the same, up to the error behind it, however it comes and
// however it is asked for.
func TestAheadIsTheSame(t *testing.T) {
	broken := errors.New("broken")
	rapid.Check(t, func(t *rapid.T) {
		text := bytes.Repeat([]byte("0123456789abcde\n"), rapid.IntRange(0, 3*piecesAhead*pieceSize/16).Draw(t, "lines"))
		r, want := io.Reader(bytes.NewReader(text)), error(nil)
		if rapid.Bool().Draw(t, "broken") {
			r, want = io.MultiReader(r, iotest.ErrReader(broken)), broken
		}
		switch rapid.IntRange(0, 2).Draw(t, "how it comes") {
		case 1:
			r = iotest.HalfReader(r)
		case 2:
			r = iotest.DataErrReader(r)
		}
		in, a := aheadOf(r)
		var got []byte
		for {
			room := make([]byte, rapid.SampledFrom([]int{0, 1000, pieceSize, 100_000}).Draw(t, "room"))
			n, err := a.Read(room)
			got = append(got, room[:n]...)
			if at := in.offset; at < int64(len(got)) || at > int64(len(got)+pieceSize) {
				t.Fatalf("at %d after %d bytes", at, len(got))
			}
			if err != nil {
				if err != want && !(want == nil && err == io.EOF) {
					t.Fatalf("%v, want %v", err, want)
				}
				break
			}
		}
		if !bytes.Equal(got, text) || in.offset != int64(len(text)) {
			t.Fatalf("%d bytes up to %d, want %d", len(got), in.offset, len(text))
		}
	})
}

// ceaseless gives the same byte for ever, and counts the calls.
type ceaseless struct{ calls int }

func (e *ceaseless) Read(p []byte) (int, error) {
	e.calls++
	return len(p), nil
}

// Who reads ahead does not go on and on: it comes to an end though nobody reads what
// it has, and goes on when somebody does.
func TestAheadIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which fails if a goroutine is left
		from := &ceaseless{}
		_, a := aheadOf(from)
		synctest.Wait()
		if from.calls > 0 {
			t.Errorf("%d calls for nobody", from.calls)
		}
		room := make([]byte, pieceSize)
		for read := 1; read < 100; read++ {
			if n, err := a.Read(room); n != len(room) || err != nil {
				t.Fatal(n, err)
			}
			synctest.Wait()
			if from.calls < read || from.calls > read+piecesAhead {
				t.Fatalf("%d pieces were read for %d", from.calls, read)
			}
		}
	})
}

// What has come of a packed file is seen though nothing more comes, and where it is
// closed then, that is the error.
func TestAheadOfASilentFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		list := `[{ "start": 0, "length": 65536, "depth": 0, "present": true, "zero": false, "data": true},` + "\n"
		if _, err := io.WriteString(w, list+strings.Repeat(" ", 2000)); err != nil || w.Flush() != nil {
			t.Fatal(err)
		}
		silent, pipe := io.Pipe()
		go func() { _, _ = io.Copy(pipe, &packed) }()
		in := &input{r: silent}
		text, err := unpack(in)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(list))
		if _, err := io.ReadFull(text, got); err != nil || string(got) != list {
			t.Fatalf("%q, %v", got, err)
		}
		_ = silent.Close()
		if _, err := io.Copy(io.Discard, text); !errors.Is(err, io.ErrClosedPipe) {
			t.Error(err)
		}
	})
}
