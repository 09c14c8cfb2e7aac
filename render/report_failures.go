package render

import (
	"fmt"
	"strings"
)

// mostFailures bounds how many ranges the text lists; JSON has all of them.
const mostFailures = 8

// writeFailures writes which ranges were asked for in vain. Ranges that failed
// for the same reason follow each other without it.
func (r Report) writeFailures(b *strings.Builder) {
	if len(r.Failures) == 0 {
		return
	}
	b.WriteString("\nNot answered\n")
	for i, f := range r.Failures {
		if i == mostFailures {
			paragraph(b, "  - ", fmt.Sprintf("and %s more, all of which --json lists.", plural(int64(len(r.Failures)-i), "range")))
			return
		}
		where := fmt.Sprintf("%s at %s", together(Bytes(f.Length)), HexAddress(f.Start))
		if i > 0 && f.Fault == r.Failures[i-1].Fault {
			paragraph(b, "  - ", where+": the same.")
			continue
		}
		paragraph(b, "  - ", where+": "+Clean(f.Fault.What)+".")
		for _, more := range []string{f.Fault.Meaning, f.Fault.Advice} {
			if more != "" {
				paragraph(b, "    ", sentence(Clean(more)))
			}
		}
	}
}
