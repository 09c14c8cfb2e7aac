package capture

import (
	"regexp"
	"strings"
	"sync"
)

// withheld stands for a text that cannot be shown to be harmless.
const withheld = "withheld"

// The names in a sentence are first replaced by marks, one private character
// each, so that what is replaced later can neither tear one apart nor find a name
// in a pseudonym.
const (
	firstMark = '\U000F0000'
	lastMark  = '\U000FFFFD'
)

// lazily compiles an expression when it is first asked for: most who read or write
// a capture never do.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// A kind of thing that a sentence may name, though the header does not.
type suspect struct {
	kind string
	like func() *regexp.Regexp
}

// suspects are in the order in which they are looked for: what may contain others
// comes first.
var suspects = []suspect{
	{"name", lazily(`"[^"\n]*"|“[^”\n]*”|\B'[^'\n]*'\B`)},
	{"address", lazily(`[A-Za-z][A-Za-z0-9+.-]*://\S*`)},
	{"file", lazily(`\[[^\]\n]*\] ?(?:[^\n]*\.(?:vmdk|vmx|vmxf|vmsd|vmsn|vmem|vswp|nvram|log|iso)\b|\S*)`)},
	{"file", lazily(`(?:\b[A-Za-z]:|\B)[/\\][^\s"',;()]*\pL[^\s"',;()]*`)},
	{"file", lazily(`[^\s"',;()]+[/\\][^\s"',;()]*\.\pL[\pL\d]{0,7}\b`)},
	{"user", lazily(`[^\s"'()]+@[^\s"',;()]+|[^\s"'()\\]+\\[^\s"',;()]+`)},
	{"fingerprint", lazily(`(?i)\b(?:[0-9a-f]{2}:){5,}[0-9a-f]{2}\b|\b[0-9a-f]{24,}\b`)},
	{"address", lazily(`(?i)\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|[0-9a-f:]*::[0-9a-f:.]*`)},
	{"address", lazily(`\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?`)},
	{"address", lazily(`[\pL\d_-]*[\pL_][\pL\d._-]*:\d{1,5}\b`)},
	{"address", lazily(`[\pL\d_-]+(?:\.[\pL\d_-]+)*\.\pL[\pL\d_-]+`)},
	{"moid", lazily(`\b(?:vm|host|group|snapshot|datastore|datacenter|domain|network|resgroup|session|task)-[a-z]?\d+\b`)},
}

// plain is what looks like one of them and names nothing of anybody: a privilege,
// a message key, a setting.
var plain = lazily(`^(?:(?:VirtualMachine|Datastore|Global|Sessions|System|vim|msg|com\.vmware)(?:\.[A-Za-z0-9]+)+|scsi\d+:\d+|\d+\.ctkEnabled)$`)

// marks are the pseudonyms of one sentence, in the order of their marks, of which
// there are more than a text has bytes.
type marks []string

func isMark(r rune) bool { return firstMark <= r && r <= lastMark }

// add makes a mark of a pseudonym.
func (m *marks) add(pseudonym string) string {
	*m = append(*m, pseudonym)
	return string(firstMark + rune(len(*m)-1))
}

// resolve puts the pseudonyms in the place of their marks.
func (m marks) resolve(s string) string {
	var b strings.Builder
	for _, r := range s {
		if isMark(r) {
			b.WriteString(m[r-firstMark])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// harmless says whether what looks like a name is none, or a pseudonym already.
func harmless(found string) bool {
	inner := strings.Trim(found, `"'“”`)
	return plain().MatchString(inner) || strings.TrimFunc(inner, isMark) == ""
}

// sentence is a sentence without names: those that are known, and what looks like
// one.
func (a *Anonymizer) sentence(s string) string {
	if a.names.find == nil {
		return withheld
	}
	var m marks
	s = strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, s)
	s = a.names.find.ReplaceAllStringFunc(s, func(found string) string { return m.add(a.names.found(found)) })
	for _, one := range suspects {
		s = one.like().ReplaceAllStringFunc(s, func(found string) string {
			if harmless(found) {
				return found
			}
			return m.add(a.names.name(one.kind, m.resolve(found)))
		})
	}
	if a.names.survives(s) {
		return withheld
	}
	return m.resolve(s)
}
