package main

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cbtmap/fetch/simulate"
)

// canary is a password with every character that some encoding changes. It is
// wrong everywhere.
const canary = `canary "q" <x> & %41 #:@/\ ü;$(x) 1`

// forms are all ways in which a secret may turn up.
func forms(secret string) []string {
	var inXML strings.Builder
	_ = xml.EscapeText(&inXML, []byte(secret))
	inJSON, _ := json.Marshal(secret)
	quoted := strconv.Quote(secret)
	return []string{
		secret, inXML.String(), string(inJSON[1 : len(inJSON)-1]), quoted[1 : len(quoted)-1],
		url.PathEscape(secret), url.QueryEscape(secret), url.UserPassword("", secret).String()[1:],
		base64.StdEncoding.EncodeToString([]byte(secret)), strings.Join(strings.Fields(secret), " "),
		fmt.Sprintf("%x", secret),
	}
}

// findSecret finds a secret in a text, in any form.
func findSecret(text, secret string) string {
	for _, form := range forms(secret) {
		if i := strings.Index(text, form); i >= 0 {
			return text[max(0, i-40):min(len(text), i+len(form)+10)]
		}
	}
	return ""
}

// expectNoSecret fails if a secret is in what a run left behind: what it printed,
// and the files in its folder.
func expectNoSecret(t *testing.T, secret string, args []string, got result, folder string) {
	t.Helper()
	if leak := findSecret(got.stdout+got.stderr, secret); leak != "" {
		t.Errorf("%v prints the password: …%s…", args, leak)
	}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if leak := findSecret(name+"\n"+string(text), secret); leak != "" {
			t.Errorf("%v leaves the password in %s: …%s…", args, entry.Name(), leak)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// commands are all that ask a server.
var commands = [][]string{
	{"inventory"},
	{"inventory", "--vm", "web01"},
	{"doctor", "--vm", "web01"},
	{"report", "--vm", "web01", "--disk", "2000", "--retry-for", "0", "--timeout", "1s"},
	{"explore", "--vm", "web01", "--disk", "2000", "--retry-for", "0", "--timeout", "1s"},
}

// withEach visits each command over both protocols, as text and as JSON.
func withEach(visit func(args []string)) {
	for _, command := range commands {
		for _, protocol := range []string{"soap", "json"} {
			args := append(append([]string{}, command...), "--protocol", protocol)
			visit(args)
			if command[0] != "explore" {
				visit(append(args, "--json"))
			}
		}
	}
}

// A wrong password is never told, whatever answers, or does not.
func TestWrongPasswordIsNeverTold(t *testing.T) {
	server := vcenterForTests(t)
	flaky := startFlaky(t, server)
	secretFile := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secretFile, []byte(canary+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]environment{
		"refused login":       {},
		"in a file":           {"GOVC_PASSWORD": secretFile},
		"in the address":      {"GOVC_URL": strings.Replace(server.URL(), "://", "://root:"+url.PathEscape(canary)+"@", 1), "GOVC_USERNAME": "", "GOVC_PASSWORD": ""},
		"in a broken address": {"GOVC_URL": "https://root:" + canary + "@[::1", "GOVC_USERNAME": "", "GOVC_PASSWORD": ""},
		"unknown certificate": {"GOVC_TLS_CA_CERTS": ""},
		"no such file":        {"GOVC_TLS_CA_CERTS": "nosuch"},
		"refused connection":  {"GOVC_URL": "https://127.0.0.1:1/sdk"},
		"no vCenter":          {"GOVC_URL": flaky.page.URL, "GOVC_TLS_CA_CERTS": flaky.caFile},
		"no TLS":              {"GOVC_URL": "http://127.0.0.1:1/sdk"},
		"no user":             {"GOVC_USERNAME": ""},
	} {
		t.Run(name, func(t *testing.T) {
			env := environmentOf(t, server)
			env["GOVC_PASSWORD"] = canary
			for name, value := range change {
				env[name] = value
			}
			withEach(func(args []string) {
				got := runWith(t.Context(), env, args...)
				if got.code == exitOK {
					t.Errorf("%v succeeds with a wrong password", args)
				}
				expectNoSecret(t, canary, args, got, env["XDG_CACHE_HOME"])
			})
		})
	}
}

// Nor is the right one, by any fault that a server can show.
func TestRightPasswordIsNeverTold(t *testing.T) {
	var specs []string
	for _, f := range simulate.FaultNames() {
		specs = append(specs, f.Name+"@web01")
	}
	// Most of the time goes by in waiting for a server that is slow on purpose.
	const lanes = 4
	var (
		failures atomic.Int32
		work     sync.WaitGroup
	)
	for lane := range lanes {
		server := startServer(t, simulate.Options{})
		env := environmentOf(t, server)
		work.Go(func() {
			for i := lane; i < len(specs); i += lanes {
				server.Mend()
				if server.Fail(specs[i]) != nil {
					continue // a certificate, which is shown from the start on
				}
				args := []string{"report", "--vm", "web01", "--disk", "2000", "--json", "--retry-for", "0", "--timeout", "300ms", "--protocol", []string{"soap", "json"}[i/lanes%2]}
				got := runWith(t.Context(), env, args...)
				if got.code != exitOK {
					failures.Add(1)
				}
				expectNoSecret(t, simulate.Password, append(args, specs[i]), got, env["XDG_CACHE_HOME"])
			}
		})
	}
	work.Wait()
	if n := int(failures.Load()); n < len(specs)/2 {
		t.Errorf("only %d of %d reports failed: the faults do not work", n, len(specs))
	}
	env := environmentOf(t, vcenterForTests(t))
	withEach(func(args []string) {
		got := runWith(t.Context(), env, args...)
		if got.code == exitUsage {
			t.Errorf("%v: %s", args, got.stderr)
		}
		expectNoSecret(t, simulate.Password, args, got, env["XDG_CACHE_HOME"])
	})
}

// The search finds a secret in every form.
func TestFindSecret(t *testing.T) {
	for _, form := range forms(canary) {
		if findSecret("before "+form+" after", canary) == "" {
			t.Errorf("%q is not found", form)
		}
	}
	if leak := findSecret("canary", canary); leak != "" {
		t.Errorf("%q is found", leak)
	}
}
