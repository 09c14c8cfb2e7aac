package vcenter

import "errors"

// ChangeID is a point in the past of one disk.
type ChangeID struct {
	UUID     string // of the tracking: another one means another disk, or that tracking was reset
	Sequence string // of the point; opaque
}

// ParseChangeID splits "UUID/sequence".
func ParseChangeID(s string) (ChangeID, error) { return ChangeID{}, errors.New("not built yet") }
