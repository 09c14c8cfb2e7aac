package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// doctorKeys is every key of cbtmap.doctor/1. Programs rely on them: one may be
// added, none may go or mean something else.
const doctorKeys = `
checks[].advice checks[].disk checks[].diskKey checks[].found checks[].id checks[].result checks[].title checks[].why
counts.fail counts.pass counts.unknown
intervals[].disk intervals[].diskKey intervals[].fromChangeId intervals[].problem
intervals[].problem.advice intervals[].problem.fault intervals[].problem.key
intervals[].problem.meaning intervals[].problem.property intervals[].problem.what
intervals[].toChangeId intervals[].toSnapshot
schema vm.changeTracking vm.hardwareVersion vm.moid vm.name vm.powerState`

func TestDoctorSchema(t *testing.T) {
	got := runWith(t.Context(), environmentOf(t, vcenterForTests(t)), "doctor", "--vm", "web01", "--json")
	var any any
	if err := json.Unmarshal([]byte(got.stdout), &any); err != nil || got.code != exitFailed {
		t.Fatalf("exit code %d, %v: %s", got.code, err, got.stderr)
	}
	var keys []string
	leaves(any, "", func(key string) { keys = append(keys, key) })
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if want := strings.Fields(doctorKeys); !slices.Equal(keys, want) {
		t.Errorf("keys\n%s\nwant\n%s", strings.Join(keys, "\n"), strings.Join(want, "\n"))
	}
}

// The rows add up to the counts, for every kind of virtual machine, and each row
// that does not pass says why it matters and what to do.
func TestDoctorAddsUp(t *testing.T) {
	env := environmentOf(t, vcenterForTests(t))
	for _, vm := range []string{"sql01", "web01", "off01", "nocbt01", "rac01", "legacy01", "noperm01", "broken01", "nfs01", "reset01", "empty01", "vdi-005"} {
		got := runWith(t.Context(), env, "doctor", "--vm", vm, "--json")
		var d diagnosisDocument
		if err := json.Unmarshal([]byte(got.stdout), &d); err != nil {
			t.Errorf("%s: %v: %s", vm, err, got.stderr)
			continue
		}
		counts := map[string]int{}
		for _, c := range d.Checks {
			counts[c.Result]++
			if c.Why == "" || c.Result != "pass" && c.Advice == "" || c.Result == "pass" && c.Advice != "" {
				t.Errorf("%s: %+v", vm, c)
			}
			if (c.Disk == nil) != (c.DiskKey == nil) {
				t.Errorf("%s: %+v is half of a disk", vm, c)
			}
		}
		if d.Counts != (checkCounts{counts["pass"], counts["fail"], counts["unknown"]}) || len(d.Checks) == 0 {
			t.Errorf("%s: counts %+v, rows %v", vm, d.Counts, counts)
		}
		if fine := d.Counts.Fail == 0; fine != (got.code == exitOK) {
			t.Errorf("%s: exit code %d with %d that fail", vm, got.code, d.Counts.Fail)
		}
		text := runWith(t.Context(), env, "doctor", "--vm", vm).stdout
		if rows := strings.Count(text, "\n  ✓ ") + strings.Count(text, "\n  ✗ ") + strings.Count(text, "\n  ? "); rows != len(d.Checks) {
			t.Errorf("%s: %d lines for %d checks:\n%s", vm, rows, len(d.Checks), text)
		}
	}
}

// Nothing of a name reaches a terminal as a control sequence.
func TestDoctorTextIsCleanAndNarrow(t *testing.T) {
	evil := "a\x1b]0;x\x07\n\u202e"
	vm := vcenter.Detail{VM: vcenter.VM{Name: evil, MoID: evil}, HardwareVersion: "vmx-19"}
	disk := vcenter.Disk{Label: evil, Key: 1}
	long := strings.Repeat(evil+" ", 30)
	d := diagnosis{
		vm: vm,
		checks: []vcenter.Check{
			{Title: evil, Found: evil, Why: long, Advice: long},
			{Title: evil, Found: evil, Disk: evil, DiskKey: 1, Result: vcenter.CheckFail, Why: long, Advice: long},
		},
		intervals: []examined{{disk: disk, err: failed("", nil, long, long)}, {disk: disk, chosen: true, interval: vcenter.Interval{FromChangeID: evil, To: vcenter.Snapshot{MoID: "s", Name: evil}}}},
	}
	var b strings.Builder
	if err := writeDiagnosis(&b, d); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if render.Clean(line) != line {
			t.Errorf("a control sequence is in %q", line)
		}
		if n := ansi.StringWidth(line); n > doctorWidth {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}
