package simulate_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"cbtmap/fetch/simulate"
)

func TestFaultSpecs(t *testing.T) {
	s := start(t, simulate.Options{})
	for _, spec := range []string{"noTrack", "noTrack@sql01", "http503*2", "drop@web01:3", "slow@vdi-007:2*5", "missing", "missing@sql01", "wrongName"} {
		if err := s.Fail(spec); err != nil {
			t.Errorf("%s: %v", spec, err)
		}
	}
	for spec, words := range map[string]string{
		"":                     "no fault is named \"\", only notFound, ",
		"NoTrack":              "no fault is named",
		"noTrack@":             "write it as",
		"noTrack@sql02":        "no virtual machine is named \"sql02\"",
		"noTrack@sql01*0":      "numbers from 1 on",
		"noTrack@sql01*":       "numbers from 1 on",
		"noTrack@sql01:":       "numbers from 1 on",
		"noTrack@sql01:-1":     "numbers from 1 on",
		"noTrack*2:3":          "numbers from 1 on",
		"wrongName@sql01":      "give the name alone",
		"expiredCertificate*2": "give the name alone",
		"missing*2":            "give NAME or NAME@VM",
		"noTrack\xff":          "no fault is named",
	} {
		err := s.Fail(spec)
		bad := (*simulate.FaultError)(nil)
		if !errors.As(err, &bad) || bad.Spec != spec || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v", spec, err)
		}
		if s, err := simulate.Start(simulate.Options{InMemory: true, Fail: []string{"slow", spec}}); err == nil {
			s.Close()
			t.Errorf("%q: it started", spec)
		} else if !errors.As(err, &bad) {
			t.Errorf("%q: %v", spec, err)
		}
	}
}

// TestFaultsAreCounted says of every question in a row whether it fails.
func TestFaultsAreCounted(t *testing.T) {
	s := start(t, simulate.Options{})
	c := loginPlain(t, s)
	for specs, want := range map[string]string{
		"http503":               "xxxxxx",
		"http503*2":             "xx....",
		"http503:3":             "..xxxx",
		"http503:3*2":           "..xx..",
		"http503@web01:6":       ".....x",
		"http503@sql01":         "......",
		"http503:2*1 noTrack*3": "txt...", // the one asked for first is shown
		"noTrack*1 http502:2*2": "txx...",
	} {
		s.Mend()
		for _, spec := range strings.Fields(specs) {
			if err := s.Fail(spec); err != nil {
				t.Fatal(err)
			}
		}
		path, body := asJSON(question(diskOf(t, s, "web01", "Hard disk 1"), 1, 2))
		otherPath, otherBody := asJSON(question(diskOf(t, s, "nfs01", "Hard disk 1"), 0, 1))
		got := ""
		for range 6 {
			if strings.Contains(specs, "@") {
				c.post(t, otherPath, otherBody) // does not count
			}
			switch c.post(t, path, body).status {
			case http.StatusOK:
				got += "."
			case http.StatusInternalServerError:
				got += "t"
			default:
				got += "x"
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", specs, got, want)
		}
	}
}
