package vcenter

import "errors"

// FindDisk finds a disk by its label, key or slot; "" is the only disk.
func (d Detail) FindDisk(labelOrKey string) (Disk, error) {
	return Disk{}, errors.New("not built yet")
}

// FindInterval resolves both ends of an interval.
//
// to is a snapshot's name or managed object id, Current, or "" for the newest
// snapshot (the current state of a powered-off VM without snapshots). from is a
// changeId, a snapshot's name or managed object id, Everything, or "" for the
// snapshot just before the end.
func (d Detail) FindInterval(disk Disk, to, from string) (Interval, error) {
	return Interval{}, errors.New("not built yet")
}
