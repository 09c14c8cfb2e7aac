package formats

import (
	"bytes"
	"strings"
)

// notMap is a file that people take for a change map.
type notMap struct {
	fits         func(h *head) bool
	what, advice string
}

// starting tells whether a text starts with these bytes; a space stands for any
// number of them.
func starting(s string) func(h *head) bool {
	return func(h *head) bool {
		text := h.text
		for i, word := range strings.Split(s, " ") {
			if i > 0 {
				text = bytes.TrimLeft(text, " ")
			}
			if !bytes.HasPrefix(text, []byte(word)) {
				return false
			}
			text = text[len(word):]
		}
		return true
	}
}

// nbdinfoTable looks for lines of start, size, type and description.
func nbdinfoTable(h *head) bool {
	line, _, _ := bytes.Cut(h.text, newline)
	words := strings.Fields(string(line))
	if len(words) != 4 {
		return false
	}
	_, known := described([]byte(words[3]))
	return known && strings.Trim(words[0]+words[1]+words[2], "0123456789") == ""
}

// matching tells whether a text is as an expression wants it.
func matching(expression string) func(h *head) bool {
	compiled := lazily(expression)
	return func(h *head) bool { return compiled().Match(h.text) }
}

// areasAlone recognises what is left of a reply when somebody asks PowerShell for
// nothing but its areas: a list of them, or the only one.
func areasAlone(h *head) bool { return h.object("start", "length") && !h.object("data") }

// virtnbdLog recognises a log of virtnbdbackup, with and without colours.
var virtnbdLog = matching(`^(\x1b\[[0-9;]*m)*\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\]`)

var notMaps = []notMap{
	{starting("QFI\xfb"), "this is a qcow2 image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.qcow2"},
	{starting("KDMV"), "this is a VMDK image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.vmdk"},
	{starting("conectix"), "this is a VHD image, not a map of one",
		"make a map of it: qemu-img map --output=json -f vpc disk.vhd"},
	{starting("vhdxfile"), "this is a VHDX image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.vhdx"},
	{starting("# Disk DescriptorFile"), "this is the descriptor of a VMDK image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.vmdk"},
	{starting("\x7fELF"), "this is a program, not a change map", adviseList},
	{starting("PK\x03\x04"), "this is a zip archive, not a change map", "unpack it first"},
	{starting("\x1f\x8b"), "this is packed with gzip twice", "unpack it first: zcat FILE | cbtmap open -"},
	{starting("(\xb5/\xfd"), "this is packed with zstd", "unpack it first: zstd -dc FILE | cbtmap open -"},
	{starting("\xfd7zXZ"), "this is packed with xz", "unpack it first: xz -dc FILE | cbtmap open -"},
	{starting("BZh"), "this is packed with bzip2", "unpack it first: bzip2 -dc FILE | cbtmap open -"},
	{zeros, "this file begins with nothing but zeros: it looks like the image of a disk, not like a map of one",
		"make a map of it: qemu-img map --output=json -f raw disk.img"},
	{starting("Offset Length Mapped to"), "this is the table of qemu-img map for people",
		"make it with --output=json: qemu-img map --output=json disk.qcow2"},
	{starting("Offset Length Type"), "this is the table of rbd diff for people",
		"make it with --format json: rbd diff --format json POOL/IMAGE@SNAPSHOT"},
	{nbdinfoTable, "this is the table of nbdinfo for people", "make it with --json: nbdinfo --map --json URI"},
	{starting("Record# VolCapBytes"), "this is the table of the snapshot-metadata-lister for people",
		"make it with -o json: " + csiKind.Command},
	{matching(`^[^\n]*JSON is truncated`), "ConvertTo-Json has left something out, as the warning in front says",
		"give it -Depth 5: " + changeInfoKind.Command},
	{areasAlone, "these are changed areas without their reply, which says what part of the disk it speaks for",
		"leave .ChangedArea out: " + changeInfoKind.Command},
	{virtnbdLog, "this is a log of virtnbdbackup, not its list of extents, which is in the log if it was made with -v",
		"cut the list out of it: " + virtnbdCut + "LOG | cbtmap open -"},
	{func(h *head) bool { return h.object("schema", "coverage", "audit") },
		"this is a report of cbtmap, which says how much has changed and not where", "write the map instead: cbtmap export -o disk.cbtmap"},
	{matching(`^(?i)<(!doctype )?html\b`), "this is a web page, not the answer of an API", "see where the request went, and whether somebody has to log in there"},
	{func(h *head) bool { return h.list("size", "percent", "type") },
		"these are totals of nbdinfo, which do not say where anything is", "make it without --totals: nbdinfo --map --json URI"},
	{emptyKind.fits,
		"this is an empty list: it does not say what of, nor how large the disk is",
		"say how large the disk is, with --capacity, if it is a list of changes: then nothing has changed"},
}

func zeros(h *head) bool {
	return len(h.text) > 0 && len(bytes.Trim(h.text[:min(len(h.text), 512)], "\x00")) == 0
}
