package fetch

import "cbtmap/fetch/extent"

// Kinds of findings: the names of what may be odd about the replies to a fetch.
const (
	Gap         = "gap"         // no reply spoke for this range
	Failed      = "failed"      // the server refused this range, or did not answer
	Stalled     = "stalled"     // a reply did not cover the byte it was asked about
	WholeDisk   = "wholeDisk"   // one extent for the whole disk
	Overlap     = "overlap"     // extents of one reply share bytes
	OutOfRange  = "outOfRange"  // something lies outside its reply or the disk
	Elsewhere   = "elsewhere"   // a reply starts elsewhere than was asked
	Unsorted    = "unsorted"    // extents of one reply are not in order
	ZeroLength  = "zeroLength"  // a reply or an extent without bytes
	SumMismatch = "sumMismatch" // the replies' lengths do not add up to the disk
	UUIDChange  = "uuidChange"  // change tracking was reset
)

// Finding is something odd about the replies to a fetch. All offsets are bytes.
type Finding struct {
	Kind   string // one of the constants
	Start  int64  // where it was seen first
	Length int64
	Count  int64  // how often it was seen, at least 1
	Detail string // a sentence for people: lower case, no full stop
}

// Verdict sums up an audit.
type Verdict string

// The verdicts, from the best to the worst. None of them says that the data is
// right: nobody can tell without reading both disks.
const (
	Trustworthy Verdict = "trustworthy" // the whole disk is known, and no reply contradicts another
	Fallback    Verdict = "fallback"    // one extent for all: the server may not know what changed
	Incomplete  Verdict = "incomplete"  // part of the disk is not known
	Suspect     Verdict = "suspect"     // the replies contradict themselves, or tracking was reset
)

// Audit is what the replies to a fetch say about themselves. The zero Audit has
// heard of none.
type Audit struct {
	Verdict  Verdict
	Findings []Finding // at most one of a kind, the worst first; not to be written to
}

// With is the audit with one more finding.
func (a Audit) With(f Finding) Audit { return a }

// Auditor looks at the replies of one fetch as they come. It keeps a few bytes
// for each kind of finding, and the coverage.
type Auditor struct{ covered coverage }

// NewAuditor audits the replies about a disk of capacity bytes.
func NewAuditor(capacity int64) *Auditor {
	return &Auditor{covered: coverage{capacity: max(capacity, 0)}}
}

// Reply looks at the page that came when asked for the areas from that offset on.
func (a *Auditor) Reply(asked int64, p extent.Page) {}

// End notes why the fetch ended: err is nil if all is well, and failed the range
// that was asked for in vain, if there is one.
func (a *Auditor) End(err error, failed extent.Extent) {}

// Audit is the result so far.
func (a *Auditor) Audit() Audit { return Audit{Verdict: Incomplete} }

// Reset is the finding that change tracking was reset before the state named.
func Reset(before string) Finding { return Finding{Kind: UUIDChange, Count: 1} }

// What holds of every change map, whatever its audit says.
const (
	UpperBound = "tracked areas are an upper bound: more may be reported than changed, never less"
	NoProof    = "no error is no proof: since vSphere 6.5 damaged tracking data can come back without any error"
)
