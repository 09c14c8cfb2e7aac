package fetch

import (
	"context"

	"cbtmap/fetch/extent"
)

// Collect fetches a whole disk and returns its map. After an error the map
// holds what had arrived, and its coverage says what is missing. Each batch is
// shown to watch, if there is one, after its pages are in the map: all of them,
// or those before one that the map refused. Its pages are not to be kept.
func Collect(ctx context.Context, src Source, opts Options, watch func(Batch)) (*extent.Map, error) {
	m := extent.New(src.Capacity())
	f := Start(ctx, src, opts)
	defer f.Cancel()
	for {
		b, ok := f.Next()
		if !ok {
			return m, nil
		}
		for _, p := range b.Pages {
			if err := m.Add(p); err != nil {
				if watch != nil {
					watch(b)
				}
				return m, err
			}
		}
		if watch != nil {
			watch(b)
		}
		if b.Done {
			f.lent.back()
			return m, b.Err
		}
	}
}
