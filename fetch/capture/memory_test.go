package capture

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless is a text that goes on for ever.
type endless struct {
	with []byte
	at   int
}

func (e *endless) Read(b []byte) (int, error) {
	n := copy(b, e.with[e.at:])
	e.at = (e.at + n) % len(e.with)
	return n, nil
}

// Whatever the file, reading it takes no more memory than the documentation says.
func TestMemoryIsBounded(t *testing.T) {
	begin := first + "\n"
	pairs := bytes.Repeat([]byte("1,1,"), MaxLine/4-20)
	for name, with := range map[string]string{
		"brackets": "[", "zeros": "0", "blanks": " ", "a string": "x", "quotes": `"`, "nothing": "\x00",
		"lines": "\n", "unknown lines": "{}\n", "pages": `{"start":0,"length":1,"unit":1,"extents":[]}` + "\n",
		"long lines":   `{"start":0,"length":1000000000,"unit":1,"extents":[` + string(pairs) + "1,1]}\n",
		"long objects": `{"length":1000000000,"start":0,"unit":1,"extents":[` + string(pairs) + "1,1]}\n",
		"empty rows":   `{"footer":{"findings":[` + string(bytes.Repeat([]byte("{},"), MaxLine/3-40)) + "{}]}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			size := int64(5 << 20)
			if len(with) < 100 && strings.HasSuffix(with, "\n") {
				size = 1 << 19 // short lines need no more
			}
			r, err := NewReader(io.MultiReader(strings.NewReader(begin), io.LimitReader(&endless{with: bytes.Repeat([]byte(with), 1+4096/len(with))}, size)))
			if err != nil {
				t.Fatal(err)
			}
			var m runtime.MemStats
			peak, most := uint64(0), 200
			runtime.GC()
			runtime.ReadMemStats(&m)
			before := m.HeapAlloc
			for ; most > 0; most-- {
				if _, err := r.Next(); err != nil {
					break
				}
				if most%50 == 0 {
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapAlloc-min(before, m.HeapAlloc))
				}
			}
			runtime.ReadMemStats(&m)
			if peak = max(peak, m.HeapAlloc-min(before, m.HeapAlloc)); peak > 64<<20 {
				t.Errorf("%d MiB", peak>>20)
			}
		})
	}
}
