package formats

import (
	"bytes"
	"io"
	"regexp"
	"sync"
	"unicode"
)

const adviseList = "see which files can be opened, and the commands that make them: cbtmap open --help"

// unknownText is the error for a text that no format fits, and that was behind these
// headers.
func unknownText(t *text, h *head, http httpHeads) error {
	bare := len(h.text) == 0 && http.status != "" // as curl -I writes it
	if t.err != nil && t.err != io.EOF && !bare {
		return t.failedAt(t.placeOf(len(t.buf)), t.err)
	}
	return http.behind(unknownHead(h), len(h.text) == 0)
}

// unknownHead says what a text is instead, as far as one can tell.
func unknownHead(h *head) *UnknownError {
	if len(h.text) == 0 {
		return &UnknownError{what: "the file is empty", advice: "see whether the command that made it failed: " +
			"its errors may have gone elsewhere"}
	}
	for _, n := range notMaps {
		if n.fits(h) {
			return &UnknownError{what: n.what, advice: n.advice}
		}
	}
	for _, other := range []func(h *head) *UnknownError{serverFault, perhapsBitmap} {
		if e := other(h); e != nil {
			return e
		}
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
