package vcenter

import (
	"slices"
	"sync"
)

// faultTable is everything that is known of failures, from the special to the
// general: the first row that fits decides.
var faultTable = sync.OnceValue(func() []row {
	return slices.Concat(troubleRows, certificateRows, proxyRows, loginRows, trackingRows, sessionRows, serverRows, statusRows, otherRows)
})

// Meanings that several rows share. The two with places say what stands in a
// fetch, and elsewhere no more than is true there; see values.
const (
	nothingLost     = "{range}"
	nothingOnFaults = "{tracking}"
	nothingAsked    = notAsked + ": " + notOnTracking
	fullBackup      = "an incremental backup from this changeId is not possible: the next one must be full"
	noMoreAnswers   = "no more will be known of this interval, and what has arrived stays true"
	trackingIsFine  = "tracking itself is fine: what has arrived stays true"
)

// What stands in the places.
const (
	notAsked      = "nothing was asked of the server"
	notOnTracking = "this says nothing about tracking"
	notKnownYet   = "nothing is known about this range yet, and " + arrivedIsTrue
	nothingIsLost = "nothing is lost by this"
	arrivedIsTrue = "what has arrived stays true"
)

// otherRows take what nothing else fits.
var otherRows = []row{
	{
		id: "strange answer at login", phase: connecting,
		what:    "{host} does not answer like a vCenter or an ESXi host (its answer is not what was asked for)",
		meaning: nothingAsked,
		advice:  checkAddress,
	},
	{
		id:      "anything else",
		what:    "{doing} failed ({said})",
		meaning: nothingLost,
		advice:  "try again",
		lasts:   temporary,
	},
}

const checkAddress = "check the address, which is mostly just the host name, as in https://vc01"
