package vcenter

import (
	"bytes"
	"strings"
)

// declared finds what an XML declaration says that a text is written in.
var declared = lazily(`^\s*<\?xml[^>]*?(\sencoding\s*=\s*["\']([A-Za-z0-9._-]+)["\'])`)

// encodingError is a reply in letters that are not read: it will not be better when
// it is asked for again.
type encodingError struct{ name string }

func (e *encodingError) Error() string { return "it is written in " + e.name + ", not in UTF-8" }

// inUTF8 is a reply in UTF-8 that says nothing else of itself. US-ASCII is UTF-8
// already, and ISO-8859-1 has a letter to each byte; whatever else a gateway may
// have made of a reply is not read.
func inUTF8(text []byte) ([]byte, error) {
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	found := declared().FindSubmatchIndex(text)
	if found == nil {
		return text, nil
	}
	name := string(text[found[4]:found[5]])
	plain := append(bytes.Clone(text[:found[2]]), text[found[3]:]...)
	switch strings.ToLower(name) {
	case "utf-8":
		return text, nil
	case "us-ascii", "ascii":
		return plain, nil
	case "iso-8859-1", "latin1":
		letters := make([]rune, len(plain))
		for i, c := range plain {
			letters[i] = rune(c)
		}
		return []byte(string(letters)), nil
	}
	return nil, &encodingError{name}
}
