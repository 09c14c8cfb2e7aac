package vcenter

// CheckEnd is nil, or says why this end cannot work for the disk. The zero
// Snapshot is the current state.
func (d Detail) CheckEnd(disk Disk, to Snapshot) error { return nil }

// CheckBegin is nil, or says why the interval's begin cannot work with its end.
func (d Detail) CheckBegin(disk Disk, iv Interval) error { return nil }
