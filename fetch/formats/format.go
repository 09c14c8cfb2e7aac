package formats

// Format is a kind of file.
type Format struct {
	ID      string // short name, as --format takes it where it can be written: "qemu", "csv", "cbtmap"
	Name    string // "qemu-img map"
	Command string // that makes such a file, for a help text: "qemu-img map --output=json disk.qcow2"; "" if there is none
	Rule    string // what counts as changed, unchanged and unknown, in one sentence: lower case, no full stop
	Writes  bool   // Writer can make it
	Suffix  string // of a file's name when it is written, with its dot; "" if it is not

	// Replies says that the pages are a server's replies, which can be audited as
	// such; else they are made of lists or maps, which never contradict each other.
	Replies bool
}

// Note is what was odd about a file, or what its format cannot say.
type Note struct {
	Kind   string // the constants of this package, or those of fetch.Finding
	Start  int64  // where it was seen first, in bytes of the disk
	Length int64
	Count  int64  // how often, at least 1
	Detail string // for people: lower case, no full stop
	Told   bool   // the file says it of the map that it was made from, which is not to be relied on

	hearsay bool // Told, and nothing in this file shows it
}

// Kinds of notes.
const (
	NoCapacity = "noCapacity" // the file does not say how large the disk is
	More       = "more"       // the file says that there is more to come (a next token, a marker)
	Ambiguous  = "ambiguous"  // something may mean one thing or another; Detail has the rule
	Layers     = "layers"     // allocation in several layers of a backing chain
	Unsorted   = "unsorted"   // areas are not in order
	Overlap    = "overlap"    // areas share bytes
	OutOfRange = "outOfRange" // an area lies past the end of the disk
	ZeroLength = "zeroLength" // an area without bytes
	Silent     = "silent"     // the file speaks of no byte of the disk
	Withheld   = "withheld"   // something in the file was ignored on purpose, such as a password
)
