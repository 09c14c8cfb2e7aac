// Package drive runs a Bubble Tea model without a terminal. Tests and the
// pictures of the README are made with it, so both show the real program.
//
//	keys, sizes → Driver → Model.Update → tea.Cmd ─┐
//	screen      ← Driver ← Model.View   ← message ←┘ one after the other
//
// Invariants:
//   - commands run in the order in which they came, each to its end, so the same
//     input gives the same screens;
//   - nothing waits for a clock: a model that needs one takes it as an option.
package drive
