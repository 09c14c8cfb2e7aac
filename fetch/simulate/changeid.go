package simulate

import (
	"fmt"
	"strconv"
	"strings"
)

// changeID names a point in the life of one disk: which tracking, and how far
// it had counted. A new UUID means that tracking was reset.
type changeID struct {
	uuid string // "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63"
	seq  int
}

func (id changeID) String() string { return id.uuid + "/" + strconv.Itoa(id.seq) }

// parseChangeID reads a client's changeId; ok is false if it is none.
func parseChangeID(s string) (id changeID, ok bool) {
	uuid, seq, found := strings.Cut(s, "/")
	n, err := strconv.Atoi(seq)
	if !found || err != nil || n < 0 {
		return changeID{}, false
	}
	return changeID{uuid: strings.ToLower(strings.TrimSpace(uuid)), seq: n}, true
}

// spacedUUID writes 16 bytes as servers write the UUID of a changeId: pairs
// with spaces between, and a dash in the middle.
func spacedUUID(hi, lo uint64) string {
	pairs := func(v uint64) string {
		return strings.TrimSpace(fmt.Sprintf("% x", []byte{byte(v >> 56), byte(v >> 48),
			byte(v >> 40), byte(v >> 32), byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}))
	}
	return pairs(0x52<<56|hi>>8) + "-" + pairs(lo)
}
