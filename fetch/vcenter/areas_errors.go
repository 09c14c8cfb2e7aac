package vcenter

import (
	"fmt"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// areasError says what a refused question for changed areas means for change
// tracking, from the fault's type and, with files, its message key. The keys
// begin with "vim.hostd.vmsvc.cbt" even through a vCenter, since the ESXi host
// answers.
func (c *Client) areasError(err error, iv Interval, offset int64) error {
	disk := fmt.Sprintf("%s of %s", clean(iv.Disk.Label), quoted(iv.VM.Name))
	end := "the current state"
	if iv.To.MoID != "" {
		end = fmt.Sprintf("snapshot %s", quoted(iv.To.Name))
	}
	if file, ok := asFault[types.BaseFileFault](err); ok {
		return fileError(file.GetFileFault(), err, disk, end)
	}
	if bad, ok := asFault[types.BaseInvalidArgument](err); ok {
		return argumentError(bad.GetInvalidArgument(), err, iv, disk, end, offset)
	}
	gone, ok := asFault[*types.ManagedObjectNotFound](err)
	switch {
	case ok && gone.Obj.Type == "VirtualMachine":
		return goneVM(iv.VM.Name, err)
	case ok || isFault[*types.NotFound](err):
		return &Error{What: end + " is not there any more", Advice: "read the snapshots again and choose another end", Err: err}
	case iv.To.MoID == "" && isFault[types.BaseInvalidState](err):
		return errRunning(iv.VM, err)
	case isFault[*types.MethodNotFound](err), isFault[*types.NotSupported](err), isFault[*types.NotImplemented](err):
		return &Error{What: c.server.Host + " does not know change tracking for " + disk, Advice: "connect to a vCenter, or to an ESXi host of version 4.0 or later", Err: err}
	}
	return c.callError(err, "asking for the changed areas of "+disk)
}

// fileError decodes the faults about the files of change tracking.
func fileError(f *types.FileFault, err error, disk, end string) error {
	key, words := trackingMessage(f)
	words += " " + faultText(err)
	switch {
	case strings.HasSuffix(key, ".noTrack"):
		return &Error{
			What:   fmt.Sprintf("change tracking was off for %s at %s", disk, end),
			Advice: "turn it on, take a new snapshot, and choose that as the begin of what comes after it",
			Err:    err,
		}
	case strings.HasSuffix(key, ".noEpoch"):
		return &Error{
			What:   fmt.Sprintf("change tracking of %s has no current period", disk),
			Advice: "take a snapshot with tracking on, and ask for the changes since a changeId rather than for *",
			Err:    err,
		}
	case strings.Contains(strings.ToLower(words), "corrupt"):
		return &Error{
			What:   "the change tracking file of " + disk + " is corrupt",
			Advice: "make a full backup, then reset tracking: turn it off and on again while there are no snapshots",
			Err:    err,
		}
	case strings.HasSuffix(key, ".cannotGetChanges"):
		return &Error{
			What:   fmt.Sprintf("the server cannot tell the changes of %s since this changeId", disk),
			Advice: "tracking was probably reset since then, so choose a later begin",
			Err:    err,
		}
	}
	file := clean(f.File)
	if file == "" {
		file = faultText(err)
	}
	return &Error{
		What:   fmt.Sprintf("the server cannot read the change tracking of %s (%s)", disk, file),
		Advice: "the file may be locked or missing, or the begin lies before tracking was on, so try again and then choose a later begin",
		Err:    err,
	}
}

// trackingMessage is the key and text of the message about change tracking, if
// the fault carries one.
func trackingMessage(f *types.FileFault) (key, message string) {
	for _, m := range f.FaultMessage {
		if strings.Contains(m.Key, ".cbt.") {
			return m.Key, m.Message
		}
	}
	return "", ""
}

// argumentError decodes the faults about one argument.
func argumentError(f *types.InvalidArgument, err error, iv Interval, disk, end string, offset int64) error {
	switch f.InvalidProperty {
	case "startOffset":
		return &Error{
			What:   fmt.Sprintf("offset %d lies outside %s at %s", offset, disk, end),
			Advice: "read the disks again, for its size may have changed",
			Err:    err,
		}
	case "deviceKey":
		return &Error{
			What:   fmt.Sprintf("the server knows no trackable disk with key %d at %s", iv.Disk.Key, end),
			Advice: "read the disks again and choose another disk or end",
			Err:    err,
		}
	case "changeId":
		return &Error{
			What:   fmt.Sprintf("the server does not accept this changeId for %s at %s", disk, end),
			Advice: "it may be of another disk, newer than the end, or from before tracking was reset, so choose another begin",
			Err:    err,
		}
	}
	return &Error{
		What:   fmt.Sprintf("the server does not accept the question for %s (%s)", disk, faultText(err)),
		Advice: "choose another begin or end",
		Err:    err,
	}
}
