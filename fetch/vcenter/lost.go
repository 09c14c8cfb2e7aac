package vcenter

import (
	"errors"
	"fmt"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// stillTrue is what the end of a session means for a map.
const stillTrue = "what has arrived stays true, nothing more will come over this session"

// lost says why a session is over for good: it was closed, or it ended by itself
// and the login that was to renew it failed. explain puts the login's failure
// into words.
func lost(err error, a address, explain func(error) error) error {
	host := a.display()
	if errors.Is(err, errClosed) {
		return &Error{What: "the session on " + host + " has ended", Meaning: stillTrue, Advice: "connect again", Fault: "NotAuthenticated", Err: err, final: true}
	}
	why := (*Error)(nil)
	if !errors.As(explain(err), &why) {
		return err
	}
	e := *why
	// What is a wrong address for a first login is a restart for a later one: the
	// server was there a moment ago.
	if now := (scene{phase: calling, host: host, address: a.dial()}).explain(err); now.temporary && !soap.IsSoapFault(err) {
		e = *now
	}
	e.final = !e.temporary && !errors.Is(err, errBadReply)
	if e.final {
		e.Meaning = stillTrue
	}
	if isFault[types.BaseInvalidLogin](err) && !isFault[*types.PasswordExpired](err) {
		e.What = fmt.Sprintf("the session on %s has ended, and the server no longer accepts the password of %s", host, quoted(a.user))
		e.Advice = "it was probably changed meanwhile, so connect again with the new one"
		return &e
	}
	e.What = "the session has ended and cannot be renewed: " + e.What
	return &e
}
