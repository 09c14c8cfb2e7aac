package vcenter

import (
	"fmt"
	"strconv"
	"strings"
)

// firstTracked is the oldest virtual hardware with change tracking.
const firstTracked = 7

var powerRule = rule{
	id: "power", title: "power state", why: whyNotRunning,
	judge: func(s subject) verdict {
		state, ok := powerStates[s.d.Power]
		switch {
		case !ok:
			return s.unseen(propPower)
		case s.iv != nil && s.iv.To.MoID != "":
			return passes(state + ", and the end is a snapshot")
		case s.iv != nil && s.d.Power != poweredOff:
			name := strings.NewReplacer("{vm}", quoted(s.d.Name))
			return fails(state+", and the end is the current state", name.Replace(notWhileRunning), snapshotOrOff)
		case s.d.Power == poweredOff:
			return passes(state + ", so the current state can be an end")
		case len(s.d.Snapshots) > 0:
			return passes(fmt.Sprintf("%s, with %s that can be an end", state, snapshots(len(s.d.Snapshots))))
		case s.d.withholds(propSnapshot):
			return untold(state+", and the account may not see its snapshots", askForRead)
		case s.d.VM.Snapshots < 0:
			return untold(state+", and the server does not tell of its snapshots", "look them up in the vSphere client")
		}
		return fails(state+", without a snapshot", fmt.Sprintf("%s has no snapshots", quoted(s.d.Name)), takeOne)
	},
}

const takeOne = "take one while change tracking is on, or power the machine off to look at its current state"

var powerStates = map[string]string{"poweredOn": "powered on", poweredOff: "powered off", "suspended": "suspended"}

func snapshots(n int) string {
	if n == 1 {
		return "1 snapshot"
	}
	return fmt.Sprintf("%d snapshots", n)
}

var hardwareRule = rule{
	id: "hardware", title: "virtual hardware",
	why: fmt.Sprintf("virtual hardware has change tracking from version %d on", firstTracked),
	judge: func(s subject) verdict {
		version, err := strconv.Atoi(strings.TrimPrefix(s.d.HardwareVersion, "vmx-"))
		switch {
		case err != nil:
			return s.unseen(propVersion)
		case version < firstTracked:
			return fails(fmt.Sprintf("version %d", version),
				fmt.Sprintf("%s has virtual hardware version %d, which has no change tracking", quoted(s.d.Name), version),
				fmt.Sprintf("upgrade the virtual hardware to version %d or later", firstTracked))
		}
		return passes(fmt.Sprintf("version %d", version))
	},
}

var supportedRule = rule{
	id: "supported", title: "tracking possible", causes: []rule{hardwareRule},
	why: "the host says for each machine whether it can track it at all",
	judge: func(s subject) verdict {
		switch s.d.Supported {
		case Yes:
			return passes("supported")
		case No:
			return fails("not supported", fmt.Sprintf("%s does not support change tracking", quoted(s.d.Name)), "choose another virtual machine")
		}
		return s.unseen(propSupported)
	},
}

var vmTrackingRule = rule{
	id: "vmTracking", title: "tracking of the machine", causes: []rule{hardwareRule, supportedRule},
	why: "while it is off nothing is noted of what is written, and every backup reads whole disks",
	judge: func(s subject) verdict {
		switch s.d.Tracking {
		case Yes:
			return passes("on")
		case No:
			return fails("off", fmt.Sprintf("change tracking is off for %s", quoted(s.d.Name)), "turn change tracking on for the machine while there are no snapshots, then take one")
		}
		return s.unseen(propTracking)
	},
}

// The answer to this is nowhere: the server keeps no record of it, and what it
// breaks is answered like everything else.
var snapshotsAtEnableRule = rule{
	id: "snapshotsAtEnable", title: "snapshots when tracking began",
	why: "if there were any, changes may be missing, and since vSphere 6.5 damaged tracking data comes back without an error: that there is none proves nothing",
	judge: func(subject) verdict {
		return untold("nobody can tell afterwards", "make a full backup after turning tracking on, and compare a restored disk with its source from time to time")
	},
}
