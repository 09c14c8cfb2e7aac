package render

import "cbtmap/fetch/extent"

// ReportSizes sums up the lengths of extents, in bytes; 0 without extents.
type ReportSizes struct {
	Min    int64 `json:"min"`
	Median int64 `json:"median"` // nearest rank
	Mean   int64 `json:"mean"`   // rounded
	P95    int64 `json:"p95"`    // nearest rank
	Max    int64 `json:"max"`
}

// ReportBin counts the extents of one range of sizes.
type ReportBin struct {
	FromBytes int64 `json:"fromBytes"`
	ToBytes   int64 `json:"toBytes"` // these are longer already
	Extents   int64 `json:"extents"`
	Bytes     int64 `json:"bytes"` // in these extents
}

// ReportBlocks is what a reader of whole blocks reads.
type ReportBlocks struct {
	BlockBytes int64   `json:"blockBytes"`
	Blocks     int64   `json:"blocks"` // that hold a changed byte
	Bytes      int64   `json:"bytes"`  // in these blocks, on the disk
	Factor     float64 `json:"factor"` // by changed bytes; 0 if nothing changed
}

// ReportHotSpot is a place where much changed.
type ReportHotSpot struct {
	Start        int64   `json:"start"`
	Length       int64   `json:"length"`
	ChangedBytes int64   `json:"changedBytes"`
	Share        float64 `json:"share"` // of all changed bytes, 0 to 1
}

// ReportConcentration says how unevenly the changes are spread.
type ReportConcentration struct {
	Gini       float64 `json:"gini"`       // 0: evenly; near 1: all in one place
	BytesShare float64 `json:"bytesShare"` // this share of the changed bytes …
	DiskShare  float64 `json:"diskShare"`  // … lies in this share of the disk

	region int64 // bytes, in which it was counted
	join   int64 // bytes, between hot spots
}

// ReportAudit is what the replies say about themselves.
type ReportAudit struct {
	Verdict  string          `json:"verdict"`  // "trustworthy", "incomplete", "fallback" or "suspect"
	Findings []ReportFinding `json:"findings"` // what weighs most first

	Meaning string   `json:"-"` // the verdict in a sentence
	Notes   []string `json:"-"` // sentences that hold whatever the verdict
}

// ReportFinding is something odd about the replies.
type ReportFinding struct {
	Kind   string `json:"kind"`
	Start  int64  `json:"start"` // where it was seen first
	Length int64  `json:"length"`
	Detail string `json:"detail"`
}

// reportShare is the share of the changed bytes whose place a report sums up in
// a sentence.
const reportShare = 0.8

// figures takes the statistics in. JSON has an empty list where there is nothing.
func (r *Report) figures(s extent.Stats) {
	r.Changed.ExtentSize = ReportSizes(s.Sizes)
	r.Histogram = []ReportBin{}
	for _, b := range s.Histogram {
		r.Histogram = append(r.Histogram, ReportBin{FromBytes: b.From, ToBytes: b.To, Extents: b.Extents, Bytes: b.Bytes})
	}
	r.Amplification = []ReportBlocks{}
	for _, b := range s.Blocks {
		r.Amplification = append(r.Amplification, ReportBlocks{BlockBytes: b.Block, Blocks: b.Count, Bytes: b.Bytes, Factor: b.Factor()})
	}
	r.HotSpots = []ReportHotSpot{}
	for _, h := range s.HotSpots {
		r.HotSpots = append(r.HotSpots, ReportHotSpot{
			Start: h.Start, Length: h.Length, ChangedBytes: h.Changed, Share: part(h.Changed, s.Sum.Changed),
		})
	}
	r.Concentration = ReportConcentration{
		Gini: s.Gini, BytesShare: reportShare, DiskShare: s.DiskShare(reportShare), region: s.Region, join: s.Join,
	}
	if r.Audit.Findings == nil {
		r.Audit.Findings = []ReportFinding{}
	}
}
