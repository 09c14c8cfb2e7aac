package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cbtmap/fetch"
	"cbtmap/render"
)

// schema is every key of cbtmap.report/1. Programs rely on them: one may be
// added, none may go or mean something else.
const schema = `
amplification[].blockBytes amplification[].blocks amplification[].bytes amplification[].factor
audit.findings[].detail audit.findings[].kind audit.findings[].length audit.findings[].start audit.verdict
changed.bytes changed.extentSize.max changed.extentSize.mean changed.extentSize.median changed.extentSize.min
changed.extentSize.p95 changed.extents changed.granularityBytes changed.rawExtents changed.share
concentration.bytesShare concentration.diskShare concentration.gini
coverage.complete coverage.failedBytes coverage.knownBytes coverage.pages
disk.capacityBytes disk.key disk.label disk.moid disk.uuid disk.vm
histogram[].bytes histogram[].extents histogram[].fromBytes histogram[].toBytes
hotSpots[].changedBytes hotSpots[].length hotSpots[].share hotSpots[].start
interval.asks interval.from interval.fromChangeId interval.fromSnapshot interval.to interval.toChangeId interval.toSnapshot
schema source`

func TestReportSchema(t *testing.T) {
	got := runWith(t.Context(), environmentOf(t, vcenterForTests(t)), "report", "--vm", "reset01", "--disk", "2000", "--json")
	var any any
	if err := json.Unmarshal([]byte(got.stdout), &any); err != nil || got.code != exitOK {
		t.Fatalf("exit code %d, %v: %s", got.code, err, got.stderr)
	}
	var keys []string
	leaves(any, "", func(key string) { keys = append(keys, key) })
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if want := strings.Fields(schema); !slices.Equal(keys, want) {
		t.Errorf("keys\n%s\nwant\n%s", strings.Join(keys, "\n"), strings.Join(want, "\n"))
	}
}

// leaves names every value in decoded JSON by its path.
func leaves(v any, path string, see func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			leaves(value, strings.TrimPrefix(path+"."+key, "."), see)
		}
	case []any:
		for _, value := range v {
			leaves(value, path+"[]", see)
		}
	default:
		see(path)
	}
}

// The tables of a report speak of the same bytes as its totals.
func TestReportAddsUp(t *testing.T) {
	for _, vm := range []string{"sql01", "files01", "web01", "nfs01"} {
		t.Run(vm, func(t *testing.T) {
			got := runWith(t.Context(), environmentOf(t, vcenterForTests(t)), "report", "--vm", vm, "--disk", "2000", "--json")
			r := decode(t, got)
			var extents, bytes int64
			for _, b := range r.Histogram {
				extents, bytes = extents+b.Extents, bytes+b.Bytes
			}
			if extents != r.Changed.Extents || bytes != r.Changed.Bytes {
				t.Errorf("the histogram holds %d extents of %d bytes, the totals are %d and %d", extents, bytes, r.Changed.Extents, r.Changed.Bytes)
			}
			// All disks of the simulated vCenter are tracked in 64 KiB.
			if a := r.Amplification[0]; a.Bytes != r.Changed.Bytes || a.Blocks*a.BlockBytes != a.Bytes || a.Factor != 1 {
				t.Errorf("%d bytes changed, but in 64 KiB blocks it is %+v", r.Changed.Bytes, a)
			}
			for _, h := range r.HotSpots {
				if h.ChangedBytes > h.Length || h.Share <= 0 || h.Share > 1 {
					t.Errorf("hot spot %+v", h)
				}
			}
			if c := r.Concentration; c.Gini < 0 || c.Gini > 1 || c.DiskShare <= 0 || c.DiskShare > c.BytesShare {
				t.Errorf("concentration %+v", c)
			}
		})
	}
}

// A fetch that was interrupted, or that the server ended, is incomplete, and the
// audit says where.
func TestReportOfAPartIsIncomplete(t *testing.T) {
	server := vcenterForTests(t)
	for kind, interrupted := range map[string]bool{fetch.Gap: true, fetch.Failed: false} {
		t.Run(kind, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			flaky := proxy(t, server, func(w http.ResponseWriter, r *http.Request) {
				if interrupted {
					interrupt()
					<-r.Context().Done()
					return
				}
				w.WriteHeader(http.StatusNotFound)
			})
			env := environmentOf(t, server)
			env["GOVC_URL"] = flaky.URL + "/sdk"
			r := decode(t, runWith(ctx, env, "report", "--vm", "sql01", "--disk", "2001", "--insecure", "--json"))
			if r.Coverage.Complete || r.Audit.Verdict != string(fetch.Incomplete) || len(r.Audit.Findings) != 1 {
				t.Fatalf("complete: %v, %+v", r.Coverage.Complete, r.Audit)
			}
			f := r.Audit.Findings[0]
			if f.Kind != kind || f.Start != r.Coverage.KnownBytes || f.Start+f.Length != r.Disk.CapacityBytes {
				t.Errorf("%+v, known are %d of %d bytes", f, r.Coverage.KnownBytes, r.Disk.CapacityBytes)
			}
		})
	}
}

func decode(t *testing.T, got result) (r render.Report) {
	t.Helper()
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatal(fmt.Errorf("exit code %d, %w: %s", got.code, err, got.stderr))
	}
	return r
}
