// Package vcenter talks to a vCenter or an ESXi host: it logs in, lists virtual
// machines, reads the disks, snapshots and changeIds of one of them, and asks
// for the changed areas of a disk, one reply at a time.
//
//	environment, flags ─► Config ─► Connect ─► Client ─► session ─► SOAP or VI JSON
//	                                             │
//	             VMs, FindVM ◄───────────────────┤  light properties, streamed
//	             Detail      ◄───────────────────┤  devices and snapshots of one VM
//	                │                            │
//	   FindDisk, FindInterval, CheckEnd, …       │  pure: names in, Interval or reason out
//	                │            └─► rules ◄─────┤  Doctor: the same reasons, row by row
//	                │                            │
//	             Interval ─► Source.Areas(offset) ─► extent.Page
//
//	any failure ─► signs ─► first row of the table that fits ─► Error: what, meaning, advice
//
// Invariants:
//
//   - A password is in no error, no String and no JSON of this package, whatever
//     characters it has and wherever it was written. It is kept in memory only, for
//     as long as the client is there.
//   - Every error is an *Error, which says in lower case what happened, what that
//     means for change tracking and what to do next, and whether asking again may
//     help (Temporary) or never will (Final); context.Canceled and context.DeadlineExceeded are found
//     in it by errors.Is.
//   - No call waits for ever: each carries a deadline, also against a server that
//     accepts a connection and never speaks.
//   - A session that the server has ended is renewed by one login for all calls,
//     each of which is repeated once. A password that is refused then is not tried
//     again. After Close nothing logs in, and no session is left on the server.
//   - A page is what govmomi's decoder would make of the same reply, which it is
//     given where the shape of the reply is not the usual one; and there is none if
//     that would be a guess, for a number that is missing or data that is left out.
//     It is written to by nobody until it is given back with Recycle.
//   - What can be asked does not depend on the protocol, nor do the answers.
//   - What a screen refuses before it is asked is what Diagnose finds, in the same
//     words. Neither changes anything on the server.
//   - A property that the server leaves out is unknown (Unknown, -1, ""), never
//     an error and never a guess.
//   - Text from the server is untrusted. It is kept as it came in the types, and
//     cleaned of control characters where it enters an error.
package vcenter
