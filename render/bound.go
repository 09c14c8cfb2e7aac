package render

import "strings"

// AtLeast marks a figure that more replies can only raise: "≥ 7.6 GiB". One that
// is too small to be written says only that it is there: "<0.01 %" becomes ">0 %".
func AtLeast(open bool, figure string) string {
	if !open || figure == "–" || strings.HasPrefix(figure, ">") {
		return figure
	}
	if strings.HasPrefix(figure, "<") {
		_, unit, _ := strings.Cut(figure, " ")
		return ">0 " + unit
	}
	return "≥ " + figure
}

// SoFar marks a figure that more replies may raise or lower, as they may a mean
// or a factor: "~64 KiB".
func SoFar(open bool, figure string) string {
	if !open || figure == "–" {
		return figure
	}
	return "~" + figure
}
