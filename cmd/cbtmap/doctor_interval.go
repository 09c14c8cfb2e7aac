package main

import (
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
)

// examined is the interval of one disk that the checks are about.
type examined struct {
	disk     vcenter.Disk
	interval vcenter.Interval
	chosen   bool  // interval is one, if only one that cannot be asked about
	err      error // why it cannot be asked about
}

// examine adds the checks of an interval to those of each disk: of the one that
// is asked for, or else of the newest.
func (d *diagnosis) examine(disks []vcenter.Disk, pick pickFlags) {
	for _, disk := range disks {
		e := examined{disk: disk}
		if e.interval, e.err = d.vm.FindInterval(disk, pick.To, pick.From); e.err == nil {
			e.chosen = true
		} else {
			e.interval, e.chosen = unasked(d.vm, disk, pick)
		}
		if e.chosen {
			d.checks = append(d.checks, intervalChecks(d.vm, e)...)
		}
		d.intervals = append(d.intervals, e)
	}
}

// unasked is an interval whose ends are there each by itself, though they do not
// belong together. Its checks say why.
func unasked(vm vcenter.Detail, disk vcenter.Disk, pick pickFlags) (iv vcenter.Interval, ok bool) {
	iv, err := vm.FindInterval(disk, pick.To, vcenter.Everything)
	if err != nil || pick.From == "" {
		return iv, false
	}
	if begin, err := vm.FindInterval(disk, pick.From, vcenter.Everything); err == nil {
		iv.FromChangeID, iv.FromSnapshot, iv.FromTime = begin.ToChangeID, begin.To.Name, begin.ToTime
		return iv, true
	}
	id, err := vcenter.ParseChangeID(pick.From)
	iv.FromChangeID = id.String()
	return iv, err == nil
}

// intervalChecks are the checks that are there only with an interval.
func intervalChecks(vm vcenter.Detail, e examined) []vcenter.Check {
	disks := []vcenter.Disk{e.disk}
	always := map[string]bool{}
	for _, c := range vcenter.Diagnose(vm, disks, nil) {
		always[c.ID] = true
	}
	var checks []vcenter.Check
	for _, c := range vcenter.Diagnose(vm, disks, &e.interval) {
		if !always[c.ID] {
			checks = append(checks, c)
		}
	}
	return checks
}

// why is why the interval cannot be asked about; nil if it can.
func (e examined) why() *fault.Fault {
	if e.err == nil {
		return nil
	}
	f := fault.Of(e.err)
	return &f
}
