package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"
)

const adviseList = "see which files can be opened, and the commands that make them: cbtmap open --help"

// unknownText is the error for a text that no format fits.
func unknownText(t *text, h *head) error {
	if t.err != nil && t.err != io.EOF {
		return t.failedAt(t.placeOf(len(t.buf)), t.err)
	}
	if len(h.text) == 0 {
		return &UnknownError{what: "the file is empty", advice: "see whether the command that made it failed: " +
			"its errors may have gone elsewhere"}
	}
	for _, n := range notMaps {
		if n.fits(h) {
			return &UnknownError{what: n.what, advice: n.advice}
		}
	}
	if e := perhapsBitmap(h); e != nil {
		return e
	}
	e := &UnknownError{Begins: beginning(h), advice: adviseList}
	e.what = "this is no change map in any known form: it begins with " + e.Begins
	return e
}

// beginning shows what a text begins with. Of JSON it shows keys only: there may be
// passwords among the values.
func beginning(h *head) string {
	if h.shape != nil {
		return "JSON that has " + h.shape.summary()
	}
	line, _, _ := bytes.Cut(h.text, newline)
	return quoted(unsecret(bytes.TrimSpace(line)))
}

// What may be a secret in a line of no known form: whatever follows a word for one
// or is given to a name, what stands before the host in a URL, and long words of
// letters and digits, as keys and tokens are.
var (
	secretAfter = lazily(`(?i)(pass|pwd|secret|token|bearer|basic|auth|credential|cookie|session|api.?key|private).*`)
	secretValue = lazily(`=\s*("[^"]*"?|'[^']*'?|\S+)`)
	secretUser  = lazily(`://[^/@\s]*@`)
	secretWord  = lazily(`[A-Za-z0-9+/_-]{16,}={0,2}`)
)

// lazily compiles an expression when it is first asked for: most files are known.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// unsecret is a line without what may be a secret: errors go into mails and tickets.
func unsecret(line []byte) []byte {
	line = line[:min(len(line), 1<<10)] // no more is shown
	line = secretUser().ReplaceAll(line, []byte("://***@"))
	line = secretAfter().ReplaceAll(line, []byte("$1 ***"))
	line = secretValue().ReplaceAll(line, []byte("=***"))
	return secretWord().ReplaceAllFunc(line, func(word []byte) []byte {
		if bytes.ContainsAny(word, "0123456789") && bytes.ContainsFunc(word, unicode.IsLetter) {
			return []byte("***")
		}
		return word
	})
}

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

var notMaps = []notMap{
	{starting("QFI\xfb"), "this is a qcow2 image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.qcow2"},
	{starting("KDMV"), "this is a VMDK image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.vmdk"},
	{starting("# Disk DescriptorFile"), "this is the descriptor of a VMDK image, not a map of one",
		"make a map of it: qemu-img map --output=json disk.vmdk"},
	{starting("\x7fELF"), "this is a program, not a change map", adviseList},
	{starting("PK\x03\x04"), "this is a zip archive, not a change map", "unpack it first"},
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
	{func(h *head) bool { return h.list("size", "percent", "type") },
		"these are totals of nbdinfo, which do not say where anything is", "make it without --totals: nbdinfo --map --json URI"},
	{emptyKind.fits,
		"this is an empty list: it does not say what of, nor how large the disk is",
		"say how large the disk is, with --capacity, if it is a list of changes: then nothing has changed"},
}

func zeros(h *head) bool {
	return len(h.text) > 0 && len(bytes.Trim(h.text[:min(len(h.text), 512)], "\x00")) == 0
}
