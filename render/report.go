package render

import (
	"time"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// ReportSchema names the shape of a Report as JSON. It changes when a key
// changes its meaning or goes away, not when one is added.
const ReportSchema = "cbtmap.report/1"

// Report is what is known of one interval of one disk, in figures. All sizes
// are bytes. While Coverage is incomplete the figures of what changed are lower
// bounds, and the text says so with "≥".
type Report struct {
	Schema        string              `json:"schema"`
	Disk          ReportDisk          `json:"disk"`
	Interval      ReportInterval      `json:"interval"`
	Coverage      ReportCoverage      `json:"coverage"`
	Changed       ReportChanged       `json:"changed"`
	Histogram     []ReportBin         `json:"histogram"`     // extents by size, ascending; empty if nothing changed
	Amplification []ReportBlocks      `json:"amplification"` // by size of block, ascending
	HotSpots      []ReportHotSpot     `json:"hotSpots"`      // most changed bytes first; empty if nothing changed
	Concentration ReportConcentration `json:"concentration"`
	Audit         ReportAudit         `json:"audit"`
	Failures      []ReportFailure     `json:"failures"` // ranges that were asked for in vain, by address; empty if none
	Source        *ReportSource       `json:"source"`   // the file that it is made of; nil for a server's replies
}

// ReportDisk says which disk it is about.
type ReportDisk struct {
	VM            string `json:"vm"`            // name, as the server has it
	MoID          string `json:"moid"`          // of the VM
	Label         string `json:"label"`         // "Hard disk 1"
	Key           int32  `json:"key"`           // device key
	UUID          string `json:"uuid"`          // of the backing; "" if it has none
	CapacityBytes int64  `json:"capacityBytes"` // at the end of the interval
}

// ReportInterval says between which two states of the disk.
type ReportInterval struct {
	FromChangeID string     `json:"fromChangeId"` // "*" asks for all allocated areas
	FromSnapshot *string    `json:"fromSnapshot"` // name of the snapshot that carries it; nil if none is known
	ToSnapshot   *string    `json:"toSnapshot"`   // name; nil is the powered-off current state
	ToChangeID   string     `json:"toChangeId"`   // "" if the disk has none at the end
	Asks         string     `json:"asks"`         // what is called changed here: "changes", or "allocated" if all allocated areas are
	From         *time.Time `json:"from"`         // when the begin was; nil if not known
	To           *time.Time `json:"to"`           // when the end was; nil for the current state

	NoFrom, NoTo bool `json:"-"` // nothing is known of the begin, or of the end: the text is silent on it
}

// ReportCoverage says how much of the disk the figures are about.
type ReportCoverage struct {
	KnownBytes  int64 `json:"knownBytes"`  // that replies spoke for
	FailedBytes int64 `json:"failedBytes"` // that were asked for in vain
	Complete    bool  `json:"complete"`    // all of the disk is known
	Pages       int   `json:"pages"`       // replies
}

// ReportFailure is a range that was asked for in vain, and why.
type ReportFailure struct {
	Start  int64       `json:"start"`
	Length int64       `json:"length"`
	Fault  fault.Fault `json:"fault"`
}

// ReportChanged says what changed.
type ReportChanged struct {
	Bytes            int64   `json:"bytes"`
	Share            float64 `json:"share"`            // of the whole disk, 0 to 1; 0 for a disk without bytes
	Extents          int64   `json:"extents"`          // neighbours merged
	RawExtents       int64   `json:"rawExtents"`       // as reported
	GranularityBytes int64   `json:"granularityBytes"` // divides all borders of extents, as observed; 0 if none was seen

	ExtentSize ReportSizes `json:"extentSize"` // of merged extents
}

// NewReport takes the figures of a map, of which s are the statistics of the
// whole disk. failures are the ranges that were asked for in vain.
func NewReport(m *extent.Map, s extent.Stats, disk ReportDisk, interval ReportInterval, failures []ReportFailure, audit ReportAudit) Report {
	var failed int64
	for _, f := range failures {
		failed += f.Length
	}
	disk.CapacityBytes = m.Capacity()
	interval.From, interval.To = inUTC(interval.From), inUTC(interval.To)
	interval.Asks = "changes"
	if interval.FromChangeID == everything {
		interval.Asks = "allocated"
	}
	r := Report{
		Schema:   ReportSchema,
		Disk:     disk,
		Interval: interval,
		Coverage: ReportCoverage{
			KnownBytes:  m.Known(),
			FailedBytes: failed,
			Complete:    m.Complete(),
			Pages:       m.Pages(),
		},
		Changed: ReportChanged{
			Bytes:            m.Changed(),
			Share:            part(m.Changed(), m.Capacity()),
			Extents:          m.Extents(),
			RawExtents:       m.RawExtents(),
			GranularityBytes: m.Granularity(),
		},
		Audit:    audit,
		Failures: append([]ReportFailure{}, failures...), // never null
	}
	r.figures(s)
	return r
}

// part is a share, 0 to 1, and 0 of nothing.
func part(some, whole int64) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(some) / float64(whole)
}

func inUTC(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
