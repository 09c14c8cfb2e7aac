package render

// Allocated is what an extent is where all allocated areas were asked for.
const Allocated = "allocated"

// Noun is what an extent of an interval is that begins with a changeId: "changed", or
// Allocated.
func Noun(fromChangeID string) string {
	if fromChangeID == everything {
		return Allocated
	}
	return "changed"
}
