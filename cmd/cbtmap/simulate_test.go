package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/vim25/types"
	"golang.org/x/sync/errgroup"

	"cbtmap/fetch/simulate"
	"cbtmap/render"
)

// served is a running cbtmap simulate.
type served struct {
	lines []string // of standard output
	env   environment
	stop  func() result
}

// serve runs cbtmap simulate on any free port and reads what it exports.
func serve(t *testing.T) served {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"simulate", "--listen", "127.0.0.1:0"}, nil, in, &stderr, environment{}.get)
		_ = in.Close()
	}()
	kept := t.TempDir()
	s := served{env: environment{"XDG_CACHE_HOME": kept, "LocalAppData": kept}}
	s.stop = sync.OnceValue(func() result {
		cancel()
		return result{code: <-code, stderr: stderr.String()}
	})
	t.Cleanup(func() { s.stop() })
	lines := bufio.NewScanner(out)
	for len(s.lines) < 4 && lines.Scan() {
		s.lines = append(s.lines, lines.Text())
		name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		if !ok {
			t.Fatalf("%q is no export line", lines.Text())
		}
		s.env[name] = strings.Trim(value, "'")
	}
	if len(s.lines) < 4 {
		t.Fatalf("simulate printed only %q, and then %q", s.lines, s.stop().stderr)
	}
	return s
}

func TestSimulateExportsStopsAndCleansUp(t *testing.T) {
	s := serve(t)
	for i, name := range []string{"GOVC_URL", "GOVC_USERNAME", "GOVC_PASSWORD", "GOVC_TLS_CA_CERTS"} {
		if !strings.HasPrefix(s.lines[i], "export "+name+"=") {
			t.Errorf("line %d is %q, not export %s=…", i+1, s.lines[i], name)
		}
	}
	if got := runWith(t.Context(), s.env, "inventory", "--vm", "sql01"); got.code != exitOK {
		t.Errorf("what it exports does not lead to it: %s", got.stderr)
	}
	done := s.stop()
	if done.code != exitOK {
		t.Errorf("exit code %d after an interrupt, want 0: %s", done.code, done.stderr)
	}
	if !strings.Contains(done.stderr, "until interrupted") {
		t.Errorf("standard error does not say how to stop it: %q", done.stderr)
	}
	if _, err := os.Stat(s.env["GOVC_TLS_CA_CERTS"]); !os.IsNotExist(err) {
		t.Errorf("its certificate is still there: %v", err)
	}
}

func TestShellQuote(t *testing.T) {
	for in, want := range map[string]string{
		"https://127.0.0.1:8989/sdk": "https://127.0.0.1:8989/sdk",
		"":                           "''",
		"/tmp/a b/ca.pem":            "'/tmp/a b/ca.pem'",
		`C:\Users\x`:                 `'C:\Users\x'`,
		"it's $HOME":                 `'it'\''s $HOME'`,
	} {
		got := shellQuote(in)
		if got != want {
			t.Errorf("shellQuote(%q) = %s, want %s", in, got, want)
		}
		if runtime.GOOS == "windows" {
			continue
		}
		if back, err := exec.Command("sh", "-c", "printf %s "+got).Output(); err != nil || string(back) != in {
			t.Errorf("a shell reads %s as %q (%v)", got, back, err)
		}
	}
}

// every asks for all that quick leaves out, which takes minutes:
//
//	go test ./cmd/cbtmap -run AnotherClient -every
var every = flag.Bool("every", false, "compare every interval of every disk with another client")

// quick is the part of the questions that each run of the tests asks: every
// interval of every disk, but where answers are long one or a few nights, and of
// the 200 desktops, which are alike, the first 10.
func quick(q question) bool {
	switch {
	case q.vm == "files01", q.vm == "sql01" && q.disk == 2001:
		return q.begin.name == "nightly-6" && q.end.name == "nightly-7"
	case q.vm == "sql01" && q.disk == 2000:
		return q.begin.name == "nightly-4"
	case strings.HasPrefix(q.vm, "vdi-"):
		return q.vm <= "vdi-010"
	}
	return true
}

