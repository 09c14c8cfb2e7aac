package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/file"
)

// A capture says of an interval all that the server said.
func TestCaptureReportsTheSame(t *testing.T) {
	for name, pick := range map[string][]string{
		"a database":     {"--vm", "sql01", "--disk", "2002"},
		"what is there":  {"--vm", "web01", "--disk", "2000", "--from", "*"},
		"the present":    {"--vm", "off01", "--disk", "2000", "--to", "current"},
		"a fallback":     {"--vm", "nfs01", "--disk", "2000"},
		"a reset":        {"--vm", "reset01", "--disk", "2000", "--to", "nightly-3"},
		"reset before":   {"--vm", "reset01", "--disk", "2000"},
		"a single block": {"--vm", "files01", "--disk", "2000"},
	} {
		t.Run(name, func(t *testing.T) {
			env := environmentOf(t, vcenterForTests(t))
			capture := filepath.Join(t.TempDir(), "x.cbtmap")
			pick = append(pick, "--parallel", "1") // calls side by side cut a disk anew each time
			if got := runWith(t.Context(), env, append([]string{"export", "-o", capture}, pick...)...); got.code != exitOK {
				t.Fatalf("exit code %d: %s", got.code, got.stderr)
			}
			compareReports(t,
				runWith(t.Context(), env, append([]string{"report", "--json"}, pick...)...),
				runWith(t.Context(), env, "report", "--json", capture))
		})
	}
}

