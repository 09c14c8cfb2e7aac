package vcenter

import (
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxChangeID bounds the length in bytes; real ones have about 50.
const maxChangeID = 512

// ChangeID is a point in the past of one disk, "UUID/sequence", as in
// "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81". Two of them with the
// same meaning are equal by ==.
type ChangeID struct {
	UUID     string // of the tracking: another one means another disk, or that tracking was reset
	Sequence string // of the point within that tracking, as the server wrote it
}

// ParseChangeID reads a changeId as a backup program or a server prints it.
// Quotes and spaces round it are dropped and the UUID is brought into the usual
// form, whatever its spaces, dashes and case; a UUID of another kind is kept
// but for repeated spaces and case. Everything is no ChangeID and refused.
func ParseChangeID(s string) (ChangeID, error) {
	malformed := func(why string) (ChangeID, error) {
		return ChangeID{}, &Error{
			What:   "the changeId " + why,
			Advice: "paste all of it, like \"52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81\"",
		}
	}
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), `"'`))
	switch {
	case s == "":
		return malformed("is empty")
	case len(s) > maxChangeID:
		return malformed("is too long")
	case !utf8.ValidString(s) || strings.ContainsFunc(s, notInChangeID):
		return malformed("has characters that no changeId can have")
	}
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return malformed("has no slash between its UUID and its sequence number")
	}
	id := ChangeID{
		UUID:     canonicalUUID(s[:slash]),
		Sequence: strings.Join(strings.Fields(s[slash+1:]), ""),
	}
	if id.UUID == "" || id.Sequence == "" {
		return malformed("lacks its UUID or its sequence number")
	}
	return id, nil
}

// String is the form that servers use and accept.
func (id ChangeID) String() string { return id.UUID + "/" + id.Sequence }

// before says whether id is an older point than other of the same tracking.
// Sequences grow by the snapshot; digits only compare as numbers, in whatever
// base. ok is false when the two cannot be compared.
func (id ChangeID) before(other ChangeID) (before, ok bool) {
	a, b := strings.TrimLeft(strings.ToLower(id.Sequence), "0"), strings.TrimLeft(strings.ToLower(other.Sequence), "0")
	if id.UUID != other.UUID || strings.ContainsFunc(a+b, notHex) {
		return false, false
	}
	if len(a) != len(b) {
		return len(a) < len(b), true
	}
	return a < b, true
}

func notInChangeID(r rune) bool {
	return r != ' ' && r != '\t' && r != '\n' && r != '\r' && !unicode.IsGraphic(r) || r == utf8.RuneError
}

func notHex(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }

// canonicalUUID writes 16 bytes in hex the way VMware does: pairs with spaces
// between, a dash in the middle.
func canonicalUUID(s string) string {
	digits := strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }), ""))
	raw, err := hex.DecodeString(digits)
	if err != nil || len(raw) != 16 {
		return strings.ToLower(strings.Join(strings.Fields(s), " "))
	}
	pairs := make([]string, len(raw))
	for i := range raw {
		pairs[i] = digits[2*i : 2*i+2]
	}
	return strings.Join(pairs[:8], " ") + "-" + strings.Join(pairs[8:], " ")
}

// cutOff says whether s is what is left of a changeId when its end is lost: a
// row of hex pairs, or a whole UUID, and no slash.
func cutOff(s string) bool {
	const enough = 4 // pairs: a date has fewer
	pairs := strings.FieldsFunc(strings.Trim(s, `"'`), func(r rune) bool { return r == ' ' || r == '-' })
	if whole := strings.Join(pairs, ""); len(whole) == 32 && !strings.ContainsFunc(strings.ToLower(whole), notHex) {
		return true
	}
	for i, p := range pairs {
		if strings.ContainsFunc(strings.ToLower(p), notHex) || len(p) != 2 && (len(p) != 1 || i != len(pairs)-1) {
			return false
		}
	}
	return len(pairs) >= enough
}
