package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"cbtmap/fetch/simulate"
)

// serverless are the scripts in which no server is asked, or one that has a
// protocol of its own. All others run over both protocols, which costs some ten
// seconds more.
var serverless = []string{
	"capacity", "complete_files", "completion", "demo_flag", "empty_flags", "export", "help", "man", "misplaced_password",
	"no_password_flag", "no_terminal", "open", "report_files", "simulate_refusal", "usage", "version",
}

// TestScripts runs testdata/*.txtar, one behaviour a file. Scripts have the
// environment of a simulated vCenter, and these commands besides the usual ones:
//
//	cbtmap …    runs the program; ! if it must fail. Its standard input is the
//	            file that STDIN names, if it names one
//	code N      the exit code that it had
//	lines N     how many lines its standard error had
//	explained   its standard error said what happened and what to do, a line each,
//	            perhaps with what it means between them, and nothing else
//
// No output may ever hold a password, right or wrong.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	t.Run("soap", func(t *testing.T) { runScripts(t, files, "") })
	files = slices.DeleteFunc(files, func(name string) bool {
		return slices.Contains(serverless, strings.TrimSuffix(filepath.Base(name), ".txtar"))
	})
	t.Run("json", func(t *testing.T) { runScripts(t, files, "1") })
}

// runScripts runs scripts with GOVC_VI_JSON set, which makes JSON the protocol
// unless it is empty.
func runScripts(t *testing.T, files []string, viJSON string) {
	server := vcenterForTests(t)
	flaky := startFlaky(t, server)
	testscript.Run(t, testscript.Params{
		Files: files,
		Setup: func(env *testscript.Env) error {
			for name, value := range environmentIn(filepath.Join(env.WorkDir, "kept"), server) {
				env.Setenv(name, value)
			}
			env.Setenv("GOVC_VI_JSON", viJSON)
			env.Setenv("BROKEN_URL", flaky.broken.URL+"/sdk")
			env.Setenv("SILENT_URL", flaky.silent.URL+"/sdk")
			env.Setenv("NOT_VCENTER", flaky.page.URL)
			env.Setenv("BUSY", strings.TrimSuffix(strings.TrimPrefix(server.URL(), "https://"), "/sdk"))
			env.Setenv("FLAKY_CA", flaky.caFile)
			env.Setenv("THUMBPRINT", thumbprintOf(t, server))
			env.Setenv("CHANGEID_OF_2000", changeIDAt(t, server, "sql01", 2000, "nightly-5"))
			env.Values[lastRun{}] = new(result)
			return os.WriteFile(filepath.Join(env.WorkDir, "right"), []byte(simulate.Password+"\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"cbtmap":    scriptRun,
			"code":      scriptCode,
			"lines":     scriptLines,
			"explained": scriptExplained,
		},
	})
}

func changeIDAt(t *testing.T, server *simulate.Server, vm string, key int32, snapshot string) string {
	t.Helper()
	for _, disk := range server.Disks() {
		for _, s := range disk.Snapshots {
			if disk.VM == vm && disk.Key == key && s.Name == snapshot {
				return s.ChangeID
			}
		}
	}
	t.Fatalf("no disk %d of %s at %s", key, vm, snapshot)
	return ""
}

// thumbprintOf is the SHA-256 of a server's certificate.
func thumbprintOf(t *testing.T, server *simulate.Server) string {
	t.Helper()
	block, _ := pem.Decode([]byte(server.Root()))
	sum := sha256.Sum256(block.Bytes)
	return hex.EncodeToString(sum[:])
}

// lastRun is the key of a script's last result.
type lastRun struct{}

func last(ts *testscript.TestScript) *result { return ts.Value(lastRun{}).(*result) }

func scriptRun(ts *testscript.TestScript, neg bool, args []string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var stdout, stderr strings.Builder
	stdin := ""
	if name := ts.Getenv("STDIN"); name != "" {
		stdin = ts.ReadFile(name)
	}
	code := run(ctx, args, strings.NewReader(stdin), &stdout, &stderr, ts.Getenv)
	*last(ts) = result{code, stdout.String(), stderr.String()}
	_, _ = ts.Stdout().Write([]byte(stdout.String()))
	_, _ = ts.Stderr().Write([]byte(stderr.String()))
	if leak := leaked(last(ts), ts.Getenv("GOVC_PASSWORD")); leak != "" {
		ts.Fatalf("a password was printed: %q", leak)
	}
	if neg == (code == exitOK) {
		ts.Fatalf("exit code %d", code)
	}
}

// leaked finds a password in what was printed.
func leaked(r *result, password string) string {
	secrets := []string{simulate.Password, "hunter2", "5ecret"}
	if text, err := os.ReadFile(password); err == nil {
		password = strings.TrimSpace(string(text))
	}
	if password != "" {
		secrets = append(secrets, password)
	}
	for _, secret := range secrets {
		if strings.Contains(r.stdout+r.stderr, secret) {
			return secret
		}
	}
	return ""
}

func scriptCode(ts *testscript.TestScript, _ bool, args []string) {
	if got := strconv.Itoa(last(ts).code); len(args) != 1 || got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, strings.Join(args, " "))
	}
}

func scriptLines(ts *testscript.TestScript, _ bool, args []string) {
	if got := strconv.Itoa(strings.Count(last(ts).stderr, "\n")); len(args) != 1 || got != args[0] {
		ts.Fatalf("%s lines on standard error, want %s", got, strings.Join(args, " "))
	}
}

// explanation is a failure on standard error.
var explanation = regexp.MustCompile(`^cbtmap: [^\n]+\n(cbtmap: meaning: [^\n]+\n)?cbtmap: hint: [^\n]+\n$`)

func scriptExplained(ts *testscript.TestScript, _ bool, _ []string) {
	if said := last(ts).stderr; !explanation.MatchString(said) {
		ts.Fatalf("standard error is no explanation: %q", said)
	}
}
