package fault

import "errors"

// Fault is a failure in words. All texts are lower case, without a full stop at
// their end, and free of secrets and control characters. The JSON names are
// part of the interface.
type Fault struct {
	// Fault is the kind: the name of a vSphere fault without a prefix
	// ("FileFault", "InvalidArgument", "NoPermission"), or of what came in its
	// place: "http", "tls", "dns", "refused", "timeout", "network", "stalled",
	// "canceled"; "" for what no package explains.
	Fault string `json:"fault"`
	// Property is what an InvalidArgument names ("startOffset"), the privilege
	// that a NoPermission misses, or the status of a http fault ("503"); else "".
	Property string `json:"property"`
	// Key is the message key of the fault ("vim.hostd.vmsvc.cbt.noTrack"), or "".
	Key string `json:"key"`
	// What happened, with the names that matter.
	What string `json:"what"`
	// Meaning is what it means for change tracking and for this map; may be "".
	Meaning string `json:"meaning"`
	// Advice is what to do next, one sentence in the imperative; may be "".
	Advice string `json:"advice"`
}

// Explainer is an error that can tell what it is.
type Explainer interface {
	error
	Explain() Fault
}

// Of explains err by the first Explainer in its chain. An error that nobody
// explains is its own text; nil is the zero Fault.
func Of(err error) Fault {
	if err == nil {
		return Fault{}
	}
	var e Explainer
	if errors.As(err, &e) {
		return e.Explain()
	}
	return Fault{What: err.Error()}
}
