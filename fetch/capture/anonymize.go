package capture

import (
	"cmp"
	"slices"
	"strings"
)

// Anonymizer takes out of a capture what names somebody's things: servers,
// machines, snapshots, disks, files, volumes, object ids and UUIDs, also where a
// sentence mentions them. Each becomes a pseudonym, the same wherever it occurs,
// so that it still shows what belongs together: that a changeId has another UUID,
// for instance. Sizes, times, versions and the map itself stay.
//
// It is for one capture: another one has other pseudonyms.
type Anonymizer struct {
	header Header
	names  *pseudonyms
}

// NewAnonymizer learns the names of a capture from its header.
func NewAnonymizer(h Header) *Anonymizer {
	a := &Anonymizer{header: tidyHeader(h), names: newPseudonyms()}
	a.learn()
	a.replace()
	return a
}

// Header is the header without names.
func (a *Anonymizer) Header() Header { return tidyHeader(a.header) }

// Footer is a footer of the same capture without names. What a failure was is told
// by its kind alone.
func (a *Anonymizer) Footer(f Footer) Footer {
	f = tidyFooter(f)
	each(a.word, &f.Verdict)
	for i := range f.Findings {
		each(a.word, &f.Findings[i].Kind, &f.Findings[i].Verdict)
		each(a.sentence, &f.Findings[i].Detail)
	}
	for i := range f.Failures {
		t := &f.Failures[i].Fault
		each(a.word, &t.Fault, &t.Property, &t.Key)
		each(a.sentence, &t.Meaning, &t.Advice)
		t.What = cmp.Or(t.Fault, withheld)
	}
	return tidyFooter(f)
}

// learn notes all names before the first pseudonym is given.
func (a *Anonymizer) learn() {
	h := &a.header
	a.names.know("host", h.Server.Host)
	a.names.know("vm", h.VM.Name)
	a.names.know("file", h.Disk.File)
	a.names.know("snapshot", h.Interval.FromSnapshot, h.Interval.ToSnapshot)
	a.names.know("moid", h.VM.MoID, h.Interval.ToMoID)
	a.names.know("uuid", h.Disk.UUID, uuidOf(h.Interval.FromChangeID), uuidOf(h.Interval.ToChangeID))
	a.names.know("object", h.Disk.ObjectID)
	a.names.know("volume", h.Disk.Volumes...)
	for _, label := range append([]string{h.Disk.Label}, labels(h.Checks)...) {
		if !usualLabel().MatchString(label) {
			a.names.know("disk", label)
		}
	}
	a.names.know("host", partsOfHost(h.Server.Host)...)
	a.names.know("file", partsOfPath(h.Disk.File)...)
	for _, s := range h.Disk.Volumes {
		a.names.know("volume", partsOfPath(s)...)
	}
	a.names.compile()
}

// replace takes the names out of the header.
func (a *Anonymizer) replace() {
	h := &a.header
	h.Anonymized = true
	kind := func(kind string, names ...*string) {
		each(func(s string) string { return a.names.name(kind, s) }, names...)
	}
	kind("host", &h.Server.Host)
	kind("vm", &h.VM.Name)
	kind("file", &h.Disk.File)
	kind("snapshot", &h.Interval.FromSnapshot, &h.Interval.ToSnapshot)
	kind("moid", &h.VM.MoID, &h.Interval.ToMoID)
	each(a.changeID, &h.Interval.FromChangeID, &h.Interval.ToChangeID)
	kind("uuid", &h.Disk.UUID)
	kind("object", &h.Disk.ObjectID)
	for i := range h.Disk.Volumes {
		kind("volume", &h.Disk.Volumes[i])
	}
	each(a.label, &h.Disk.Label)
	each(a.word, &h.VM.Power, &h.VM.HardwareVersion, &h.Disk.Mode, &h.Disk.Backing, &h.Server.Release)
	each(a.sentence, &h.Program, &h.Server.Product)
	for i := range h.Checks {
		c := &h.Checks[i]
		each(a.word, &c.ID, &c.Result)
		each(a.label, &c.Disk)
		each(a.sentence, &c.Title, &c.Found, &c.Why, &c.Advice)
	}
}

// usualLabel is what a disk is called by default, in English.
var usualLabel = lazily(`^Hard disk \d{1,4}$`)

// label is the label of a disk.
func (a *Anonymizer) label(s string) string {
	if usualLabel().MatchString(s) && !a.names.survives(s) {
		return s
	}
	return a.names.name("disk", s)
}

// fixed is a word of the program or of the server's product.
var fixed = lazily(`^(?:[A-Za-z][A-Za-z0-9_]{0,39}|vmx-\d{1,4}|[0-9A-Fa-f]{1,20}|\d{1,9}(?:\.\d{1,9}){1,5})$`)

// word is such a word, and nothing if it may be another.
func (a *Anonymizer) word(s string) string {
	if (fixed().MatchString(s) || plain().MatchString(s)) && !a.names.survives(s) {
		return s
	}
	return ""
}

// changeID keeps the sequence number, and that everything was asked for.
func (a *Anonymizer) changeID(s string) string {
	if s == "" || s == "*" {
		return s
	}
	uuid := uuidOf(s)
	sequence := a.word(strings.TrimPrefix(s[len(uuid):], "/"))
	if sequence == "" {
		return a.names.name("uuid", uuid)
	}
	return a.names.name("uuid", uuid) + "/" + sequence
}

// uuidOf is what a changeId has before its sequence number.
func uuidOf(changeID string) string {
	if slash := strings.LastIndexByte(changeID, '/'); slash > 0 {
		return changeID[:slash]
	}
	return changeID
}

func labels(checks []Check) []string {
	list := make([]string, len(checks))
	for i, c := range checks {
		list[i] = c.Disk
	}
	return list
}

// partsOfHost are the names in "vc01.example.com:443".
func partsOfHost(host string) []string {
	host, _, _ = strings.Cut(host, ":")
	if strings.Trim(host, "0123456789.") == "" {
		return nil // an address, which has no parts
	}
	labels := strings.Split(host, ".")
	_, domain, _ := strings.Cut(host, ".")
	return append(labels[:max(len(labels)-1, 1)], host, domain)
}

// ordinary words of a path name nothing, and sentences need them.
var ordinary = []string{"backup", "data", "dev", "disk", "disks", "home", "image", "images", "lib", "mnt", "root", "srv", "tmp", "usr", "var"}

// partsOfPath are the names in "[datastore] dir/name.vmdk" and in "/mnt/name".
func partsOfPath(path string) []string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(`[]/\`, r) })
	for _, s := range slices.Clone(parts) {
		if dot := strings.LastIndexByte(s, '.'); dot > 0 {
			parts = append(parts, s[:dot])
		}
	}
	return slices.DeleteFunc(parts, func(s string) bool { return slices.Contains(ordinary, s) })
}
