package simulate

// FaultName is one thing that can go wrong at a simulated vCenter.
type FaultName struct {
	Name string // as Server.Fail and Options.Fail take it
	What string // one line: what a client sees
}

// FaultNames lists every fault that the server can show, in the order in which
// a help text should have them.
func FaultNames() []FaultName { return nil }
