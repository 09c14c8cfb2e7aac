// Cbtmap explores, in a terminal, which parts of a vSphere virtual disk changed.
// This package is the command line: it finds out what is wanted, puts the other
// packages together, and says how it went. It has no logic of its own.
//
//	arguments, GOVC_* ─► flags ─┬─► sessions ─► vCenter, or a simulated one ─┐
//	                            │                                            │
//	                            └─► files, standard input ─► fetch/file ─────┤
//	                                                                         │
//	  explore, demo, open ◄── tui ◄──────────────────────────────────────────┤
//	  inventory, doctor   ◄── tables, JSON ◄─────────────────────────────────┤
//	  report              ◄── render.Report ◄── evidence ◄───────────────────┤
//	  export, s on screen ◄── saving: formats, capture, picture ◄────────────┘
//
//	simulate, completion, man, version stand for themselves. An evidence is a
//	change map with where it comes from; a saving is one that is to be written.
//
//	standard output  what was asked for, and nothing else
//	standard error   failures and warnings; progress, for a terminal only
//	other files      what -o names, the cache, and the recent captures
//	exit code        see exit.go
//
// A failure has up to three lines: what happened, what it means for change
// tracking and for this map, and what to do. With --json it is one line of JSON
// instead, {"error":{"fault","property","key","what","meaning","advice"}}, also on
// standard error: standard output never holds anything but a document. Its fault is
// the kind: the name of a vSphere fault or of what came in its place, as package
// fault lists them, or one of this package (complain.go): usage, canceled, choice,
// notFound, exists, file, format, incomplete, checks, terminal. What
// costs nothing but time is told as a warning in the same two shapes. A command
// line that makes no sense has one line.
//
//	cbtmap: 127.0.0.1:443 refuses connections
//	cbtmap: meaning: …
//	cbtmap: hint: check the host and the port in GOVC_URL or --url, …
//
// Invariants:
//
//   - Everything goes through run, which gets its streams and its environment
//     from outside: a test is as good as a process.
//   - No password is taken from the command line, where others can see it, and
//     none is printed. The exception is simulate, whose password is public.
//   - Whatever was opened is closed, however the program ends: sessions are
//     logged out, simulated servers leave no files.
//   - Names from a server or a file are cleaned before they are printed.
//   - A file is written whole or not at all, and over another one only when told to.
//     One that does not cover the disk says so, and so does the exit code.
package main
