package main

import (
	"testing"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/render"
)

// merging is what changed, without how it was cut into replies: that depends on
// where calls that run side by side begin.
func merging(r render.Report) render.ReportChanged {
	r.Changed.RawExtents = 0
	return r.Changed
}

// A server that is away for a while costs time, and nothing else. One that is
// not waited for leaves a part, which the next report completes.
func TestReportOutlastsAServerThatIsAway(t *testing.T) {
	server := startServer(t, simulate.Options{})
	args := []string{"report", "--vm", "sql01", "--disk", "2000", "--json"}
	want := decode(t, runWith(t.Context(), environmentOf(t, server), args...))
	for _, spec := range []string{"http502@sql01:2*2", "drop@sql01:2*1", "half@sql01*1", "notAuthenticated@sql01:2*1"} {
		for _, protocol := range []string{"soap", "json"} {
			if err := server.Fail(spec); err != nil {
				t.Fatal(err)
			}
			got := runWith(t.Context(), environmentOf(t, server), append(args, "--protocol", protocol)...)
			if r := decode(t, got); got.code != exitOK || got.stderr != "" || merging(r) != merging(want) || r.Audit.Verdict != want.Audit.Verdict {
				t.Errorf("%s over %s: exit code %d, %q: %+v, want %+v", spec, protocol, got.code, got.stderr, merging(r), merging(want))
			}
			server.Mend()
		}
	}
	expectNoSession(t, server)
}

func TestReportThatGivesUpIsCompletedByTheNext(t *testing.T) {
	server := startServer(t, simulate.Options{})
	env := environmentOf(t, server)
	args := []string{"report", "--vm", "sql01", "--disk", "2001", "--json", "--retry-for", "0"}
	if err := server.Fail("http502@sql01:5"); err != nil {
		t.Fatal(err)
	}
	got := runWith(t.Context(), env, args...)
	part := decode(t, got)
	if got.code != exitIncomplete || part.Coverage.Complete || part.Coverage.Pages == 0 || len(part.Failures) == 0 {
		t.Errorf("exit code %d, %d pages, %d failures", got.code, part.Coverage.Pages, len(part.Failures))
	}
	var failed int64
	for _, f := range part.Failures {
		failed += f.Length
		if f.Fault.Fault != "http" || f.Fault.Property != "502" {
			t.Errorf("%+v is not what the server answered", f)
		}
	}
	if failed != part.Coverage.FailedBytes || failed+part.Coverage.KnownBytes != part.Disk.CapacityBytes {
		t.Errorf("%d bytes failed by range, %+v in all", failed, part.Coverage)
	}
	server.Mend()
	before := server.Questions()
	got = runWith(t.Context(), env, args...)
	whole := decode(t, got)
	if got.code != exitOK || !whole.Coverage.Complete {
		t.Fatalf("exit code %d: %s", got.code, got.stderr)
	}
	asked := server.Questions() - before
	got = runWith(t.Context(), env, append(args, "--no-cache", "--parallel", "1")...)
	if all := decode(t, got); merging(all) != merging(whole) {
		t.Errorf("pieced together %+v, in one go %+v", merging(whole), merging(all))
	}
	t.Logf("4 replies were kept, %d more were asked for", asked)
}

// The server restarts in the middle: its port is closed for a moment.
func TestReportOutlastsARestart(t *testing.T) {
	server := startServer(t, simulate.Options{Latency: 20 * time.Millisecond})
	before := server.Questions()
	restarted := make(chan error, 1)
	go func() {
		for server.Questions()-before < 5 {
			time.Sleep(time.Millisecond)
		}
		restarted <- server.Interrupt(300 * time.Millisecond)
	}()
	got := runWith(t.Context(), environmentOf(t, server), "report", "--vm", "sql01", "--disk", "2001", "--json")
	if err := <-restarted; err != nil {
		t.Fatal(err)
	}
	if r := decode(t, got); got.code != exitOK || !r.Coverage.Complete {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
	expectNoSession(t, server)
}