// One of which only the first line is left still says whose map it was, and that
// nothing of it is known.
func TestCaptureCutOffEarly(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.cbtmap")
	env := environmentOf(t, vcenterForTests(t))
	if got := runWith(t.Context(), env, "export", "--vm", "web01", "--disk", "2000", "-o", whole); got.code != exitOK {
		t.Fatal(got.stderr)
	}
	header, _, _ := strings.Cut(unpacked(t, whole), "\n")
	cut := filepath.Join(t.TempDir(), "cut.cbtmap")
	if err := os.WriteFile(cut, []byte(header+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := runWith(t.Context(), env, "report", cut)
	if got.code != exitIncomplete || !strings.Contains(got.stdout, "web01 · Hard disk 1") || !strings.Contains(got.stderr, "cut off") {
		t.Errorf("exit code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

// Also one that is not whole, with the reasons.
func TestCaptureKeepsFailures(t *testing.T) {
	flaky := proxy(t, vcenterForTests(t), func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotFound) })
	env := environmentOf(t, vcenterForTests(t))
	env["GOVC_URL"] = flaky.URL + "/sdk"
	capture := filepath.Join(t.TempDir(), "x.cbtmap")
	pick := []string{"--vm", "sql01", "--disk", "2001", "--insecure", "--parallel", "1"}
	got := runWith(t.Context(), env, append([]string{"export", "-o", capture}, pick...)...)
	if got.code != exitIncomplete || !strings.Contains(got.stderr, `x.cbtmap" covers `) {
		t.Fatalf("exit code %d: %s", got.code, got.stderr)
	}
	again := runWith(t.Context(), env, "report", "--json", capture)
	if again.code != exitIncomplete {
		t.Errorf("exit code %d of the capture: %s", again.code, again.stderr)
	}
	compareReports(t, runWith(t.Context(), env, append([]string{"report", "--json"}, pick...)...), again)
}

// compareReports compares two reports but for their source.
func compareReports(t *testing.T, server, file result) {
	t.Helper()
	var reports [2]map[string]any
	for i, got := range []result{server, file} {
		if err := json.Unmarshal([]byte(got.stdout), &reports[i]); err != nil {
			t.Fatalf("%v: %s", err, got.stderr)
		}
	}
	source, _ := reports[1]["source"].(map[string]any)
	if source["format"] != formatCapture || reports[0]["source"] != nil {
		t.Errorf("the sources are %v and %v", reports[0]["source"], source)
	}
	for key, want := range reports[0] {
		if got := reports[1][key]; key != "source" && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, but the server's is %v", key, got, want)
		}
	}
}

// unpacked is the text of a capture.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// uuids are those of disks and changeIds, in both ways that they are written.
var uuids = regexp.MustCompile(`(?i)[0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f ]+-[0-9a-f ]+/|[0-9a-f]{8}-[0-9a-f]{4}-`)

// With --anonymize nothing in a file names anything, and the figures stay.
func TestAnonymizedFilesNameNothing(t *testing.T) {
	env := environmentOf(t, vcenterForTests(t))
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	export := func(args ...string) {
		t.Helper()
		if got := runWith(t.Context(), env, append([]string{"export"}, args...)...); got.code != exitOK {
			t.Fatalf("%v: exit code %d: %s", args, got.code, got.stderr)
		}
	}
	pick := []string{"--vm", "reset01", "--disk", "2000", "--to", "nightly-3"}
	export(append(pick, "-o", in("named.cbtmap"))...)
	export(append(pick, "-o", in("direct.cbtmap"), "--anonymize")...)
	export(in("named.cbtmap"), "--anonymize", "-o", in("later.cbtmap"))
	export(in("named.cbtmap"), "--anonymize", "-o", in("picture.svg"))
	svg, err := os.ReadFile(in("picture.svg"))
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimSuffix(strings.TrimPrefix(env["GOVC_URL"], "https://"), "/sdk")
	for name, text := range map[string]string{
		"direct.cbtmap": unpacked(t, in("direct.cbtmap")), "later.cbtmap": unpacked(t, in("later.cbtmap")), "picture.svg": string(svg),
	} {
		for _, secret := range []string{"reset01", "nightly", host, "127.0.0.1", "datastore", ".vmdk", env["GOVC_USERNAME"]} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	known := uuids.FindAllString(unpacked(t, in("named.cbtmap")), -1)
	if len(known) == 0 {
		t.Error("the capture with names has no UUID to look for")
	}
	for _, uuid := range known {
		if strings.Contains(unpacked(t, in("later.cbtmap")), uuid) {
			t.Errorf("later.cbtmap holds %q", uuid)
		}
	}
	before := decode(t, runWith(t.Context(), env, "report", "--json", in("named.cbtmap")))
	after := decode(t, runWith(t.Context(), env, "report", "--json", in("later.cbtmap")))
	if before.Changed != after.Changed || after.Audit.Verdict != string(fetch.Suspect) {
		t.Errorf("%+v and %s, before it was %+v", after.Changed, after.Audit.Verdict, before.Changed)
	}
}

// An export that is interrupted leaves what is known, in a file of its own.
func TestInterruptedExport(t *testing.T) {
	server := vcenterForTests(t)
	for _, there := range []bool{false, true} {
		ctx, interrupt := context.WithCancel(t.Context())
		flaky := proxy(t, server, func(_ http.ResponseWriter, r *http.Request) {
			interrupt()
			<-r.Context().Done()
		})
		env := environmentOf(t, server)
		env["GOVC_URL"] = flaky.URL + "/sdk"
		path := filepath.Join(t.TempDir(), "x.cbtmap")
		if there {
			if err := os.WriteFile(path, []byte("last night's"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got := runWith(ctx, env, "export", "--vm", "sql01", "--disk", "2001", "--insecure", "--force", "-o", path)
		interrupt()
		if got.code != exitInterrupted {
			t.Fatalf("exit code %d: %s", got.code, got.stderr)
		}
		if there {
			stays(t, path, got)
			path = file.Part(path, 1)
		}
		report := runWith(t.Context(), env, "report", "--json", path)
		r := decode(t, report)
		if report.code != exitIncomplete || r.Coverage.Complete || r.Coverage.KnownBytes == 0 || r.Audit.Verdict != string(fetch.Incomplete) {
			t.Errorf("exit code %d, %+v, %s", report.code, r.Coverage, r.Audit.Verdict)
		}
	}
}

// stays checks that a part did not replace what was there, and that this is said.
func stays(t *testing.T, path string, got result) {
	t.Helper()
	if text, err := os.ReadFile(path); err != nil || string(text) != "last night's" || !strings.Contains(got.stderr, filepath.Base(path)+`" meanwhile, which stays as it was`) {
		t.Errorf("the file holds %.20q, %v: %s", text, err, got.stderr)
	}
}

// A part never replaces what may be whole, nor another part.
func TestPartsReplaceNothing(t *testing.T) {
	broken := proxy(t, vcenterForTests(t), func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotFound) })
	env := environmentOf(t, vcenterForTests(t))
	env["GOVC_URL"] = broken.URL + "/sdk"
	path := filepath.Join(t.TempDir(), "night.cbtmap")
	if err := os.WriteFile(path, []byte("last night's"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"night.partial.cbtmap", "night.partial-2.cbtmap"} {
		got := runWith(t.Context(), env, "export", "--vm", "sql01", "--disk", "2001", "--insecure", "--no-cache", "--force", "-o", path)
		if got.code != exitIncomplete || !strings.Contains(got.stderr, name+`" covers `) {
			t.Errorf("exit code %d: %s", got.code, got.stderr)
		}
		stays(t, path, got)
		part := filepath.Join(filepath.Dir(path), name)
		if report := runWith(t.Context(), env, "report", part); report.code != exitIncomplete {
			t.Errorf("exit code %d of %s: %s", report.code, name, report.stderr)
		}
	}
}