// A client that shares no code with this program sees the same disks as report.
func TestReportAgreesWithAnotherClient(t *testing.T) {
	started := time.Now()
	s := serve(t)
	other := connectOther(t, s.env)
	questions := other.questions(t)
	if len(questions) < 500 {
		t.Fatalf("only %d questions to ask: the simulated vCenter has lost its disks", len(questions))
	}
	if !*every {
		questions = slices.DeleteFunc(questions, func(q question) bool { return !quick(q) })
	}
	var (
		mu      sync.Mutex
		refused int
	)
	var work errgroup.Group
	work.SetLimit(2)
	for _, q := range questions {
		work.Go(func() error {
			want, refusal := other.ask(t.Context(), q)
			got := runWith(t.Context(), s.env, q.report()...)
			if refusal != nil {
				mu.Lock()
				refused++
				mu.Unlock()
				if got.code != exitFailed || got.stdout != "" {
					t.Errorf("%v: the server refuses (%v), but report exits with %d: %s", q, refusal, got.code, got.stdout)
				}
				return nil
			}
			if got := totalsOf(t, got); got != want.totals() {
				t.Errorf("%v: report says %+v, the other client %+v", q, got, want.totals())
			}
			return nil
		})
	}
	_ = work.Wait()
	t.Logf("%d questions, %d of them refused, in %s", len(questions), refused, time.Since(started).Round(time.Millisecond))
}

// govmomi's own method agrees as well. It takes snapshots and leaves the paging
// to its caller.
func TestReportAgreesWithGovmomi(t *testing.T) {
	s := serve(t)
	other := connectOther(t, s.env)
	q := other.question(t, "sql01", 2000, "nightly-6", "nightly-7")
	vm := object.NewVirtualMachine(other.client, q.ref)
	disk := &types.VirtualDisk{VirtualDevice: types.VirtualDevice{Key: q.disk}, CapacityInBytes: q.end.capacity}
	var areas []types.DiskChangeExtent
	for offset := int64(0); offset < q.end.capacity; {
		info, err := vm.QueryChangedDiskAreas(t.Context(), &q.begin.ref, &q.end.ref, disk, offset)
		if err != nil {
			t.Fatal(err)
		}
		areas = append(areas, info.ChangedArea...)
		offset = info.StartOffset + info.Length
	}
	if got := totalsOf(t, runWith(t.Context(), s.env, q.report()...)); got != merge(areas).totals() {
		t.Errorf("report says %+v, govmomi %+v", got, merge(areas).totals())
	}
}

// files01 has one change of 64 KiB in terabytes of silence. It must be counted.
func TestReportCountsTheLonelyChange(t *testing.T) {
	s := serve(t)
	other := connectOther(t, s.env)
	q := other.question(t, "files01", 2000, "nightly-6", "nightly-7")
	extents, err := other.ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	lonely := types.DiskChangeExtent{Start: simulate.LonelyChange, Length: 64 << 10}
	if at := slices.Index(extents, lonely); at != len(extents)-1 || lonely.Start-extents[at-1].Start < 2<<40 {
		t.Fatalf("the change at %d is not there, or not lonely", lonely.Start)
	}
	if got := totalsOf(t, runWith(t.Context(), s.env, q.report()...)); got != extents.totals() {
		t.Errorf("report says %+v, with the lonely change it is %+v", got, extents.totals())
	}
}

// totalsOf reads the figures of a complete report.
func totalsOf(t *testing.T, got result) totals {
	t.Helper()
	var r render.Report
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil || got.code != exitOK || !r.Coverage.Complete {
		t.Errorf("no complete report: exit code %d, %v, %s", got.code, err, got.stderr)
	}
	return totals{r.Changed.Bytes, r.Changed.Extents}
}
