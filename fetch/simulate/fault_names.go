package simulate

import (
	"crypto/x509"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// FaultName is one thing that can go wrong at a simulated vCenter.
type FaultName struct {
	Name string // as Server.Fail and Options.Fail take it
	What string // one line: what a client meets
}

// kind is a fault and how it is shown. One of the functions is set: raise for
// a typed fault in place of an answer, page for an answer that is oddly cut or
// wrong, wire for one that does not arrive as it should, leaf for a
// certificate; or withholds.
type kind struct {
	FaultName
	raise     func(c circumstance) *soap.Fault
	page      func(a areas) types.DiskChangeInfo
	wire      wire
	leaf      func(c *x509.Certificate)
	withholds bool
}

// asked tells whether the fault is met by questions about changed areas.
func (k *kind) asked() bool { return k.leaf == nil && !k.withholds }

// FaultNames lists every fault that the server can show, in the order in which
// a help text should have them.
func FaultNames() []FaultName {
	var all []FaultName
	for _, k := range kinds() {
		all = append(all, k.FaultName)
	}
	return all
}

// kinds are all faults: those that the server tells, those of the way to it,
// and those of its pages.
func kinds() []*kind {
	var all []*kind
	for _, list := range [][]kind{typedKinds, wireKinds, pageKinds, otherKinds} {
		for i := range list {
			all = append(all, &list[i])
		}
	}
	return all
}

func kindNamed(name string) *kind {
	for _, k := range kinds() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

func kindNames() (all []string) {
	for _, k := range kinds() {
		all = append(all, k.Name)
	}
	return all
}

// otherKinds are not about questions for changed areas.
var otherKinds = []kind{
	{FaultName: FaultName{"missing", "properties about tracking, snapshots and the guest are withheld from the account"}, withholds: true},
	{FaultName: FaultName{"expiredCertificate", "the server's certificate has expired"}, leaf: expired},
	{FaultName: FaultName{"wrongName", "the server's certificate is for another name"}, leaf: misnamed},
}
