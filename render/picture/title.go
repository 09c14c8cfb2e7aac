package picture

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// between parts the parts of a title.
const between = " · "

// leastPart is how many columns of a part of a title are worth showing.
const leastPart = 4

// fitted is a title in so many columns. The longest parts are cut, all to the same
// length, so that none pushes the others out.
func fitted(parts []string, columns int) string {
	whole := strings.Join(parts, between)
	if ansi.StringWidth(whole) <= columns {
		return whole
	}
	room, longest := columns, 0
	for i, part := range parts {
		longest = max(longest, ansi.StringWidth(part))
		if i > 0 {
			room -= ansi.StringWidth(between)
		}
	}
	for limit := min(room, longest); limit >= leastPart; limit-- {
		sum := 0
		for _, part := range parts {
			sum += min(ansi.StringWidth(part), limit)
		}
		if sum <= room {
			return joinedCut(parts, limit)
		}
	}
	return render.Cut(whole, columns)
}

// joinedCut is a title of parts of a length at most.
func joinedCut(parts []string, limit int) string {
	cut := make([]string, len(parts))
	for i, part := range parts {
		cut[i] = render.Cut(part, limit)
	}
	return strings.Join(cut, between)
}

// cleaned are the texts that are not empty, fit to be drawn.
func cleaned(texts []string) []string {
	list := make([]string, 0, len(texts))
	for _, t := range texts {
		if t != "" {
			list = append(list, render.Clean(t))
		}
	}
	return list
}
