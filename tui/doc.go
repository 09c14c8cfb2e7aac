// Package tui is the terminal program: one Bubble Tea model, and a plain
// struct with methods for each screen.
//
//	connect → virtual machines → disks → interval → explorer
//	   └── esc goes back one step and keeps what has come ──┘
//
//	tea.Msg → Model.Update → the screen's method → state, perhaps a tea.Cmd
//	                                                   │ (goroutine: server, fetch)
//	          Model.View ← lines of the screen ←  a message, with a generation
//
// Invariants:
//   - Update never waits and never asks a server: all that takes time is a
//     command, which answers with a message;
//   - a message of work that was left behind carries an old generation and is
//     dropped; its context has been cancelled;
//   - no clock but Options.Now, no time zone but Options.Location;
//   - names from a server pass render.Clean before they are drawn;
//   - every screen draws exactly the lines and columns it was given.
package tui
