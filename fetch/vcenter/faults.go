package vcenter

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// asFault finds a fault of type T in err: a pointer to a fault's struct, or an
// interface that a family of faults satisfies.
func asFault[T any](err error) (T, bool) {
	var f T
	_, ok := fault.As(err, &f)
	return f, ok
}

func isFault[T any](err error) bool {
	_, ok := asFault[T](err)
	return ok
}

// faultText is what the server says itself, in one line.
func faultText(err error) string {
	return clean(strings.TrimPrefix(err.Error(), "ServerFaultCode: "))
}

// callError says why a call of a session failed; doing is the work in words,
// like "listing virtual machines".
func (c *Client) callError(err error, doing string) error {
	host := c.server.Host
	if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) || errors.Is(err, errBadReply) {
		return &Error{What: fmt.Sprintf("%s: the reply of %s is damaged or cut off", doing, host), Advice: "try again", Err: err, temporary: true}
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &Error{What: doing + " was interrupted", Advice: "start it again", Err: err}
	case isTimeout(err):
		return &Error{What: fmt.Sprintf("%s: %s did not answer in time", doing, host), Advice: "try again, or give it longer with --timeout", Err: err, temporary: true}
	case isFault[*types.NotAuthenticated](err):
		return &Error{What: "the session on " + host + " has ended", Advice: "connect again", Err: err}
	}
	if denied, ok := asFault[types.BaseNoPermission](err); ok {
		return c.denied(denied.GetNoPermission(), doing, err)
	}
	if gone, ok := asFault[*types.ManagedObjectNotFound](err); ok {
		return &Error{What: fmt.Sprintf("%s: %s is not there any more", doing, clean(gone.Obj.Value)), Advice: "list the virtual machines again", Err: err}
	}
	if e := certificateError(err, host, ""); e != nil {
		return e
	}
	if e := transportError(err, host, c.address); e != nil {
		return e
	}
	if soap.IsSoapFault(err) {
		return &Error{What: fmt.Sprintf("%s: %s answers %s", doing, host, quoted(faultText(err))), Advice: "look for the same time in the server's events and logs", Err: err}
	}
	return &Error{What: fmt.Sprintf("%s failed (%s)", doing, clean(err.Error())), Advice: "try again", Err: err, temporary: true}
}

// denied names the privilege, also by the words of the vSphere client for the
// one that this program needs beyond reading.
func (c *Client) denied(f *types.NoPermission, doing string, err error) error {
	privilege := clean(f.PrivilegeId)
	switch privilege {
	case "":
		privilege = "a privilege that the server does not name"
	case "VirtualMachine.Provisioning.DiskRandomRead":
		privilege += " (Virtual machine, Provisioning, Allow read-only disk access)"
	}
	return &Error{
		What:   fmt.Sprintf("%s: %s lacks %s", doing, c.account(), privilege),
		Advice: "ask the administrator to grant it on the virtual machine",
		Err:    err,
	}
}

func (c *Client) account() string {
	if c.server.User == "" {
		return "the account"
	}
	return clean(c.server.User)
}
