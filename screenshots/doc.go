// Screenshots draws the pictures of the README: it runs the real program on the
// simulated vCenter, presses keys, and paints what a terminal would show.
//
//	scenes, film → tui.Model → screen → Painter → PNG, GIF
//
//	go run ./screenshots            writes them into screenshots/
//	go run ./screenshots -dir D     writes them into D
//
// Invariants:
//   - nothing is left to chance: a fixed clock, no time zone, a page a batch, so
//     the same program gives the same pictures and a test can tell whether those
//     beside this file are up to date;
//   - whatever terminals draw themselves (blocks, lines) is an exact shape, so that
//     samples meet without seams.
package main
