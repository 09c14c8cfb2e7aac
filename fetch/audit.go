package fetch

import (
	"cmp"
	"slices"
)

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
	SumMismatch = "sumMismatch" // the replies' lengths, but for where calls side by side overlap, do not add up to the disk
	Disagree    = "disagree"    // two replies call different bytes of one range changed
	UUIDChange  = "uuidChange"  // change tracking was reset, and not before the interval began
	ResetBefore = "resetBefore" // change tracking was reset, before the interval began
	Damaged     = "damaged"     // the server said that its tracking data is damaged, or not of this interval
	CutOff      = "cutOff"      // a file ends in the middle, or is wrong somewhere
	NoCapacity  = "noCapacity"  // a file does not say how large its disk is
	More        = "more"        // a file says of itself that it is a part of an answer
	Ambiguous   = "ambiguous"   // a file may mean one thing or another; the detail says what it was taken for
	Layers      = "layers"      // a file shows the layers of a disk and those below it as one
	Withheld    = "withheld"    // a part of a file was left out on purpose
)

// Finding is something odd about the replies to a fetch. All sizes are bytes.
type Finding struct {
	Kind   string // one of the constants
	Start  int64  // where it was seen first
	Length int64  // of what was seen there
	Count  int64  // how often it was seen, at least 1
	Detail string // what it means, for people: lower case, no full stop
}

// Verdict sums up an audit.
type Verdict string

// The verdicts, from the best to the worst. None of them says that the data is
// right: nobody can tell without reading the disk at both ends of the interval.
const (
	Trustworthy Verdict = "trustworthy" // the whole disk is known, and the replies do not contradict themselves
	Fallback    Verdict = "fallback"    // one extent for everything: no tracking, rather than a change of all
	Incomplete  Verdict = "incomplete"  // part of the disk is not known
	Suspect     Verdict = "suspect"     // the replies contradict themselves, or tracking was reset
)

// verdicts in their order: the worst one of a fetch wins.
var verdicts = []Verdict{Trustworthy, Fallback, Incomplete, Suspect}

// Meaning is the verdict in a sentence: lower case, no full stop.
func (v Verdict) Meaning() string {
	switch v {
	case Trustworthy:
		return "the replies cover the whole disk and do not contradict themselves"
	case Fallback:
		return "the server names all of the disk, or all the rest of it, as one area: that is what it does when it does not know what changed"
	case Incomplete:
		return "part of the disk is not known: what is shown is a lower bound"
	case Suspect:
		return "do not rely on these changes: take a full backup, and reset change tracking"
	}
	return "nothing was audited"
}

// Audit is what the replies to a fetch say about themselves. It is a value; the
// zero one has heard of none.
type Audit struct {
	Verdict  Verdict
	Findings []Finding // one of a kind, what weighs most first; not to be written to
}

// What holds of every change map, whatever its audit says.
const (
	UpperBound = "tracked areas are an upper bound: more may be reported than changed, never less"
	NoProof    = "no error is no proof: since vSphere 6.5 damaged tracking data can come back without any error"
)

// Reset is the finding, known from outside the replies, that change tracking of
// the disk was reset before the snapshot of that name, or before the current
// state, which has none.
func Reset(before string) Finding {
	if before == "" {
		before = "the current state"
	}
	return Finding{Kind: UUIDChange, Count: 1, Detail: "change tracking was reset before " + before +
		": its UUID differs on either side, and what was written around the reset may be missing"}
}

// EarlierReset is the finding that change tracking of the disk was reset before
// the snapshot of that name, which is the interval's begin or older: a note that
// takes nothing from what the replies say.
func EarlierReset(before string) Finding {
	if before == "" {
		before = "the current state"
	}
	return Finding{Kind: ResetBefore, Count: 1, Detail: "change tracking was reset before " + before +
		", before this interval begins: older intervals cannot be asked for"}
}

// With is the audit with one more finding. Of a kind that is there already, the
// first is kept, and its count grows.
func (a Audit) With(f Finding) Audit {
	f.Count = max(f.Count, 1)
	list := slices.Clone(a.Findings)
	if i := slices.IndexFunc(list, func(g Finding) bool { return g.Kind == f.Kind }); i >= 0 {
		list[i].Count += f.Count
	} else {
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Finding) int { return cmp.Compare(weight(b.Kind), weight(a.Kind)) })
	v, _ := VerdictOf(f.Kind)
	return Audit{Verdict: Worst(a.Verdict, v), Findings: list}
}

// weight is that of what a finding calls for.
func weight(kind string) int {
	v, _ := VerdictOf(kind)
	return v.Weight()
}

// VerdictOf is what a finding of that kind calls for by itself. A kind that is not
// known is not trusted.
func VerdictOf(kind string) (v Verdict, known bool) {
	switch kind {
	case Gap, Failed, CutOff, NoCapacity, More:
		return Incomplete, true
	case WholeDisk:
		return Fallback, true
	case Ambiguous, Layers, Withheld, ResetBefore:
		return Trustworthy, true
	case Stalled, Overlap, OutOfRange, Elsewhere, Unsorted, ZeroLength, SumMismatch, Disagree, UUIDChange, Damaged:
		return Suspect, true
	}
	return Suspect, false
}

// Weight is the place of a verdict from the best, 0, to the worst; -1 if it is none
// of them.
func (v Verdict) Weight() int { return slices.Index(verdicts, v) }

// Worst is the worse of two verdicts, either of which may be none.
func Worst(a, b Verdict) Verdict {
	if b.Weight() > a.Weight() {
		return b
	}
	return a
}
