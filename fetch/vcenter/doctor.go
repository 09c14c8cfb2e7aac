package vcenter

import (
	"context"
	"errors"
	"slices"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

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
	v, err := c.mayAsk(ctx, d)
	return append([]Check{privilegeRule.check(v, subject{d: d})}, Diagnose(d, disks, iv)...), err
}

// privilegeRule is the one rule that needs the server.
var privilegeRule = rule{
	id: "privilege", title: "privilege to ask",
	why: "without " + diskRandomRead + " the server answers no question about the changes of a disk",
}

// mayAsk asks the server whether the account has the privilege. The answer is
// about one session, so it is asked for once more if that was renewed meanwhile.
func (c *Client) mayAsk(ctx context.Context, d Detail) (verdict, error) {
	manager := c.vim.ServiceContent.AuthorizationManager
	if manager == nil {
		return untold("the server keeps no privileges to ask for", tryToAsk), nil
	}
	for again := false; ; again = true {
		key := c.session.key()
		res, err := methods.HasPrivilegeOnEntity(ctx, c.vim, &types.HasPrivilegeOnEntity{
			This: *manager, Entity: vmRef(d.MoID), SessionId: key, PrivId: []string{diskRandomRead},
		})
		if renewed := c.session.key() != key; renewed && !again {
			continue
		}
		if err != nil {
			return c.notTold(err)
		}
		if !slices.Equal(res.Returnval, []bool{true}) {
			return fails(c.accountName()+" lacks "+privilege(diskRandomRead), "", grantIt), nil
		}
		return passes("granted to " + c.accountName()), nil
	}
}

const tryToAsk = "ask for the changes and see, for the server names a privilege that is missing"

// notTold tells a server that refuses the question from one that did not hear it.
func (c *Client) notTold(err error) (verdict, error) {
	var (
		refusal faulter
		known   *Error
	)
	if errors.As(err, &refusal) && !errors.As(err, &known) {
		return untold("the server does not say ("+signsOf(err)[0].said+")", tryToAsk), nil
	}
	return untold("the server could not be asked", "ask again"), c.callError(err, "asking for the account's privileges")
}

func (c *Client) accountName() string { return scene{user: c.server.User}.account() }
