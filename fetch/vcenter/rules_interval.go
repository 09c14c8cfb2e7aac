package vcenter

import (
	"errors"
	"fmt"
)

var changeIDEndRule = rule{
	id: "changeIdEnd", title: "changeId at the end", causes: untrackedRules,
	why: "an end without a changeId was not tracked: there is nothing to compare with",
	judge: func(s subject) verdict {
		name := s.iv.To.Name
		switch {
		case s.iv.To.Withheld:
			return fails("the account may not see it",
				fmt.Sprintf("the account may not see the disks of snapshot %s", quoted(name)),
				askForRead)
		case !s.inEnd:
			return fails("the disk is not part of it",
				fmt.Sprintf("%s is not part of snapshot %s", clean(s.disk.Label), quoted(name)),
				"choose a snapshot that was taken after the disk was added")
		case s.then.ChangeID != "":
			return passes(clean(s.then.ChangeID))
		case s.iv.To.MoID == "":
			return changeIDNowRule.judge(s)
		}
		return fails("none", fmt.Sprintf("%s has no changeId at snapshot %s", clean(s.disk.Label), quoted(name)),
			"tracking starts with the next snapshot or power cycle after it is turned on, so choose a later end")
	},
}

var changeIDBeginRule = rule{
	id: "changeIdBegin", title: "changeId at the begin",
	why: "changes are counted from a changeId, and the server refuses a malformed one without saying why",
	judge: func(s subject) verdict {
		if s.iv.FromChangeID == Everything {
			return passes("*, for all allocated areas")
		}
		if _, err := ParseChangeID(s.iv.FromChangeID); err != nil {
			var malformed *Error
			errors.As(err, &malformed)
			return fails(malformed.What, "", malformed.Advice)
		}
		return passes(clean(s.iv.FromChangeID))
	},
}

// both are the changeIds of the interval, ok if they can be compared at all.
func (s subject) both() (begin, end ChangeID, ok bool) {
	begin, err := ParseChangeID(s.iv.FromChangeID)
	if err != nil {
		return begin, end, false
	}
	end, err = ParseChangeID(s.iv.ToChangeID)
	return begin, end, err == nil
}

var sameTrackingRule = rule{
	id: "sameTracking", title: "one tracking for both ends",
	why: "another UUID is another disk, or tracking was reset: what was written in between is not known, and a backup must be full",
	judge: func(s subject) verdict {
		begin, end, ok := s.both()
		switch {
		case s.iv.FromChangeID == Everything:
			return passes("* needs no begin")
		case !ok:
			return untold("one of the changeIds cannot be read", "choose a begin and an end that tell their changeIds")
		case begin.UUID != end.UUID:
			return s.d.foreign(s.disk, *s.iv, begin)
		}
		return passes("the same UUID")
	},
}

// noResetRule refuses nothing: the server answers all the same. It is what makes
// an audit of the answer suspect.
var noResetRule = rule{
	id: "noReset", title: "no reset since the begin",
	why: "what was written around a reset of change tracking may be missing from the answer, and there is no error",
	judge: func(s subject) verdict {
		begin, end, ok := s.both()
		if _, err := ParseChangeID(s.iv.ToChangeID); err != nil || s.iv.FromChangeID != Everything && (!ok || begin.UUID != end.UUID) {
			return untold("the two cannot be compared", "choose a begin and an end of the same tracking")
		}
		if at, reset := s.iv.Reset(); reset {
			return fails("tracking was reset before "+at.moment(), "",
				"make a full backup after the reset, and choose a begin and an end after it")
		}
		if at, reset := s.iv.ResetBefore(); reset {
			return passes(fmt.Sprintf("none; tracking was reset before %s, before the begin", at.moment()))
		}
		return passes("none")
	},
}

var orderRule = rule{
	id: "order", title: "begin before end",
	why: "changes are counted forward only",
	judge: func(s subject) verdict {
		begin, end, ok := s.both()
		switch {
		case s.iv.FromChangeID == Everything:
			return passes("* comes before everything")
		case !ok || begin.UUID != end.UUID:
			return untold("the two cannot be compared", "choose a begin and an end of the same tracking")
		}
		older, ok := begin.before(end)
		switch {
		case !ok && begin != end:
			return untold("the sequences are no numbers", "check the times of the two, for the server alone can compare them")
		case older:
			return passes(fmt.Sprintf("%s before %s", clean(begin.Sequence), clean(end.Sequence)))
		case !ok || begin == end && !s.iv.FromTime.IsZero() && (s.iv.ToTime.IsZero() || s.iv.FromTime.Before(s.iv.ToTime)):
			return passes("the same, as nothing was written in between")
		}
		advice := "choose an earlier begin: " + s.iv.beginnings()
		if later := s.d.endsAfter(s.disk, begin); len(later) > 0 {
			advice = "choose a later end with --to: " + someOf(later) + "; or an earlier begin: " + s.iv.beginnings()
		}
		return fails(fmt.Sprintf("%s is not before %s", clean(begin.Sequence), clean(end.Sequence)),
			fmt.Sprintf("the begin is not older than the end, %s", quoted(s.iv.ToName())), advice)
	},
}

// foreign says where a changeId with another UUID than the end's comes from, as
// far as anything that was seen on this machine tells.
func (d Detail) foreign(disk Disk, iv Interval, id ChangeID) verdict {
	for _, other := range d.Disks {
		if other.Key != disk.Key && d.seen(other, id.UUID) {
			return fails("the begin belongs to "+clean(other.Label),
				fmt.Sprintf("this changeId belongs to %s, not to %s", clean(other.Label), clean(disk.Label)),
				"choose that disk, or another begin: "+iv.beginnings())
		}
	}
	if d.seen(disk, id.UUID) {
		return fails("tracking was reset in between",
			fmt.Sprintf("change tracking of %s was reset between the begin and %s", clean(disk.Label), quoted(iv.ToName())),
			"choose a begin and an end on the same side of the reset, and make a full backup after it")
	}
	return fails("the begin was never seen on this disk",
		"this changeId was never seen on "+clean(disk.Label),
		"it is of another disk, or tracking was reset since, so choose another begin: "+iv.beginnings())
}

// seen says whether the disk has, or had at any snapshot, tracking of this UUID.
func (d Detail) seen(disk Disk, uuid string) bool {
	has := func(text string) bool {
		id, err := ParseChangeID(text)
		return err == nil && id.UUID == uuid
	}
	if has(disk.ChangeID) {
		return true
	}
	for _, s := range d.Snapshots {
		if then, ok := s.Match(disk); ok && has(then.ChangeID) {
			return true
		}
	}
	return false
}
