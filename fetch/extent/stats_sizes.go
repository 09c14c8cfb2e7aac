package extent

// Sizes sums up the lengths of extents, in bytes; all are 0 without extents.
// Median and P95 are nearest-rank percentiles: the length of an extent that is
// there, such that at least half (95 %) of the extents are no longer.
type Sizes struct {
	Min, Median int64
	Mean        int64 // rounded to the nearest byte, half up
	P95, Max    int64
}

// Bin counts the extents of From <= length < To bytes. To is twice From, or
// math.MaxInt64 where that is too much.
type Bin struct {
	From, To int64
	Extents  int64
	Bytes    int64 // in these extents
}
