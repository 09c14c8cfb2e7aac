package simulate_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// typedFaults is what every fault of that kind has to look like: its type, and
// words of its text or message.
var typedFaults = map[string][]string{
	"notFound":              {"NotFound"},
	"deviceKey":             {"InvalidArgument", "not correct: deviceKey"},
	"startOffset":           {"InvalidArgument", "not correct: startOffset"},
	"changeId":              {"InvalidArgument", "not correct: changeId"},
	"notSupported":          {"InvalidArgument", "Change tracking is not supported for this disk"},
	"noTrack":               {"FileFault", "vim.hostd.vmsvc.cbt.noTrack", "/vmfs/volumes/vmfs-01/web01/"},
	"noEpoch":               {"FileFault", "vim.hostd.vmsvc.cbt.noEpoch", "/vmfs/volumes/vmfs-01/web01/"},
	"cannotGetChanges":      {"FileFault", "vim.hostd.vmsvc.cbt.cannotGetChanges"},
	"corrupt":               {"FileFault", "vim.hostd.vmsvc.cbt.cannotGetChanges", "corrupt"},
	"fileFault":             {"FileFault", "Error caused by file /vmfs/volumes/vmfs-01/web01/"},
	"fileLocked":            {"FileLocked", "locked"},
	"noPermission":          {"NoPermission", "VirtualMachine.Provisioning.DiskRandomRead"},
	"notAuthenticated":      {"NotAuthenticated", "not authenticated"},
	"managedObjectNotFound": {"ManagedObjectNotFound", "already been deleted"},
	"invalidState":          {"InvalidState", "current state"},
	"busy":                  {"ResourceInUse", "in use"},
	"hostNotConnected":      {"HostNotConnected", "disconnected"},
	"systemError":           {"SystemError", "general system error"},
	"methodNotFound":        {"MethodNotFound", "QueryChangedDiskAreas"},
}

// TestTypedFaults raises each over both protocols: the same fault, with the
// same text, for a client that decodes them.
func TestTypedFaults(t *testing.T) {
	s := start(t, simulate.Options{})
	q := question(diskOf(t, s, "web01", "Hard disk 1"), 1, 2)
	for name, words := range typedFaults {
		t.Run(name, func(t *testing.T) {
			clients := map[string]soap.RoundTripper{"soap": login(t, s), "json": loginJSON(t, s)}
			defer s.Mend()
			if err := s.Fail(name + "@web01*2"); err != nil {
				t.Fatal(err)
			}
			a, b := askOf(t, clients["soap"], q), askOf(t, clients["json"], q)
			if !reflect.DeepEqual(a, b) {
				t.Errorf("SOAP %+v\nJSON %+v", a, b)
			}
			body, err := json.Marshal(a.Body)
			if err != nil || a.Type != words[0] {
				t.Errorf("got %s: %s, %v", a.Type, body, err)
			}
			for _, w := range words[1:] {
				if !strings.Contains(a.Text+string(body), w) {
					t.Errorf("no %q in %q %s", w, a.Text, body)
				}
			}
			for protocol, c := range clients {
				after := askOf(t, c, q)
				if ended := name == "notAuthenticated"; ended != (after.Type == "NotAuthenticated") || !ended && after.Type != "" {
					t.Errorf("%s, third question: %+v", protocol, after)
				}
			}
		})
	}
}

// whole tells whether a body is a whole answer of its protocol.
func whole(protocol, body string) bool {
	if protocol == "json" {
		return json.Valid([]byte(body))
	}
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := d.Token(); err != nil {
			return errors.Is(err, io.EOF) && body != ""
		}
	}
}

// wireFaults is how a client that knows HTTP alone meets each.
var wireFaults = map[string]func(protocol string, good, got seen, took time.Duration) bool{
	"http401": isStatus(401), "http403": isStatus(403), "http404": isStatus(404), "http429": isStatus(429),
	"http500": isStatus(500), "http502": isStatus(502), "http503": isStatus(503), "http504": isStatus(504),
	"timeout": func(_ string, _, got seen, _ time.Duration) bool {
		return got.status == 0 && errors.Is(got.err, context.DeadlineExceeded)
	},
	"drop": func(_ string, good, got seen, _ time.Duration) bool {
		return got.status == 200 && errors.Is(got.err, io.ErrUnexpectedEOF) && strings.HasPrefix(good.body, got.body) && got.body != ""
	},
	"half": func(protocol string, good, got seen, _ time.Duration) bool {
		return got.status == 200 && got.err == nil && !whole(protocol, got.body) && strings.HasPrefix(good.body, got.body) && got.body != ""
	},
	"slow": func(_ string, good, got seen, took time.Duration) bool {
		return got.err == nil && got.body == good.body && took > 500*time.Millisecond
	},
	"gzip": func(_ string, good, got seen, _ time.Duration) bool {
		z, err := gzip.NewReader(strings.NewReader(got.body))
		if err != nil {
			return false
		}
		text, err := io.ReadAll(z)
		return err == nil && string(text) == good.body && got.header.Get("Content-Encoding") == "gzip"
	},
}

