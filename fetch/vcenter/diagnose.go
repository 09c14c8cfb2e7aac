package vcenter

// rule is one precondition: what it is about, why it matters, and how it is told
// from what the server gave. CheckEnd, CheckBegin and Diagnose judge by the same
// rules, so that what is refused on a screen is what the doctor finds.
type rule struct {
	id, title, why string
	judge          func(subject) verdict

	// causes are rules that, where they fail, are why this one does not pass.
	// Their advice has to be followed first.
	causes []rule
}

func (r rule) verdict(s subject) verdict {
	v := r.judge(s)
	if v.result == CheckPass {
		return v
	}
	for _, cause := range r.causes {
		if before := cause.judge(s); before.result == CheckFail {
			v.advice = before.advice
			break
		}
	}
	return v
}

// subject is what a rule looks at.
type subject struct {
	d    Detail
	disk Disk      // as it is now; the zero one for a rule about the machine
	iv   *Interval // nil if none is chosen

	then  Disk // the disk as it is at the end of the interval
	inEnd bool // whether it is there at all
}

func subjectOf(d Detail, disk Disk, iv *Interval) subject {
	s := subject{d: d, disk: disk, iv: iv}
	switch {
	case iv == nil:
	case iv.To.MoID == "":
		s.then, s.inEnd = disk, true
	default:
		s.then, s.inEnd = iv.To.Match(disk)
	}
	return s
}

// verdict is what a rule comes to.
type verdict struct {
	result Result
	found  string // what is there
	what   string // if it fails: the same as a sentence that stands alone; found if ""
	advice string // if it does not pass
}

func passes(found string) verdict { return verdict{result: CheckPass, found: found} }

func fails(found, what, advice string) verdict {
	if what == "" {
		what = found
	}
	return verdict{CheckFail, found, what, advice}
}

func untold(found, advice string) verdict {
	return verdict{result: CheckUnknown, found: found, advice: advice}
}

// unseen is for a property that the server left out: because the account may not
// read it, or for reasons of its own.
func (s subject) unseen(path string) verdict {
	if s.d.withholds(path) {
		return untold("the account may not see it", askForRead)
	}
	return untold("the server does not tell", "look it up in the vSphere client")
}

const askForRead = "ask the administrator for the privileges System.View and System.Read on the virtual machine"

// check is the verdict as a row.
func (r rule) check(v verdict, s subject) Check {
	return Check{
		ID: r.id, Title: r.title, Disk: clean(s.disk.Label), DiskKey: s.disk.Key,
		Result: v.result, Found: v.found, Why: r.why, Advice: v.advice,
	}
}

// refusal is nil unless the rule fails.
func (r rule) refusal(s subject) error {
	v := r.verdict(s)
	if v.result != CheckFail {
		return nil
	}
	return &Error{What: v.what, Meaning: r.why, Advice: v.advice}
}

// refusal is that of the first rule that fails, or nil.
func refusal(rules []rule, s subject) error {
	for _, r := range rules {
		if err := r.refusal(s); err != nil {
			return err
		}
	}
	return nil
}

// Diagnose is the part of Doctor that needs no server: all but the privilege. The
// rows come in the order of their ids below: those of the machine, those of each
// disk, those of the interval for its disk.
//
//	power hardware supported vmTracking
//	diskTracking mode sharing rdm backing changeIdNow
//	changeIdBegin changeIdEnd sameTracking order noReset
//	snapshotsAtEnable
//
// With an interval, CheckEnd refuses its end if and only if power or changeIdEnd
// fails, and CheckBegin its begin if and only if changeIdBegin, sameTracking or
// order fails.
func Diagnose(d Detail, disks []Disk, iv *Interval) []Check {
	if disks == nil {
		disks = d.Disks
	}
	var checks []Check
	add := func(s subject, rules ...rule) {
		for _, r := range rules {
			checks = append(checks, r.check(r.verdict(s), s))
		}
	}
	machine := subjectOf(d, Disk{}, iv)
	add(machine, powerRule, hardwareRule, supportedRule, vmTrackingRule)
	if d.DisksWithheld() {
		checks = append(checks, diskTrackingRule.check(machine.unseen(propDevices), machine))
	}
	for _, disk := range disks {
		add(subjectOf(d, disk, nil), diskTrackingRule, modeRule, sharingRule, rdmRule, backingRule, changeIDNowRule)
	}
	if iv != nil {
		add(subjectOf(d, iv.Disk, iv), changeIDBeginRule, changeIDEndRule, sameTrackingRule, orderRule, noResetRule)
	}
	if len(disks) > 0 {
		add(machine, snapshotsAtEnableRule)
	}
	return checks
}
