package extent

// MaxHotSpots is how many hot spots there are at most.
const MaxHotSpots = 10

// HotSpot is a stretch of the disk from one changed extent to another with no
// long gap between. All figures are bytes.
type HotSpot struct {
	Start   int64
	Length  int64
	Changed int64 // at least 1, at most Length
}
