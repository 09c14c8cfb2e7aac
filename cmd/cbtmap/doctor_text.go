package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// doctorWidth is how wide the text of a diagnosis is, but for long names.
const doctorWidth = 80

// signs of the results, which read without colour.
var signs = map[vcenter.Result]string{vcenter.CheckPass: "✓", vcenter.CheckFail: "✗", vcenter.CheckUnknown: "?"}

// writeDiagnosis writes a line for each check, by virtual machine and disk, with
// an explanation below what does not pass, and the counts at the end.
func writeDiagnosis(w io.Writer, d diagnosis) error {
	var b strings.Builder
	b.WriteString(heading(d.vm))
	d.writeChecks(&b, "Virtual machine", "", 0)
	for _, e := range d.intervals {
		d.writeChecks(&b, fmt.Sprintf("%s (%d)", render.Clean(e.disk.Label), e.disk.Key), e.disk.Label, e.disk.Key)
		e.write(&b)
	}
	fmt.Fprintf(&b, "\n%s, %d unknown, %s%s\n", failing(d.count(vcenter.CheckFail)), d.count(vcenter.CheckUnknown), passing(d.count(vcenter.CheckPass)), d.unanswerable())
	_, err := io.WriteString(w, b.String())
	return err
}

// unanswerable ends the counts with what no check counts: disks without an
// interval that can be asked about.
func (d diagnosis) unanswerable() string {
	n := 0
	for _, e := range d.intervals {
		if e.err != nil {
			n++
		}
	}
	switch all := len(d.intervals); {
	case n == 0:
		return ""
	case all == 1:
		return "; no interval can be asked about"
	case n == 1:
		return fmt.Sprintf("; 1 of %d disks has no interval to ask about", all)
	default:
		return fmt.Sprintf("; %d of %d disks have no interval to ask about", n, all)
	}
}

func failing(n int) string {
	switch n {
	case 0:
		return "nothing fails"
	case 1:
		return "1 check fails"
	}
	return fmt.Sprintf("%d checks fail", n)
}

func passing(n int) string {
	if n == 1 {
		return "1 passes"
	}
	return fmt.Sprintf("%d pass", n)
}

// writeChecks writes the checks of one disk, or of the virtual machine.
func (d diagnosis) writeChecks(b *strings.Builder, title, disk string, key int32) {
	var rows []vcenter.Check
	width := 0
	for _, c := range d.checks {
		width = max(width, ansi.StringWidth(render.Clean(c.Title))) // of all, so that columns agree
		if c.Disk == disk && c.DiskKey == key {
			rows = append(rows, c)
		}
	}
	b.WriteString("\n" + title + "\n")
	for _, c := range rows {
		line := fmt.Sprintf("  %s %s  %s", signs[c.Result], render.Pad(render.Clean(c.Title), width, false), render.Clean(c.Found))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		if c.Result != vcenter.CheckPass {
			explain(b, "why", c.Why)
			explain(b, "do", c.Advice)
		}
	}
}

// write says which interval was looked at, or why there is none. If its ends do not
// belong together, the checks above say so.
func (e examined) write(b *strings.Builder) {
	if e.chosen {
		from := cmp.Or(e.interval.FromSnapshot, e.interval.FromChangeID)
		fmt.Fprintf(b, "  interval: %s → %s\n", render.Clean(from), render.Clean(e.interval.ToName()))
		return
	}
	f := fault.Of(e.err)
	b.WriteString("  no interval can be asked about\n")
	explain(b, "why", f.What)
	explain(b, "do", f.Advice)
}

// explain writes a text in lines below a check.
func explain(b *strings.Builder, lead, text string) {
	if text == "" {
		return
	}
	const indent = "      "
	lead = render.Pad(lead+":", 5, false)
	for line := range strings.Lines(ansi.Wrap(render.Clean(text), doctorWidth-len(indent)-len(lead), "")) {
		b.WriteString(indent + lead + strings.TrimRight(line, " \n") + "\n")
		lead = strings.Repeat(" ", len(lead))
	}
}
