package vcenter

import (
	"fmt"
	"slices"
	"strings"
)

// Tracking is on or off for the machine and, besides, for each of its disks: the
// one without the other is common after a disk was added. The disk's is told in
// the machine's extra configuration only, which a server leaves out now and
// then, and which then says nothing.
var diskTrackingRule = rule{
	id: "diskTracking", title: "tracking of the disk", causes: slices.Concat(untrackableRules, []rule{vmTrackingRule}),
	why: "tracking can be on for the machine and off for one of its disks, of which nothing is noted then",
	judge: func(s subject) verdict {
		switch s.disk.Tracking {
		case Yes:
			return passes("on")
		case No:
			found := "off, though it is on for the machine"
			if s.d.Tracking != Yes {
				found = "off"
			}
			return fails(found,
				fmt.Sprintf("change tracking is on for %s but off for %s", quoted(s.d.Name), clean(s.disk.Label)),
				fmt.Sprintf("set %s.ctkEnabled to TRUE while there are no snapshots, then take one", s.disk.slot()))
		}
		if s.d.withholds(propExtra) {
			return s.unseen(propExtra)
		}
		return untold("the server does not tell", fmt.Sprintf("look for %s.ctkEnabled in the machine's advanced settings, and read the machine again", s.disk.slot()))
	},
}

// slot is for a sentence: the name in configuration files, or a stand-in.
func (d Disk) slot() string {
	if d.Slot == "" {
		return "scsiX:Y"
	}
	return clean(d.Slot)
}

// Why a disk has no changeId: the first of these that fails tells. Those that no
// setting can change come first.
var (
	untrackableRules = []rule{hardwareRule, rdmRule, modeRule, sharingRule, backingRule, supportedRule}
	untrackedRules   = slices.Concat(untrackableRules, []rule{vmTrackingRule, diskTrackingRule})
)

var modeRule = rule{
	id: "mode", title: "disk mode",
	why: "snapshots leave independent disks out, and change tracking with them",
	judge: func(s subject) verdict {
		switch {
		case strings.HasPrefix(s.disk.Mode, "independent"):
			return fails(clean(s.disk.Mode),
				clean(s.disk.Label)+" is an independent disk, which snapshots and change tracking leave out",
				"choose another disk, or set the mode of this one to dependent")
		case s.disk.Mode != "":
			return passes(clean(s.disk.Mode))
		case s.disk.Backing != "":
			return passes("none, as for all disks of this format")
		}
		return untold("the server does not tell", "look it up in the vSphere client")
	},
}

var sharingRule = rule{
	id: "sharing", title: "sharing",
	why: "each host would note its own writes only, so a disk that several machines write to is not tracked",
	judge: func(s subject) verdict {
		if s.disk.Sharing != "" && s.disk.Sharing != "sharingNone" {
			return fails(clean(s.disk.Sharing),
				clean(s.disk.Label)+" is shared with other machines, which cannot be tracked",
				"choose a disk that only one machine writes to")
		}
		return passes("not shared")
	},
}

var rdmRule = rule{
	id: "rdm", title: "raw device mapping",
	why: "in physical mode writes go past the layer that would note them",
	judge: func(s subject) verdict {
		switch s.disk.RDM {
		case "":
			return passes("none")
		case "virtualMode":
			return passes("virtual mode")
		case "physicalMode":
			return fails("physical mode",
				clean(s.disk.Label)+" is a raw device in physical mode, which cannot be tracked",
				"choose another disk, or map this device in virtual mode")
		}
		return untold(clean(s.disk.RDM)+", which is not known here", "see whether the disk has a changeId")
	},
}

var backingRule = rule{
	id: "backing", title: "disk format",
	why: "only some formats of virtual disks have a place for a changeId",
	judge: func(s subject) verdict {
		switch {
		case s.disk.Backing == "":
			return untold("a format that is not known here", "see whether the disk has a changeId")
		case !s.disk.trackable():
			return fails(clean(s.disk.Backing),
				fmt.Sprintf("%s has a backing of type %s, which cannot be tracked", clean(s.disk.Label), clean(s.disk.Backing)),
				"choose another disk")
		}
		return passes(clean(s.disk.Backing))
	},
}

var changeIDNowRule = rule{
	id: "changeIdNow", title: "changeId now", causes: untrackedRules,
	why: "a disk has a changeId as soon as it is being tracked",
	judge: func(s subject) verdict {
		if s.disk.ChangeID == "" {
			return fails("none", clean(s.disk.Label)+" has no changeId now",
				"take a snapshot or power the machine off and on, for tracking starts with that")
		}
		return passes(clean(s.disk.ChangeID))
	},
}
