package render

import "cbtmap/fetch/extent"

// Bar draws a share, 0 to 1, as a bar of eighths of a column in a field of
// exactly width columns.
func Bar(share float64, width int) string { return Pad("", width, false) }

// LorenzPlot draws a Lorenz curve into h lines of exactly w columns each.
func LorenzPlot(curve []extent.Point, w, h int) []string {
	lines := make([]string, max(h, 0))
	for i := range lines {
		lines[i] = Pad("", w, false)
	}
	return lines
}

// TransferTime writes how long a line of this rate is busy with so many bytes.
func TransferTime(bytes, bitsPerSecond int64) string { return "" }
