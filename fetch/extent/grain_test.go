package extent

import "testing"

func TestGranularity(t *testing.T) {
	const k = 1024
	for name, c := range map[string]struct {
		capacity int64
		pages    []Page
		want     int64
	}{
		"nothing known":      {1 << 20, nil, 0},
		"nothing changed":    {1 << 20, []Page{{0, 1 << 20, nil}}, 0},
		"whole disk":         {1 << 20, []Page{{0, 1 << 20, []Extent{{0, 1 << 20}}}}, 0},
		"one block":          {1 << 20, []Page{{0, 1 << 20, []Extent{{0, 64 * k}}}}, 64 * k},
		"gcd":                {1 << 20, []Page{{0, 1 << 20, []Extent{{128 * k, 64 * k}, {384 * k, 256 * k}}}}, 64 * k},
		"no power of two":    {9 << 20, []Page{{0, 9 << 20, []Extent{{192 * k, 384 * k}, {960 * k, 192 * k}}}}, 192 * k},
		"power, then not":    {9 << 20, []Page{{0, 9 << 20, []Extent{{64 * k, 64 * k}, {200 * k, 8 * k}}}}, 8 * k},
		"odd, then a power":  {2 << 20, []Page{{0, 1 << 20, []Extent{{192 * k, 192 * k}}}, {1 << 20, 1 << 20, []Extent{{1280 * k, 256 * k}}}}, 64 * k},
		"odd end of disk":    {1<<20 - 1, []Page{{0, 1 << 20, []Extent{{960 * k, 64*k - 1}}}}, 960 * k},
		"clipped at the end": {1<<20 - 1, []Page{{0, 1 << 20, []Extent{{960 * k, 64 * k}}}}, 960 * k},
		"page cuts extents":  {1 << 20, []Page{{100, 200 * k, []Extent{{1, 64*k - 1}, {192 * k, 64 * k}}}}, 64 * k},
		"over pages":         {1 << 20, []Page{{0, 512 * k, []Extent{{0, 256 * k}}}, {512 * k, 512 * k, []Extent{{640 * k, 64 * k}}}}, 64 * k},
		"empty extent":       {1 << 20, []Page{{0, 1 << 20, []Extent{{0, 64 * k}, {7, 0}}}}, 64 * k},
		"outside the page":   {1 << 20, []Page{{0, 512 * k, []Extent{{0, 64 * k}, {900*k + 1, 3}}}}, 64 * k},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mapOf(t, c.capacity, c.pages...).Granularity(); got != c.want {
				t.Errorf("granularity %d, want %d", got, c.want)
			}
		})
	}
}
