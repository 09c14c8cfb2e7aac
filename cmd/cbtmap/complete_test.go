package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A shell does not wait for a server that does not answer.
func TestCompletionGivesUp(t *testing.T) {
	usual := completionTimeout
	completionTimeout = 100 * time.Millisecond
	defer func() { completionTimeout = usual }()
	silent := serveTLS(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the end of the client is not seen
		<-r.Context().Done()
	}))
	env := environmentOf(t, vcenterForTests(t))
	env["GOVC_URL"], env["GOVC_INSECURE"] = silent.URL+"/sdk", "1"
	begun := time.Now()
	got := runWith(t.Context(), env, "__complete", "report", "--vm", "")
	if waited := time.Since(begun); waited > 20*time.Second {
		t.Errorf("it waited for %v", waited)
	}
	if got.code != exitOK || strings.TrimSpace(got.stdout) != ":4" || strings.Contains(got.stderr, "cbtmap:") {
		t.Errorf("exit code %d, %q, %q", got.code, got.stdout, got.stderr)
	}
}
