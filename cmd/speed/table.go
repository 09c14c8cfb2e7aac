package main

import (
	"fmt"
	"runtime"
	"strings"
)

// table is what was measured as Markdown, and the rows for which a figure is
// missing.
func table(parts []part, found *results) (text string, missing []string) {
	var b strings.Builder
	processor := found.processor
	if processor == "" {
		processor = "an unnamed processor"
	}
	if found.short {
		b.WriteString("A look at whether all is there: the sizes are small, and the figures mean nothing.\n\n")
	}
	fmt.Fprintf(&b, "Measured by `%s` on %s, %d threads, %s, %s/%s, all in one run; each figure is the median of several.\n\n",
		found.command, processor, runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	b.WriteString("| | cbtmap | compared with | its figure | ratio | target |\n| --- | --: | --- | --: | --: | --- |\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "| **%s** | | | | | |\n", p.what)
		for _, r := range p.rows {
			mine, ok := r.mine(found)
			other, too := r.than(found)
			if !ok || !too {
				missing = append(missing, fmt.Sprintf("%s beside %s", r.what, r.other))
				continue
			}
			ratio, met := r.goal.ratio(mine, other)
			target := r.goal.target(mine, other)
			switch {
			case found.short:
				target = ""
			case !met:
				target = "**missed:** " + target
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.what, mine, r.other, other, ratio, target)
		}
	}
	return b.String(), missing
}
