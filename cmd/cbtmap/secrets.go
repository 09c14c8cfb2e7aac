package main

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"cbtmap/render"
)

// hidden stands where a password stood.
const hidden = "…"

// credentials is "user:password@", with or without a scheme in front.
var credentials = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)\S*@|([^\s:@/"'=]+):[^\s@]+@`)
})

// masked is a message without passwords. People put them where they do not
// belong, into an argument or a flag of another kind, and errors quote what they
// do not understand. Those of args are known whatever characters they have; of
// the rest, all that looks like one is hidden.
func masked(text string, args []string) string {
	for _, arg := range args {
		password := passwordIn(arg)
		if password == "" {
			continue
		}
		for _, written := range []string{password, strings.Join(strings.Fields(password), " "), render.Clean(password)} {
			quoted := strconv.Quote(written)
			for _, form := range []string{written, quoted[1 : len(quoted)-1]} {
				text = strings.ReplaceAll(text, ":"+form+"@", ":"+hidden+"@")
			}
		}
	}
	return credentials().ReplaceAllStringFunc(text, func(found string) string {
		if scheme, _, ok := strings.Cut(found, "://"); ok {
			return scheme + "://" + hidden + "@"
		}
		user, _, _ := strings.Cut(found, ":")
		return user + ":" + hidden + "@"
	})
}

// passwordIn is what stands between the first colon and the last @ of a URL, as
// far as an argument can be taken for one, or "".
func passwordIn(arg string) string {
	if strings.HasPrefix(arg, "-") {
		_, arg, _ = strings.Cut(arg, "=")
	}
	if _, rest, ok := strings.Cut(arg, "://"); ok {
		arg = rest
	}
	before := strings.LastIndexByte(arg, '@')
	if before < 0 {
		return ""
	}
	_, password, _ := strings.Cut(arg[:before], ":")
	return password
}
