package render

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// reportWidth is how wide the tables and the sentences of a report are at most.
const reportWidth = 80

// Links are the lines that a backup may go over, for which the time of a transfer
// is told. Rate is in bits a second.
var Links = [...]struct {
	Name string
	Rate int64
}{{"1 Gbit/s", 1e9}, {"10 Gbit/s", 10e9}, {"25 Gbit/s", 25e9}}

// writeBlocks writes what a backup in whole blocks has to read.
func (r Report) writeBlocks(b *strings.Builder) {
	if r.Changed.Bytes == 0 {
		return
	}
	r.heading(b, "To read, in whole blocks, before compression and deduplication")
	widths := [...]int{12, 14, 13, 9, 10}
	if !r.Coverage.Complete { // times have a mark too
		widths = [...]int{11, 13, 13, 9, 11}
	}
	for _, a := range r.Amplification { // 64 KiB of many EiB are more than any disk has
		widths[1] = max(widths[1], ansi.StringWidth(r.atLeast(Count(a.Blocks)))+2)
		for _, link := range Links {
			widths[4] = max(widths[4], ansi.StringWidth(r.atLeast(TransferTime(a.Bytes, link.Rate)))+2)
		}
	}
	row := func(block, blocks, bytes, factor string, time func(link int) string) {
		line := right(block, widths[0]) + right(blocks, widths[1]) + right(bytes, widths[2]) + right(factor, widths[3])
		for i := range Links {
			line += right(time(i), widths[4])
		}
		b.WriteString(line + "\n")
	}
	line := func(block, blocks string, bytes int64, factor float64) {
		row(block, blocks, r.atLeast(Bytes(bytes)), SoFar(!r.Coverage.Complete, Factor(factor)), func(i int) string {
			return r.atLeast(TransferTime(bytes, Links[i].Rate))
		})
	}
	row("block", "blocks", "bytes", "factor", func(i int) string { return Links[i].Name })
	row("as tracked", "", r.atLeast(Bytes(r.Changed.Bytes)), Factor(1), func(i int) string {
		return r.atLeast(TransferTime(r.Changed.Bytes, Links[i].Rate))
	})
	for _, a := range r.Amplification {
		line(Bytes(a.BlockBytes), r.atLeast(Count(a.Blocks)), a.Bytes, a.Factor)
	}
}

// Factor writes a read amplification: "×1.37", from a hundred on "×152".
func Factor(f float64) string {
	switch {
	case f <= 0:
		return "–"
	case f < 99.995:
		return fmt.Sprintf("×%.2f", f)
	}
	return "×" + Count(int64(min(f, 1e15)+0.5))
}

// writeSizes writes the extents by size, with bars as long as the longest allows.
func (r Report) writeSizes(b *strings.Builder) {
	if len(r.Histogram) == 0 {
		return
	}
	r.heading(b, "Extents by size")
	z := r.Changed.ExtentSize
	var sizes []string
	for _, s := range []struct {
		name string
		size int64
	}{{"min", z.Min}, {"median", z.Median}, {"mean", z.Mean}, {"p95", z.P95}, {"max", z.Max}} {
		sizes = append(sizes, together(s.name+" "+Bytes(s.size)))
	}
	paragraph(b, "", strings.Join(sizes, " · "))
	b.WriteByte('\n')
	var extents, bytes int64 // the most in any bin
	for _, bin := range r.Histogram {
		extents, bytes = max(extents, bin.Extents), max(bytes, bin.Bytes)
	}
	const bar = 12
	fmt.Fprintf(b, "%s%s%s\n", right("from", 10), right("extents", 12), right("bytes", 1+bar+8+12))
	for _, bin := range r.Histogram {
		line := right(Bytes(bin.FromBytes), 10) +
			right(Count(bin.Extents), 12) + " " + Bar(part(bin.Extents, extents), bar) + right(Share(bin.Extents, r.Changed.Extents), 8) +
			right(Bytes(bin.Bytes), 12) + " " + Bar(part(bin.Bytes, bytes), bar) + right(Share(bin.Bytes, r.Changed.Bytes), 8)
		b.WriteString(line + "\n")
	}
}

