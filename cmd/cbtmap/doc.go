// Cbtmap explores, in a terminal, which parts of a vSphere virtual disk changed.
// This package is the command line: it finds out what is wanted, puts the other
// packages together, and says how it went. It has no logic of its own.
//
//	arguments, GOVC_* ─► flags ─► sessions ─► vCenter, or a simulated one
//	                       │          │
//	                       │          ├─► explore, demo ─► tui
//	                       │          ├─► inventory     ─► table or JSON
//	                       │          └─► report        ─► fetch ─► render.Report
//	                       └─► simulate, version
//
//	standard output  what was asked for, and nothing else
//	standard error   "cbtmap: what happened: what to do"; progress, for a terminal only
//	exit code        see exit.go
//
// Invariants:
//
//   - Everything goes through run, which gets its streams and its environment
//     from outside: a test is as good as a process.
//   - No password is taken from the command line, where others can see it, and
//     none is printed. The exception is simulate, whose password is public.
//   - Whatever was opened is closed, however the program ends: sessions are
//     logged out, simulated servers leave no files.
//   - Names from a server are cleaned before they are printed.
package main
