// Package picture draws a change map as a picture for a ticket or a report: the
// map as on the screen, with title, legend, ruler and totals.
//
//	Picture ──view──▶ render.Grid ──render.Frame──▶ levels ─┐
//	   │                  │                                 ├──▶ scene ──▶ raster ──▶ PNG
//	   └──parts──▶ layout ┴──▶ words, lines and swatches ───┘       └────▶ svg ─────▶ SVG
//
// A scene is all that a picture shows, in whole pixels: fields of samples, bars
// and lines of text. What writes a file only translates a scene, so that pixels
// and shapes cannot disagree. Which bytes a sample stands for, what level it has,
// which colour that is and where a tick of the ruler lies are answers of package
// render, the same as on the screen.
//
// Invariants, each held by a test that reads the files back:
//
//   - No change is invisible: a sample is a square of at least four by four
//     pixels, at any size, and drawn as changed if and only if a changed byte
//     lies in it. Nothing is ever drawn over a sample.
//   - Nothing is claimed that was not asked: what is not known is hatched, what
//     was asked for in vain is hatched both ways, what is no disk is ground.
//   - No picture lies by omission: while the map is incomplete, or may be, it says
//     so beside the title and, with the reason or in numbers, below the map, at any
//     size.
//   - The same Picture makes the same bytes.
//   - Memory is bounded, whatever the size: see [MostSamples].
//
// Parts that leave the map too little room go, in the order of the drops in
// parts.go. The package is pure: no clock, no files, no terminal.
package picture
