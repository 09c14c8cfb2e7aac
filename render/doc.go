// Package render turns a change map into pictures: levels, coloured half
// blocks, addresses and the words beside them. It is the one place that decides
// what a range of bytes looks like, so that the map, the overview strip, the
// legend and an exported picture can never disagree.
//
//	extent.Map ──Sums──▶ Rule.LevelOf ──▶ []Level ──Palette.Line──▶ text line
//	     ▲                            ▲      │
//	   Grid.Bounds               Layout      ├──Palette.StripLine──▶ overview
//	(which bytes a sample is)  (which cell)  ├──Counts─────────────▶ legend
//	                                         └──Hotter─────────────▶ jump
//
// A Grid is the geometry alone: which bytes each sample stands for, and in which
// cell it stands, row by row or along a Hilbert curve. A Frame asks a map for the
// sums of those samples and turns each into one Level, by a Rule. A Palette writes
// levels as runs of SGR, in the colours that a terminal has, the glyphs that its
// font has and the ramp that its user likes. Everything else here (Bytes, Address,
// Ruler, Clean, Cut …) makes the words around the picture.
//
//	extent.Map ──Stats──▶ Report ──WriteText, WriteJSON──▶ figures
//	                 └──▶ Bar, LorenzPlot, TransferTime ──▶ plots on a screen
//
// Invariants, each held by a test:
//
//   - No change is invisible: a sample is drawn as changed if and only if at
//     least one changed byte lies in it, at any zoom, in any layout, by any rule.
//   - Nothing is claimed that was not asked: a sample is drawn as unchanged only
//     if every one of its bytes is known to be; unknown, failed and outside look
//     unlike any level in every colour profile, glyph set and ramp.
//   - The samples of a grid tile its view: each byte lies in exactly one sample,
//     and the sums over samples equal the total.
//   - All arithmetic on bytes is on integers, exact up to 4 EiB.
//   - A line is exactly as many columns wide as it has cells, ends with a reset,
//     and nothing of a name reaches the terminal as a control sequence.
//
// The package is pure: no clock, no files, no terminal. It knows neither Bubble
// Tea nor a network.
package render
