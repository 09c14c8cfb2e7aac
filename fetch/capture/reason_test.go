package capture

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/fault"
)

// What is wrong with a file is told in words of the file, not of the program.
func TestReasons(t *testing.T) {
	page := `{"start":0,"length":4096,"unit":1,"extents":[]}`
	for name, c := range map[string]struct{ text, want string }{
		"a line that is a list":  {first + "\n[1,2]\n", "the line is a list"},
		"a line that is a text":  {first + "\n\"x\"\n", "the line is a text"},
		"a text for a number":    {first + "\n" + `{"start":"x","length":1}` + "\n", "start cannot be a text"},
		"a fraction":             {first + "\n" + `{"start":1.5,"length":1}` + "\n", "start cannot be the number 1.5"},
		"within a footer":        {first + "\n" + page + "\n" + `{"footer":{"pages":[]}}` + "\n", "pages cannot be a list"},
		"no JSON":                {first + "\nhello\n", "it is no JSON"},
		"a capacity too large":   {`{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":9223372036854775808}}` + "\n", "(capacityBytes cannot be the number 9223372036854775808"},
		"a capacity in quotes":   {`{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":"5"}}` + "\n", "capacityBytes cannot be a text"},
		"a list of something":    {`{"cbtmap":{"major":1,"minor":0},"checks":{}}` + "\n", "list"},
		"a version in a version": {`{"cbtmap":"1.0"}` + "\n", "cbtmap cannot be a text"},
	} {
		r, err := NewReader(strings.NewReader(c.text))
		if err == nil {
			drained(r)
			err = r.Cut()
		}
		what := fault.Of(err).What
		if !strings.Contains(what, c.want) {
			t.Errorf("%s: %s, want %s", name, what, c.want)
		}
		for _, word := range []string{"Go ", "capture.", "json", "InFile", "unmarshal", "2006", "Line."} {
			if strings.Contains(what, word) {
				t.Errorf("%s: %s", name, what)
			}
		}
	}
}

// A date that is none is not known, and takes nothing from the file.
func TestBadDates(t *testing.T) {
	header := `{"cbtmap":{"major":1,"minor":0},"taken":"yesterday","vm":{"name":"sql01"},"interval":{"from":7,"to":"2026-11-23T07:30:00Z","toSnapshot":"n"}}`
	r, err := NewReader(strings.NewReader(textOf("0", "0", header)))
	if err != nil {
		t.Fatal(err)
	}
	h := r.Header()
	to := time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)
	if !h.Taken.IsZero() || !h.Interval.From.IsZero() || !h.Interval.To.Equal(to) || h.VM.Name != "sql01" || h.Interval.ToSnapshot != "n" {
		t.Errorf("%+v", h)
	}
	drained(r)
	if err := r.Cut(); err != nil {
		t.Error(err)
	}
	var e *Error
	if _, err := NewReader(strings.NewReader(`{"cbtmap":{"major":1,"minor":0},"disk":7}` + "\n")); !errors.As(err, &e) || e.Kind != Damaged {
		t.Errorf("%v", err)
	}
}
