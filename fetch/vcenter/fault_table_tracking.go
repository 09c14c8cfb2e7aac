package vcenter

// trackingRows are the answers that a question for changed areas can be refused
// with. Which fault and which message key mean what is known from programs that
// live on them, the vSphere CSI driver's fault translation above all; the words
// "corrupt" and the keys are hostd's.
var trackingRows = []row{
	{
		id: "no tracking", phase: asking, key: ".cbt.noTrack",
		what:    "change tracking was off for {disk} at {end}",
		meaning: "nothing was noted of the writes before that point: the next backup must be full",
		advice:  "turn it on, take a new snapshot, and choose that as the begin of what comes after it",
		lasts:   final, damaged: true,
	},
	{
		id: "no epoch", phase: asking, key: ".cbt.noEpoch",
		what:    "change tracking of {disk} has no current period",
		meaning: "tracking has not begun, or not again since it was reset: neither what changed nor what is allocated can be told",
		advice:  "take a snapshot with tracking on, and ask again with that one as the end",
		lasts:   final,
	},
	{
		id: "corrupt", phase: asking, kind: "FileFault", words: "corrupt",
		what:    "the change tracking file of {disk} is corrupt",
		meaning: "what tracking says of this disk cannot be trusted: incremental backups since it broke may lack changes",
		advice:  "make a full backup, then reset tracking: turn it off and on again while there are no snapshots",
		lasts:   final, damaged: true,
	},
	{
		id: "cannot get changes", phase: asking, key: ".cbt.cannotGetChanges",
		what:    "the server cannot tell the changes of {disk} since this changeId",
		meaning: "tracking was probably reset since then: " + fullBackup,
		advice:  "choose a later begin",
		lasts:   final, damaged: true,
	},
	{
		// A lock ends with the task that holds it.
		id: "locked", phase: asking, kind: "FileLocked",
		what:    "a file of {disk} is locked ({file})",
		meaning: "tracking itself is probably fine: a backup, a consolidation or a move may hold the disk",
		advice:  "wait until that task is done, and try again",
		lasts:   temporary,
	},
	{
		id: "file missing", phase: asking, kind: "FileNotFound",
		what:    "a file of {disk} at {end} is missing ({file})",
		meaning: "without its tracking file nothing can be told of the changes: the next backup must be full",
		advice:  "look for it in the machine's folder on the datastore, and take a full backup",
	},
	{
		id: "file closed", phase: asking, kind: "CannotAccessFile",
		what:    "the host cannot open a file of {disk} ({file})",
		meaning: nothingLost,
		advice:  "check that the datastore is mounted and may be read by the host, and try again",
	},
	{
		id: "file", phase: asking, kind: "FileFault",
		what:    "the server cannot read the change tracking of {disk} ({file})",
		meaning: "its file may be locked or missing, or the begin may lie before tracking was on: " + nothingLost,
		advice:  "try again and then choose a later begin",
	},
	{
		// The documented refusal of a disk whose type has no tracking.
		id: "disk not supported", phase: asking, kind: "InvalidArgument", words: "not supported",
		what:    "{disk} is of a type that cannot be tracked",
		meaning: "nothing is ever noted of its writes: every backup of it must read all of it",
		advice:  "choose another disk",
		lasts:   final,
	},
	{
		id: "offset", phase: asking, kind: "InvalidArgument", property: "startOffset",
		what:    "offset {offset} lies outside {disk} at {end}",
		meaning: trackingIsFine,
		advice:  "read the disks again, for its size may have changed",
	},
	{
		id: "disk", phase: asking, kind: "InvalidArgument", property: "deviceKey",
		what:    "the server knows no trackable disk with key {key} at {end}",
		meaning: "the disk was not there at that end, or is of a type that keeps no tracking",
		advice:  "read the disks again and choose another disk or end",
		lasts:   final,
	},
	{
		id: "changeId", phase: asking, kind: "InvalidArgument", property: "changeId",
		what:    "the server does not accept this changeId for {disk} at {end}",
		meaning: "it may be of another disk, newer than the end, or from before tracking was reset: " + fullBackup,
		advice:  "choose another begin",
		lasts:   final,
	},
	{
		id: "snapshot", phase: asking, kind: "InvalidArgument", property: "snapshot",
		what:    "the server does not accept {end} as an end for {disk}",
		meaning: noMoreAnswers,
		advice:  "read the snapshots again and choose another end",
		lasts:   final,
	},
	{
		id: "argument", phase: asking, kind: "InvalidArgument",
		what:    "the server does not accept the question for {disk} ({said})",
		meaning: "the begin, the end and the disk do not go together: " + nothingLost,
		advice:  "choose another begin or end",
	},
	{
		id: "machine gone", phase: asking, kind: "ManagedObjectNotFound", about: "VirtualMachine",
		what:    "the virtual machine {vm} is not there any more",
		meaning: noMoreAnswers,
		advice:  "list the virtual machines again",
		lasts:   final,
	},
	{
		id: "end gone", phase: asking, kind: "ManagedObjectNotFound",
		what:    "{end} is not there any more",
		meaning: noMoreAnswers,
		advice:  "read the snapshots again and choose another end",
		lasts:   final,
	},
	{
		id: "end not found", phase: asking, kind: "NotFound",
		what:    "{end} is not there any more",
		meaning: "it was probably deleted meanwhile: " + noMoreAnswers,
		advice:  "read the snapshots again and choose another end",
		lasts:   final,
	},
	{
		// The documented condition of a question without a snapshot.
		id: "running", phase: asking, kind: "InvalidState", end: currentEnd,
		what:    notWhileRunning,
		meaning: whyNotRunning,
		advice:  snapshotOrOff,
		lasts:   final,
	},
	{
		id: "no such method", phase: asking, kind: "MethodNotFound",
		what:    "{host} does not know change tracking",
		meaning: "the server is too old to be asked, or is no vCenter at all",
		advice:  connectElsewhere,
		lasts:   final,
	},
	{
		id: "not supported", phase: asking, kind: "NotSupported",
		what:    "{host} does not know change tracking for {disk}",
		meaning: "this kind of machine or disk cannot be asked about on this server",
		advice:  connectElsewhere,
		lasts:   final,
	},
	{
		id: "unimplemented", phase: asking, kind: "NotImplemented",
		what:    "{host} does not know change tracking for {disk} yet",
		meaning: "this release of the server cannot be asked",
		advice:  connectElsewhere,
		lasts:   final,
	},
	{
		id: "no privilege to ask", phase: asking, kind: "NoPermission", property: diskRandomRead,
		what:    "{doing}: {account} lacks {privilege}",
		meaning: "tracking itself is fine: only this account may not ask for it",
		advice:  grantIt,
		lasts:   final,
	},
}

const (
	connectElsewhere = "connect to a vCenter, or to an ESXi host of version 4.0 or later"
	grantIt          = "ask the administrator to grant it on the virtual machine"

	notWhileRunning = "the current state of {vm} cannot be asked for while it is not powered off"
	whyNotRunning   = "a disk that is being written to has no end: a snapshot is what holds one still"
	snapshotOrOff   = "choose a snapshot as the end, or power the machine off"
)
