package vcenter

// CheckEnd is nil, or says why this end cannot work for the disk. The zero
// Snapshot is the current state. What the server did not tell is not held
// against the end.
func (d Detail) CheckEnd(disk Disk, to Snapshot) error {
	s := subjectOf(d, disk, &Interval{VM: d, Disk: disk, To: to})
	if err := powerRule.refusal(s); err != nil {
		return err
	}
	err := changeIDEndRule.refusal(s)
	if err == nil || to.Withheld {
		return err
	}
	causes := untrackedRules
	if !s.inEnd {
		causes = untrackableRules // being off leaves no disk out of a snapshot
	}
	if cause := refusal(causes, s); cause != nil {
		return cause
	}
	return err
}

// CheckBegin is nil, or says why the interval's begin cannot work with its end:
// a malformed changeId, one of another disk or from before tracking was reset,
// or one that is not older than the end. The server would refuse all of these,
// but without saying which.
func (d Detail) CheckBegin(disk Disk, iv Interval) error {
	return refusal([]rule{changeIDBeginRule, sameTrackingRule, orderRule}, subjectOf(d, disk, &iv))
}