func isStatus(code int) func(string, seen, seen, time.Duration) bool {
	return func(_ string, _, got seen, _ time.Duration) bool {
		retry := code == 429 || code == 503
		return got.status == code && got.err == nil && strings.HasPrefix(got.header.Get("Content-Type"), "text/html") &&
			strings.Contains(got.body, http.StatusText(code)) && (got.header.Get("Retry-After") == "1") == retry
	}
}

func TestWireFaults(t *testing.T) {
	s := start(t, simulate.Options{})
	q := question(diskOf(t, s, "web01", "Hard disk 1"), 1, 2)
	for name, met := range wireFaults {
		for protocol, form := range forms {
			c := loginPlain(t, s)
			path, body := form(q)
			good := c.post(t, path, body)
			if err := s.Fail(name + "@web01*1"); err != nil {
				t.Fatal(err)
			}
			if other := question(diskOf(t, s, "nfs01", "Hard disk 1"), 0, 1); c.sound(t, "POST", first(form(other)), second(form(other))).status != 200 {
				t.Errorf("%s over %s befalls another vm", name, protocol)
			}
			patience := 5 * time.Second
			if name == "timeout" {
				patience = 100 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			began := time.Now()
			got := c.askGzip(ctx, name == "gzip", path, body)
			if !met(protocol, good, got, time.Since(began)) {
				t.Errorf("%s over %s: status %d, %q, %v", name, protocol, got.status, got.body, got.err)
			}
			cancel()
			if again := c.post(t, path, body); again.body != good.body || !whole(protocol, again.body) {
				t.Errorf("%s over %s: the next answer is %d, %.100q", name, protocol, again.status, again.body)
			}
			s.Mend()
		}
	}
}

func first(path, _ string) string  { return path }
func second(_, body string) string { return body }

// askGzip is do, saying that it can read compressed answers.
func (c *plain) askGzip(ctx context.Context, accept bool, path, body string) seen {
	if accept {
		c.Client.Transport = accepting{c.Client.Transport}
		defer func() { c.Client.Transport = c.Client.Transport.(accepting).RoundTripper }()
	}
	return c.do(ctx, http.MethodPost, path, body)
}

type accepting struct{ http.RoundTripper }

func (a accepting) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Accept-Encoding", "gzip")
	return a.RoundTripper.RoundTrip(r)
}

