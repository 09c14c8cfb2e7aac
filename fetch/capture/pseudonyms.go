package capture

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// pseudonyms are what stands for names: the same for the same, in whatever case
// and, for UUIDs, in whatever notation.
type pseudonyms struct {
	of    map[string]string // by what keyOf makes of a name
	kinds map[string]string // of the known names, in the same way
	last  map[string]int    // number given last, by kind
	known []string          // names that are looked for in sentences, as they are
	find  *regexp.Regexp    // any known name or UUID; nil if there are too many
}

// maxKnown bounds the known names together, in bytes: it is far more than any
// disk has.
const maxKnown = 64 << 10

func newPseudonyms() *pseudonyms {
	return &pseudonyms{of: map[string]string{}, kinds: map[string]string{}, last: map[string]int{}}
}

// know notes names of a kind, to be looked for in sentences. All are noted before
// the first pseudonym is given, so that none is one of them.
func (p *pseudonyms) know(kind string, names ...string) {
	for _, s := range names {
		s = strings.TrimSpace(s)
		key := keyOf(s)
		if p.kinds[key] != "" || !strings.ContainsFunc(s, isWord) {
			continue
		}
		p.kinds[key] = kind
		p.known = append(p.known, s)
	}
}

// found is the pseudonym of what the finder found.
func (p *pseudonyms) found(s string) string {
	return p.name(cmp.Or(p.kinds[keyOf(s)], "uuid"), s)
}

// name is the pseudonym of a name of that kind; "" stays.
func (p *pseudonyms) name(kind, s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	key := keyOf(s)
	if p.of[key] == "" {
		p.of[key] = p.fresh(kind)
	}
	return p.of[key]
}

// fresh is a pseudonym that nothing has, nor had as its name.
func (p *pseudonyms) fresh(kind string) string {
	for {
		p.last[kind]++
		s := kind + "-" + strconv.Itoa(p.last[kind])
		if p.kinds[keyOf(s)] == "" {
			return s
		}
	}
}

// keyOf is the same for names that mean the same.
func keyOf(s string) string {
	if likeUUID().FindString(s) == s {
		return "uuid " + strings.Map(func(r rune) rune {
			if r == ' ' || r == '-' {
				return -1
			}
			return unicode.ToLower(r)
		}, s)
	}
	return strings.ToLower(strings.TrimSpace(s))
}

// uuid is 16 bytes in hexadecimal in any of the usual notations.
const uuid = `(?:[0-9A-Fa-f]{2}[ -]?){15}[0-9A-Fa-f]{2}`

var likeUUID = lazily(uuid)

// compile makes the finder of all known names and whatever looks like a UUID, in
// one go, so that nothing is replaced twice: what begins first, and of those the
// longest name.
func (p *pseudonyms) compile() {
	names := slices.Clone(p.known)
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var any strings.Builder
	any.WriteString(`(?i)`)
	for _, s := range names {
		any.WriteString(pattern(s) + `|`)
	}
	any.WriteString(uuid)
	if any.Len() < maxKnown {
		p.find, _ = regexp.Compile(any.String())
	}
}

// pattern matches a name anywhere, but one of a letter or two only as a word.
func pattern(name string) string {
	quoted := regexp.QuoteMeta(name)
	if len(name) > 2 {
		return quoted
	}
	return `\b` + quoted + `\b`
}

// survives says whether a known name may be in a text.
func (p *pseudonyms) survives(text string) bool {
	return p.find == nil || p.find.MatchString(text)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