// writeHotSpots writes where most of the changes are.
func (r Report) writeHotSpots(b *strings.Builder) {
	if len(r.HotSpots) == 0 {
		return
	}
	r.heading(b, fmt.Sprintf("Most %s: stretches without a gap of %s", r.noun(), Bytes(r.Concentration.join)))
	scale := NewScale(r.Disk.CapacityBytes, max(r.Concentration.join, 1))
	fmt.Fprintf(b, "%s%s%s%s%s\n", right("start", 18), right("", 14), right("length", 12), right(r.noun(), 12), right("share", 9))
	for _, h := range r.HotSpots {
		line := right(HexAddress(h.Start), 18) + right(scale.Format(h.Start), 14) + right(Bytes(h.Length), 12) +
			right(Bytes(h.ChangedBytes), 12) + right(Share(h.ChangedBytes, r.Changed.Bytes), 9) + "  " + Bar(h.Share, 12)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// writeConcentration writes how unevenly the changes are spread, in a sentence.
// It waits until the whole disk is known: what is not would count as unchanged.
func (r Report) writeConcentration(b *strings.Builder) {
	if r.Changed.Bytes == 0 || !r.Coverage.Complete {
		return
	}
	c := r.Concentration
	b.WriteByte('\n')
	paragraph(b, "", fmt.Sprintf("%.0f\u00a0%% of the %s bytes lie in %s of the disk, counted in regions of %s (Gini coefficient %s).",
		100*c.BytesShare, r.noun(), together(percentage(c.DiskShare)), together(Bytes(c.region)), gini(c.Gini)))
}

// gini writes a Gini coefficient, which only where everything is in one place
// can nearly be 1.
func gini(g float64) string {
	if g > 0.995 && g < 1 {
		return ">0.99"
	}
	return fmt.Sprintf("%.2f", g)
}

// percentage writes a share, 0 to 1, as [Share] does.
func percentage(share float64) string {
	const whole = 1 << 40
	return Share(int64(share*whole+0.5), whole)
}

// writeAudit writes how far the figures can be trusted.
func (r Report) writeAudit(b *strings.Builder) {
	if r.Audit.Verdict == "" {
		return
	}
	b.WriteByte('\n')
	paragraph(b, "", fmt.Sprintf("Audit: %s. %s", r.Audit.Verdict, sentence(r.Audit.Meaning)))
	for _, f := range r.Audit.Findings {
		where := ""
		if f.Length > 0 {
			where = fmt.Sprintf(" (%s at %s)", together(Bytes(f.Length)), HexAddress(f.Start))
		}
		paragraph(b, "  - ", fmt.Sprintf("%s%s: %s.", f.Kind, where, Clean(f.Detail)))
	}
	for _, note := range r.Audit.Notes {
		paragraph(b, "", sentence(note))
	}
}

// sentence gives a clause its capital and its full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// heading opens a table, and says what its figures are worth.
func (r Report) heading(b *strings.Builder, text string) {
	if !r.Coverage.Complete {
		text += ", as far as known"
	}
	fmt.Fprintf(b, "\n%s\n", text)
}

// paragraph writes text in lines, the first after a lead, the others below it.
func paragraph(b *strings.Builder, lead, text string) {
	indent := strings.Repeat(" ", ansi.StringWidth(lead))
	for line := range strings.Lines(ansi.Wrap(text, reportWidth-2-len(indent), "")) {
		line = strings.ReplaceAll(strings.TrimRight(line, " \n"), hardSpace, " ")
		b.WriteString("  " + lead + line + "\n")
		lead = indent
	}
}

// hardSpace is where a paragraph does not break.
const hardSpace = "\u00a0"

// together keeps a number and its unit on one line.
func together(s string) string { return strings.ReplaceAll(s, " ", hardSpace) }

func right(s string, width int) string { return Pad(s, width, true) }
