package picture

import (
	"fmt"
	"testing"

	"cbtmap/fetch/extent"
)

// counter counts the bytes written.
type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// A default picture of a map of a million extents takes less than 200 ms.
func BenchmarkWrite(b *testing.B) {
	for name, m := range map[string]*extent.Map{
		"database":      database(b, 1_000_000),
		"extents=1e+06": scattered(b, 1_000_000),
		"extents=1e+07": scattered(b, 10_000_000),
	} {
		p := example(m)
		for _, size := range [][2]int{{DefaultWidth, DefaultHeight}, {3840, 2160}, {MostWidth, MostHeight}} {
			p.Width, p.Height = size[0], size[1]
			for format, write := range writers {
				b.Run(fmt.Sprintf("%s/%s/%dx%d", format, name, p.Width, p.Height), func(b *testing.B) {
					b.ReportAllocs()
					var out counter
					for b.Loop() {
						out.n = 0
						if err := write(p, &out); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(out.n), "file-B")
				})
			}
		}
	}
}
