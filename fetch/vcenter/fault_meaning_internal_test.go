package vcenter

import (
	"context"
	"errors"
	"io"
	"strings"
	"syscall"
	"testing"
)

// Ranges and what has arrived are spoken of in a fetch only: before a login
// nothing was asked, and a list has neither.
func TestMeaningFitsWhatWasDone(t *testing.T) {
	for _, err := range []error{
		post(io.EOF), dial(syscall.ECONNRESET), dial(syscall.ECONNREFUSED), dial(syscall.EHOSTUNREACH),
		status(401), status(403), status(404), status(429), status(500), status(503), status(302),
		post(errors.New("odd")), errors.New("odd"), errBadReply, context.DeadlineExceeded, post(lateHandshake{}),
	} {
		for _, c := range []scene{atLogin, listing, atSnapshot} {
			meaning := c.explain(err).Meaning
			wantSentence(t, meaning)
			if c.phase != asking && (strings.Contains(meaning, "range") || strings.Contains(meaning, "arrived")) {
				t.Errorf("%s: %v means that %s", c.doing, err, meaning)
			}
		}
		if e := atLogin.explain(err); strings.Contains(e.Meaning, ": ") && !strings.Contains(e.Meaning, notAsked) {
			t.Errorf("%v at login means that %s", err, e.Meaning)
		}
		if meaning := atSnapshot.explain(err).Meaning; strings.Contains(meaning, notAsked) {
			t.Errorf("%v in a fetch means that %s", err, meaning)
		}
	}
}
