package capture

import (
	"strings"
	"testing"
)

// A text that was sent as one may come with other line ends. Nothing else may change.
func TestOtherLineEnds(t *testing.T) {
	page := `{"start":512,"length":8192,"unit":512,"extents":[2,1,4,2]}`
	text := textOf("2", "4", first, page, page, "{}", "")
	for name, c := range map[string]struct {
		text  string
		sound bool
	}{
		"as written":        {text, true},
		"mailed":            {strings.ReplaceAll(text, "\n", "\r\n"), true},
		"mailed, unended":   {strings.TrimSuffix(strings.ReplaceAll(text, "\n", "\r\n"), "\r\n"), true},
		"written like that": {textOf("1", "2", first+"\r", page+"\r"), true},
		"and altered":       {strings.ReplaceAll(strings.Replace(text, "[2,1,4,2]", "[2,1,4,3]", 1), "\n", "\r\n"), false},
		"returns within":    {strings.Replace(text, "}\n", "}\r\r\n", 2), false},
	} {
		r, err := NewReader(strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := drained(r)
		if (r.Cut() == nil) != c.sound {
			t.Errorf("%s: %v", name, r.Cut())
		}
		if c.sound && len(got.pages) == 0 {
			t.Errorf("%s: no page", name)
		}
	}
}
