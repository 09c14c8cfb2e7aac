package capture

// footerLine is the last line of a file.
type footerLine struct {
	Footer *footerInFile `json:"footer"`
}

type footerInFile struct {
	Pages            int           `json:"pages"`
	Extents          int64         `json:"extents"`
	Replies          int           `json:"replies,omitempty"`
	RawExtents       int64         `json:"rawExtents,omitempty"`
	GranularityBytes int64         `json:"granularityBytes,omitempty"`
	KnownBytes       int64         `json:"knownBytes"`
	ChangedBytes     int64         `json:"changedBytes"`
	Verdict          string        `json:"verdict,omitempty"`
	Findings         rows[Finding] `json:"findings,omitempty"`
	Failures         rows[Failure] `json:"failures,omitempty"`
	SHA256           string        `json:"sha256"` // of all lines before, in hexadecimal
}

// encodeFooter makes the last line. Findings and failures that a line has no
// room for are left out from the end: the map shows by itself what is unknown.
func encodeFooter(f Footer, sum string) ([]byte, error) {
	f = tidyFooter(f)
	room := listRoom
	return encode(footerLine{&footerInFile{
		Pages: f.Pages, Extents: f.Extents, Replies: f.Replies, RawExtents: f.RawExtents, GranularityBytes: f.Granularity,
		KnownBytes: f.Known, ChangedBytes: f.Changed, Verdict: f.Verdict,
		Findings: fitting(f.Findings, &room), Failures: fitting(f.Failures, &room), SHA256: sum,
	}})
}

func (f *footerInFile) footer() Footer {
	return tidyFooter(Footer{
		Pages: f.Pages, Extents: f.Extents, Replies: f.Replies, RawExtents: f.RawExtents, Granularity: f.GranularityBytes,
		Known: f.KnownBytes, Changed: f.ChangedBytes,
		Verdict: f.Verdict, Findings: f.Findings, Failures: f.Failures,
	})
}
