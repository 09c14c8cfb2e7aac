package capture

import "cbtmap/fetch/fault"

// Footer is what is known once all pages are there. All sizes are bytes.
type Footer struct {
	Pages       int   // lines of pages in the file: counted by the Writer
	Extents     int64 // in them: counted by the Writer
	Replies     int   // that the pages were made of; 0 if not known
	RawExtents  int64 // as the server reported them, before neighbours were merged; 0 if not known
	Granularity int64 // divides all borders as reported; 0 if none was seen
	Known       int64
	Changed     int64

	Verdict  string // of the audit: "trustworthy", …; "" if there was none
	Findings []Finding
	Failures []Failure // ranges asked for in vain, by address
}

// Finding is something odd about the replies, as fetch.Finding.
type Finding struct {
	Kind   string `json:"kind"`
	Start  int64  `json:"start"`
	Length int64  `json:"length"`
	Count  int64  `json:"count"`
	Detail string `json:"detail"`

	// Verdict is what this finding alone calls for: "trustworthy" of a mere note. It is
	// "" in files of before 1.1. Who does not know the kind goes by it.
	Verdict string `json:"verdict,omitempty"`
}

// Failure is a range that was asked for in vain, and why.
type Failure struct {
	Start  int64       `json:"start"`
	Length int64       `json:"length"`
	Fault  fault.Fault `json:"fault"`
}
