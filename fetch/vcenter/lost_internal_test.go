package vcenter

import (
	"errors"
	"net/url"
	"strings"
	"syscall"
	"testing"
)

// A server that refuses connections is a wrong address when it is first reached,
// and one that restarts when its session has just ended: a fetch waits for it.
func TestLostToARestart(t *testing.T) {
	a := address{url: url.URL{Scheme: "https", Host: "vc01:443", Path: "/sdk"}, user: "reader"}
	refused := &url.Error{Op: "Post", URL: "https://vc01/sdk", Err: syscall.ECONNREFUSED}
	explain := func(err error) error { return connectError(err, a, "", limit{}) }

	e := (*Error)(nil)
	if !errors.As(explain(refused), &e) || e.Temporary() {
		t.Fatalf("connecting: %+v", e)
	}
	if !errors.As(lost(refused, a, explain), &e) || !e.Temporary() || e.Final() {
		t.Errorf("renewing: %+v", e)
	}
	if f := e.Explain(); !strings.Contains(f.What, "cannot be renewed") || !strings.Contains(f.Meaning, "restarting") || f.Advice == "" {
		t.Errorf("%+v", f)
	}
}
