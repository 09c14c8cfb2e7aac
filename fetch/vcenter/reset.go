package vcenter

// Reset says whether change tracking of the interval's disk was reset since the
// interval's begin, as far as can be seen: whether any snapshot from the begin
// on, or the disk as it is now, has a changeId of another UUID than the state
// before it, or the end one of no state. Changes on the far side of a reset are
// lost, and what broke tracking may have lost others before.
//
// at is the newest state, the zero one standing for the current state, whose
// UUID differs from that of the state before it: tracking was reset between.
// A begin of another tracking is before all states. What is allocated at the end
// does not depend on what was tracked before it.
func (iv Interval) Reset() (at Snapshot, ok bool) {
	at, _, ok = iv.resets()
	return at, ok
}

// ResetBefore says whether tracking was reset before the interval's begin, and
// not since: that is history, and of no weight for what changed after it.
func (iv Interval) ResetBefore() (at Snapshot, ok bool) {
	_, history, ok := iv.resets()
	if ok || history == nil {
		return Snapshot{}, false
	}
	return *history, true
}

// resets are the newest reset since the begin, and the newest one before it.
func (iv Interval) resets() (at Snapshot, history *Snapshot, ok bool) {
	end, err := ParseChangeID(iv.ToChangeID)
	if err != nil {
		return Snapshot{}, nil, false
	}
	states := iv.states()
	begin := iv.beginAmong(states, end)
	for i := 1; i < len(states); i++ {
		switch {
		case states[i].id.UUID == states[i-1].id.UUID:
		case i <= begin && iv.FromChangeID == Everything:
		case i <= begin:
			history = &states[i].at
		default:
			at, ok = states[i].at, true
		}
	}
	if n := len(states); !ok && n > 0 && states[n-1].id.UUID != end.UUID {
		return iv.To, history, true // the end is none of these states
	}
	return at, history, ok
}

// tracked is a state of the interval's disk that tells its changeId.
type tracked struct {
	at Snapshot // the zero one is the current state
	id ChangeID
}

// states are those that were tracked, the oldest first.
func (iv Interval) states() (all []tracked) {
	see := func(s Snapshot, text string) {
		if id, err := ParseChangeID(text); err == nil {
			all = append(all, tracked{s, id})
		}
	}
	for _, s := range iv.VM.Snapshots {
		if then, found := s.Match(iv.Disk); found {
			see(s, then.ChangeID)
		}
	}
	see(Snapshot{}, iv.Disk.ChangeID)
	return all
}

// beginAmong is the last state that is surely not after the begin: the one with
// its changeId, or else the first of its tracking, which began with a reset if
// anything was before. It is -1 if no state is known to be that old.
func (iv Interval) beginAmong(states []tracked, end ChangeID) int {
	begin, err := ParseChangeID(iv.FromChangeID)
	switch {
	case iv.FromChangeID == Everything:
		begin = end
	case err != nil:
		return -1
	}
	first := -1
	for i, s := range states {
		if s.id == begin {
			return i
		}
		if first < 0 && s.id.UUID == begin.UUID {
			first = i
		}
	}
	return first
}

// moment names a state for a sentence; the zero one is the current state.
func (s Snapshot) moment() string {
	if s.MoID == "" {
		return "the current state"
	}
	return quoted(s.Name)
}
