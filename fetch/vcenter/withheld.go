package vcenter

import (
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// unauthenticated is nil unless a reply withholds properties because the session
// has ended. A property collector does not fail then: it answers with objects of
// which all is withheld, each for want of a session, and they would pass for
// objects that the account may not see.
func unauthenticated(res soap.HasFault) error {
	var objects []types.ObjectContent
	switch body := res.(type) {
	case *methods.RetrievePropertiesExBody:
		if body.Res != nil && body.Res.Returnval != nil {
			objects = body.Res.Returnval.Objects
		}
	case *methods.ContinueRetrievePropertiesExBody:
		if body.Res != nil {
			objects = body.Res.Returnval.Objects
		}
	}
	for _, o := range objects {
		for _, m := range o.MissingSet {
			if ended, ok := m.Fault.Fault.(*types.NotAuthenticated); ok {
				return soap.WrapVimFault(ended)
			}
		}
	}
	return nil
}