// TestEveryFaultIsShown holds the list against the tests that show each.
func TestEveryFaultIsShown(t *testing.T) {
	names := map[string]bool{}
	for _, f := range simulate.FaultNames() {
		if names[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		names[f.Name] = true
		if f.What == "" || strings.ContainsAny(f.What, "\n\t") || strings.HasSuffix(f.What, ".") || len(f.What) > 90 {
			t.Errorf("%s: %q", f.Name, f.What)
		}
		_, typed := typedFaults[f.Name]
		_, wire := wireFaults[f.Name]
		_, page := pageFaults[f.Name]
		other := slices.Contains([]string{"missing", "expiredCertificate", "wrongName"}, f.Name)
		if !typed && !wire && !page && !other {
			t.Errorf("no test shows %s", f.Name)
		}
	}
	if want := len(typedFaults) + len(wireFaults) + len(pageFaults) + 3; len(names) != want {
		t.Errorf("%d names, %d tests", len(names), want)
	}
}

// pageFaults is what is odd about each page, given the page there should be.
var pageFaults = map[string]func(good, got types.DiskChangeInfo) bool{
	"single": func(good, got types.DiskChangeInfo) bool {
		return len(got.ChangedArea) == 1 && len(good.ChangedArea) > 1
	},
	"huge": func(good, got types.DiskChangeInfo) bool { return len(got.ChangedArea) > len(good.ChangedArea) },
	"empty": func(good, got types.DiskChangeInfo) bool {
		return len(got.ChangedArea) == 0 && got.Length == good.ChangedArea[0].Start-got.StartOffset
	},
	"stall":     func(_, got types.DiskChangeInfo) bool { return got.Length == 0 && len(got.ChangedArea) == 0 },
	"negative":  func(_, got types.DiskChangeInfo) bool { return got.Length < 0 },
	"beyond":    func(good, got types.DiskChangeInfo) bool { return got.StartOffset+got.Length > 62<<40 },
	"elsewhere": func(good, got types.DiskChangeInfo) bool { return got.StartOffset != good.StartOffset },
	"early":     func(_, got types.DiskChangeInfo) bool { return got.ChangedArea[0].Start < got.StartOffset },
	"unsorted": func(good, got types.DiskChangeInfo) bool {
		slices.Reverse(got.ChangedArea)
		return reflect.DeepEqual(good, got)
	},
	"overlap": func(_, got types.DiskChangeInfo) bool {
		a, b := got.ChangedArea[0], got.ChangedArea[1]
		return a.Start < b.Start && b.Start < a.Start+a.Length
	},
	"duplicate": func(_, got types.DiskChangeInfo) bool { return got.ChangedArea[0] == got.ChangedArea[1] },
	"wholeDisk": func(_, got types.DiskChangeInfo) bool {
		return len(got.ChangedArea) == 1 && got.ChangedArea[0].Length == got.Length && got.StartOffset+got.Length == 62<<40
	},
}

func TestPageFaults(t *testing.T) {
	s := start(t, simulate.Options{})
	clients := map[string]soap.RoundTripper{"soap": login(t, s), "json": loginJSON(t, s)}
	d := diskOf(t, s, "files01", "Hard disk 1")
	q := question(d, 5, 6)
	page := askOf(t, clients["soap"], q).Page
	inside := page.ChangedArea[3].Start + page.ChangedArea[3].Length/2
	for name, odd := range pageFaults {
		q := q
		if name == "early" {
			q.StartOffset = inside
		} else if name == "empty" {
			q.StartOffset = page.ChangedArea[0].Start + page.ChangedArea[0].Length
		}
		good := askOf(t, clients["soap"], q).Page
		for protocol, c := range clients {
			if err := s.Fail(name + "*1"); err != nil {
				t.Fatal(err)
			}
			if got := askOf(t, c, q).Page; !odd(good, got) {
				t.Errorf("%s over %s: [%d, +%d) with %d extents", name, protocol, got.StartOffset, got.Length, len(got.ChangedArea))
			}
			s.Mend()
		}
	}
}

// TestOddPagesTellTheTruth follows odd pages through a disk, taking only what
// each proves, and comes to the true map.
func TestOddPagesTellTheTruth(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "vdi-004", "Hard disk 1")
	q := question(d, 1, 2)
	truth := newBitmap(d.Capacity)
	truth.mark(d.Writes(2))
	want := truth.extents(d.Capacity)
	for _, name := range []string{"single", "huge", "empty", "early", "unsorted", "overlap", "duplicate", "beyond", "elsewhere"} {
		if err := s.Fail(name); err != nil {
			t.Fatal(err)
		}
		found := newBitmap(d.Capacity)
		last := int64(-1)
		for q.StartOffset = 0; q.StartOffset < d.Capacity; {
			page := askOf(t, s.Local(), q).Page
			for _, a := range page.ChangedArea {
				found.mark([]extent.Extent{{Start: a.Start, Length: a.Length}})
			}
			if name == "elsewhere" { // its pages never cover the place asked for
				if page.StartOffset < q.StartOffset && q.StartOffset+1<<20 < d.Capacity {
					t.Fatalf("asked at %d, got %d", q.StartOffset, page.StartOffset)
				}
				q.StartOffset = max(page.StartOffset+page.Length, q.StartOffset+1)
				continue
			}
			if page.StartOffset != q.StartOffset || page.Length <= 0 || q.StartOffset == last {
				t.Fatalf("%s: page [%d, +%d) for %d", name, page.StartOffset, page.Length, q.StartOffset)
			}
			last = q.StartOffset
			q.StartOffset = page.StartOffset + page.Length
		}
		got := found.extents(d.Capacity)
		if name == "elsewhere" {
			for _, e := range got {
				if !slices.ContainsFunc(want, func(w extent.Extent) bool { return w.Start <= e.Start && e.End() <= w.End() }) {
					t.Errorf("elsewhere: %v did not change", e)
				}
			}
		} else if !slices.Equal(got, want) {
			t.Errorf("%s: %d extents, want %d", name, len(got), len(want))
		}
		s.Mend()
	}
}
