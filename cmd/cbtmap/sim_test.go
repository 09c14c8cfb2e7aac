package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
)

// simulated is one vCenter for all tests that only read.
var simulated = sync.OnceValues(func() (*simulate.Server, error) { return simulate.Start(simulate.Options{}) })

func TestMain(m *testing.M) {
	if play := roles[os.Getenv(playing)]; play != nil {
		play() // and does not return
	}
	completionTimeout = time.Minute
	code := m.Run()
	if server, err := simulated(); err == nil {
		if err := server.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func vcenterForTests(t *testing.T) *simulate.Server {
	t.Helper()
	server, err := simulated()
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// environment is what leads to a server, as a shell would have it.
type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// Nothing is kept from one test to the next.
func environmentOf(t *testing.T, server *simulate.Server) environment {
	t.Helper()
	return environmentIn(t.TempDir(), server)
}

// environmentIn has the cache in a folder.
func environmentIn(folder string, server *simulate.Server) environment {
	return environment{
		"XDG_CACHE_HOME":    folder,
		"LocalAppData":      folder,
		"GOVC_URL":          server.URL(),
		"GOVC_USERNAME":     simulate.Username,
		"GOVC_PASSWORD":     simulate.Password,
		"GOVC_TLS_CA_CERTS": server.CAFile(),
	}
}

// result is all that a run leaves behind.
type result struct {
	code           int
	stdout, stderr string
}

// runWith runs the program as a process would, but in this one, without a
// terminal.
func runWith(ctx context.Context, env environment, args ...string) result {
	var stdout, stderr bytes.Buffer
	code := run(ctx, args, strings.NewReader(""), &stdout, &stderr, env.get)
	return result{code, stdout.String(), stderr.String()}
}
