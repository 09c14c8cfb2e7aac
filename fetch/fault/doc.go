// Package fault is the one shape that a failure has when it is told to a
// person or a program: what happened, what that means for change tracking, and
// what to do.
//
//	error of any package ─► Explain ─► Fault ─► status line, text, JSON
//
// Invariants:
//   - it imports the standard library only, so that every room below the
//     screens may use it;
//   - every error has a Fault: what no package explains becomes its own text.
package fault
