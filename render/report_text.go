package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// reportTime is how a report writes its times, which are in UTC: it is read by
// people elsewhere.
const reportTime = "2006-01-02 15:04 MST"

// everything is the changeId that asks for all allocated areas.
const everything = "*"

// WriteText writes the report for people, 80 columns wide but for long names: a
// title, a line for each total, and the tables that explain them.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", r.title())
	for _, line := range [][2]string{
		{"source", r.source()},
		{"from", r.from()},
		{"to", r.to()},
		{"coverage", hanging(r.coverage())},
		{r.noun(), r.changed()},
		{"rate", r.rate()},
		{"extents", r.extents()},
		{"granularity", r.granularity()},
	} {
		if line[1] != "" {
			fmt.Fprintf(&b, "  %-12s %s\n", line[0], line[1])
		}
	}
	r.writeBlocks(&b)
	r.writeSizes(&b)
	r.writeHotSpots(&b)
	r.writeConcentration(&b)
	r.writeFailures(&b)
	r.writeAudit(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// noun is what an extent of this interval is.
func (r Report) noun() string { return Noun(r.Interval.FromChangeID) }

func (r Report) from() string {
	if r.Interval.NoFrom {
		return ""
	}
	if r.Interval.FromChangeID == everything {
		return "*, so this is what was allocated, not what changed"
	}
	name := "a changeId of no snapshot here"
	if r.Interval.FromSnapshot != nil {
		name = Clean(*r.Interval.FromSnapshot)
	}
	return state(name, r.Interval.From, r.Interval.FromChangeID)
}

func (r Report) to() string {
	if r.Interval.NoTo {
		return ""
	}
	name := "current state"
	if r.Interval.ToSnapshot != nil {
		name = Clean(*r.Interval.ToSnapshot)
	}
	return state(name, r.Interval.To, r.Interval.ToChangeID)
}

// state writes one end of an interval, its changeId on a line of its own.
func state(name string, at *time.Time, changeID string) string {
	if at != nil {
		name += " · " + at.Format(reportTime)
	}
	if changeID != "" {
		name += "\n" + strings.Repeat(" ", totalMargin) + "changeId " + Clean(changeID)
	}
	return name
}

// totalMargin is how many columns stand before a total.
const totalMargin = 15

// hanging is a total that may be too long for its line, in as many as it needs.
func hanging(text string) string {
	text = ansi.Wrap(text, reportWidth-totalMargin, "")
	return strings.NewReplacer(" \n", "\n"+strings.Repeat(" ", totalMargin), "\n", "\n"+strings.Repeat(" ", totalMargin), hardSpace, " ").Replace(text)
}

func (r Report) coverage() string {
	pages := ", in " + plural(int64(r.Coverage.Pages), "page")
	if r.Source != nil && !r.Source.Replies {
		pages = "" // nobody asked for pages
	}
	if r.Coverage.Complete {
		return "complete" + pages
	}
	if r.unsized() {
		return "incomplete: the disk may be larger than " + together(Bytes(r.Disk.CapacityBytes)) + pages
	}
	text := fmt.Sprintf("incomplete: %s of %s known (%s)%s",
		together(Bytes(r.Coverage.KnownBytes)), together(Bytes(r.Disk.CapacityBytes)), together(Share(r.Coverage.KnownBytes, r.Disk.CapacityBytes)), pages)
	if r.Coverage.FailedBytes > 0 {
		text += "; " + together(Bytes(r.Coverage.FailedBytes)+" failed")
	}
	return text
}

func (r Report) changed() string {
	if r.unsized() {
		return fmt.Sprintf("%s of at least %s", r.atLeast(Bytes(r.Changed.Bytes)), Bytes(r.Disk.CapacityBytes))
	}
	return fmt.Sprintf("%s of %s (%s)", r.atLeast(Bytes(r.Changed.Bytes)),
		Bytes(r.Disk.CapacityBytes), r.atLeast(Share(r.Changed.Bytes, r.Disk.CapacityBytes)))
}

// unsized tells whether nobody said how large the disk is: then a share of it
// may be more than it is.
func (r Report) unsized() bool {
	return !r.Coverage.Complete && r.Coverage.KnownBytes == r.Disk.CapacityBytes
}

// rate is the change rate, "" if it cannot be told: what is allocated has none.
func (r Report) rate() string {
	if r.Interval.From == nil || r.Interval.To == nil || r.Interval.FromChangeID == everything {
		return ""
	}
	daily, ok := PerDay(r.Changed.Bytes, *r.Interval.From, *r.Interval.To)
	if !ok {
		return ""
	}
	rate := r.atLeast(Bytes(daily)) + " a day"
	if r.unsized() {
		return rate
	}
	return rate + " (" + r.atLeast(Share(daily, r.Disk.CapacityBytes)) + ")"
}

func (r Report) extents() string {
	text := r.atLeast(Count(r.Changed.Extents))
	if r.Changed.RawExtents != r.Changed.Extents {
		text += fmt.Sprintf(" (%s as reported, before neighbours were merged)", r.atLeast(Count(r.Changed.RawExtents)))
	}
	return text
}

func (r Report) granularity() string {
	if r.Changed.GranularityBytes == 0 {
		return "not observed"
	}
	return Bytes(r.Changed.GranularityBytes) + ", as observed"
}

// atLeast marks a figure that more replies can only raise.
func (r Report) atLeast(figure string) string { return AtLeast(!r.Coverage.Complete, figure) }

func plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + one + "s"
}
