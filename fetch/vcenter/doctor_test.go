package vcenter_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"cbtmap/fetch/vcenter"
)

var update = flag.Bool("update", false, "write the golden files of this package anew")

// rows writes checks down, for a golden file.
func rows(checks []vcenter.Check) string {
	var b strings.Builder
	disk := ""
	for _, c := range checks {
		if c.Disk != disk {
			disk = c.Disk
			fmt.Fprintf(&b, "%s (%d)\n", cmp.Or(disk, "machine"), c.DiskKey)
		}
		fmt.Fprintf(&b, "%-7s %s: %s: %s\n", c.Result, c.ID, c.Title, c.Found)
		if c.Result != vcenter.CheckPass {
			fmt.Fprintf(&b, "          why %s\n          do  %s\n", c.Why, c.Advice)
		}
	}
	return b.String()
}

func wantGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs, got:\n%s", file, got)
	}
}

// wantChecks checks the form of the rows.
func wantChecks(t reporter, checks []vcenter.Check) {
	t.Helper()
	for _, c := range checks {
		for _, text := range []string{c.ID, c.Title, c.Found, c.Why} {
			if text == "" || strings.HasSuffix(text, ".") || strings.ContainsFunc(text, unicode.IsControl) {
				t.Errorf("%s of %q: %q", c.ID, c.Disk, text)
			}
		}
		if (c.Advice == "") != (c.Result == vcenter.CheckPass) {
			t.Errorf("%s of %q: %s, advice %q", c.ID, c.Disk, c.Result, c.Advice)
		}
	}
}

// results are the rows of one disk, or of the machine for key 0, by id.
func results(checks []vcenter.Check, key int32) map[string]vcenter.Result {
	all := map[string]vcenter.Result{}
	for _, c := range checks {
		if c.DiskKey == key {
			all[c.ID] = c.Result
		}
	}
	return all
}

// The cast of the simulated vCenter, each with an interval of one disk.
var patients = []struct {
	vm, disk, to, from string
	ask                func(vcenter.Detail) vcenter.Interval // what FindInterval refuses
}{
	{vm: "sql01", disk: "2001"},
	{vm: "nocbt01"},
	{vm: "web01", disk: "2000"},
	{vm: "rac01", disk: "2000"},
	{vm: "legacy01"},
	{vm: "noperm01", disk: "2000"},
	{vm: "off01", disk: "2000", to: vcenter.Current},
	{vm: "reset01", ask: func(d vcenter.Detail) vcenter.Interval { return between(d, 0, 6) }},
	{vm: "vdi-001", ask: func(d vcenter.Detail) vcenter.Interval { // powered on, to its current state
		iv := between(d, 0, 0)
		iv.To, iv.FromChangeID, iv.ToChangeID = vcenter.Snapshot{}, vcenter.Everything, iv.Disk.ChangeID
		return iv
	}},
	{vm: "empty01"},
}

func TestDoctor(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		config := liveConfig()
		config.Protocol = protocol
		c := connect(t, config)
		for _, p := range patients {
			t.Run(p.vm, func(t *testing.T) {
				d := detail(t, c, p.vm)
				var iv *vcenter.Interval
				if p.ask != nil {
					asked := p.ask(d)
					iv = &asked
				} else if p.disk != "" {
					disk, err := d.FindDisk(p.disk)
					if err != nil {
						t.Fatal(err)
					}
					found, err := d.FindInterval(disk, p.to, p.from)
					if err != nil {
						t.Fatal(err)
					}
					iv = &found
				}
				checks, err := c.Doctor(t.Context(), d, nil, iv)
				if err != nil {
					t.Fatal(err)
				}
				wantChecks(t, checks)
				wantGolden(t, "TestDoctor/"+p.vm, rows(checks))
				for _, check := range checks {
					if p.vm == "sql01" && check.Result != vcenter.CheckPass && check.ID != "snapshotsAtEnable" {
						t.Errorf("%+v", check)
					}
				}
			})
		}
	})
}

// What can be asked for in spite of all advice is explained as well.
func TestDoctorOfOddIntervals(t *testing.T) {
	c := connect(t, liveConfig())
	for _, tt := range []struct {
		vm       string
		interval func(vcenter.Detail) vcenter.Interval
		fails    []string
	}{
		{"reset01", func(d vcenter.Detail) vcenter.Interval { return between(d, 0, 6) }, []string{"sameTracking"}},
		{"sql01", func(d vcenter.Detail) vcenter.Interval { return between(d, 6, 0) }, []string{"order"}},
		{"sql01", func(d vcenter.Detail) vcenter.Interval {
			iv := between(d, 0, 6)
			iv.To = vcenter.Snapshot{} // it is powered on
			return iv
		}, []string{"power"}},
		{"nocbt01", func(d vcenter.Detail) vcenter.Interval { return between(d, 0, 1) }, []string{"changeIdBegin", "changeIdEnd"}},
	} {
		d := detail(t, c, tt.vm)
		iv := tt.interval(d)
		var failed []string
		for _, check := range vcenter.Diagnose(d, []vcenter.Disk{iv.Disk}, &iv) {
			if slices.Contains([]string{"power", "changeIdBegin", "changeIdEnd", "sameTracking", "order"}, check.ID) && check.Result == vcenter.CheckFail {
				failed = append(failed, check.ID)
			}
		}
		if !slices.Equal(failed, tt.fails) {
			t.Errorf("%s: %q fail, want %q", tt.vm, failed, tt.fails)
		}
	}
}

// between is an interval of the first disk from one snapshot to another, unchecked.
func between(d vcenter.Detail, from, to int) vcenter.Interval {
	begin, _ := d.Snapshots[from].Match(d.Disks[0])
	end, _ := d.Snapshots[to].Match(d.Disks[0])
	return vcenter.Interval{
		VM: d, Disk: d.Disks[0], FromChangeID: begin.ChangeID, FromTime: d.Snapshots[from].Created,
		To: d.Snapshots[to], ToChangeID: end.ChangeID, ToTime: d.Snapshots[to].Created, Capacity: end.Capacity,
	}
}

const mayAsk = "HasPrivilegeOnEntity"

// withManager is a server that has somebody to ask for privileges.
func withManager(answer string) canned {
	content := serviceContent + `<authorizationManager type="AuthorizationManager">AuthorizationManager</authorizationManager>`
	return canned{"RetrieveServiceContent": returnval("RetrieveServiceContent", content), mayAsk: answer}
}

// methodsOf notes what is called.
func methodsOf(h http.Handler) (http.Handler, func() []string) {
	var mu sync.Mutex
	names := map[string]bool{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, m := range []string{mayAsk, retrieve, query, "Login", "Logout", "RetrieveServiceContent", "ReconfigVM_Task", "CreateSnapshot_Task"} {
				if asks(r, m) {
					mu.Lock()
					names[m] = true
					mu.Unlock()
					h.ServeHTTP(w, r)
					return
				}
			}
			mu.Lock()
			names["another"] = true
			mu.Unlock()
			h.ServeHTTP(w, r)
		}), func() []string {
			mu.Lock()
			defer mu.Unlock()
			return slices.Sorted(maps.Keys(names))
		}
}

func TestDoctorAsksForThePrivilege(t *testing.T) {
	for name, tt := range map[string]struct {
		server canned
		want   vcenter.Result
		found  string
	}{
		"granted":    {withManager(returnval(mayAsk, "true")), vcenter.CheckPass, `granted to VSPHERE.LOCAL\Reader`},
		"missing":    {withManager(returnval(mayAsk, "false")), vcenter.CheckFail, `VSPHERE.LOCAL\Reader lacks VirtualMachine.Provisioning.DiskRandomRead (Virtual machine`},
		"no answer":  {withManager(`<` + mayAsk + `Response xmlns="urn:vim25"></` + mayAsk + `Response>`), vcenter.CheckFail, "lacks"},
		"refused":    {withManager(faulty("NoPermission", "Permission was denied.", "<privilegeId>System.View</privilegeId>")), vcenter.CheckUnknown, "the server does not say (Permission was denied.)"},
		"no method":  {withManager(faulty("MethodNotFound", "x", "")), vcenter.CheckUnknown, "the server does not say (x)"},
		"no manager": {canned{}, vcenter.CheckUnknown, "the server keeps no privileges to ask for"},
	} {
		t.Run(name, func(t *testing.T) {
			h, called := methodsOf(tt.server.handler())
			c := connect(t, serve(t, h))
			checks, err := c.Doctor(t.Context(), machine(), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			wantChecks(t, checks)
			if got := checks[0]; got.ID != "privilege" || got.Result != tt.want || !strings.Contains(got.Found, tt.found) {
				t.Errorf("%+v", got)
			}
			// It only reads.
			want := []string{mayAsk, "Login", "RetrieveServiceContent"}
			if name == "no manager" {
				want = want[1:]
			}
			if got := called(); !slices.Equal(got, want) {
				t.Errorf("called %q", got)
			}
		})
	}
}

// The privilege is asked for by the id of the session, which may be another one
// after the question.
func TestDoctorAfterALogin(t *testing.T) {
	logins, questions := 0, 0
	c := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := withManager(returnval(mayAsk, "true"))
		switch {
		case asks(r, "Login"):
			logins++
			answer["Login"] = returnval("Login", strings.Replace(session, "<key>1<", fmt.Sprintf("<key>session-%d<", logins), 1))
		case asks(r, mayAsk):
			questions++
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			switch old := bytes.Contains(body, []byte("<sessionId>session-1</sessionId>")); {
			case questions == 1:
				answer[mayAsk] = faulty("NotAuthenticated", "x", "")
			case old:
				answer[mayAsk] = returnval(mayAsk, "false") // nobody is known by that id
			}
		}
		answer.handler().ServeHTTP(w, r)
	})))
	checks, err := c.Doctor(t.Context(), machine(), nil, nil)
	if err != nil || checks[0].Result != vcenter.CheckPass || logins != 2 || questions != 3 {
		t.Errorf("%d logins, %d questions: %+v, %v", logins, questions, checks[0], err)
	}
}

// A server that does not hear the question leaves it open, with an error; all
// other rows are there.
func TestDoctorWithoutServer(t *testing.T) {
	good := withManager(returnval(mayAsk, "true")).handler()
	c := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, mayAsk) {
			panic(http.ErrAbortHandler)
		}
		good.ServeHTTP(w, r)
	})))
	d := machine()
	checks, err := c.Doctor(t.Context(), d, nil, nil)
	wantError(t, err, "asking for the account's privileges: the connection to ")
	wantTemporary(t, err, true)
	if checks[0].Result != vcenter.CheckUnknown || len(checks) != 1+len(vcenter.Diagnose(d, nil, nil)) {
		t.Errorf("%s", rows(checks))
	}
}

// What the account may not see is unknown, and names the privilege.
func TestDoctorOfWhatIsWithheld(t *testing.T) {
	d := vcenter.Detail{VM: vcenter.VM{MoID: "vm-1", Name: "x", Disks: -1, Snapshots: -1}, Withheld: []string{
		"runtime.powerState", "config.version", "config.changeTrackingEnabled", "capability.changeTrackingSupported", "config.hardware.device", "config.extraConfig", "snapshot",
	}}
	checks := vcenter.Diagnose(d, nil, nil)
	wantChecks(t, checks)
	for _, c := range checks {
		if c.Result != vcenter.CheckUnknown || !strings.Contains(c.Advice, "System.Read") {
			t.Errorf("%+v", c)
		}
	}
	if len(checks) != 5 {
		t.Errorf("%s", rows(checks))
	}
	_, err := d.FindDisk("")
	wantError(t, err, `the account may not see the disks of "x": ask the administrator for the privileges System.View and System.Read`)
	_, err = d.FindInterval(vcenter.Disk{}, "", "")
	wantError(t, err, `the account may not see the snapshots of "x"`)

	// After a snapshot, a server may send the devices without the settings.
	d = machine()
	d.Disks[0].Tracking = vcenter.Unknown
	if got := results(vcenter.Diagnose(d, nil, nil), 2000)["diskTracking"]; got != vcenter.CheckUnknown {
		t.Errorf("tracking of the disk is a %s", got)
	}
	d.Withheld = []string{"config.extraConfig"}
	for _, c := range vcenter.Diagnose(d, nil, nil) {
		if c.ID == "diskTracking" && c.DiskKey == 2000 && (c.Result != vcenter.CheckUnknown || !strings.Contains(c.Advice, "System.Read")) {
			t.Errorf("%+v", c)
		}
	}
	d.Snapshots[2].Withheld, d.Snapshots[2].Disks = true, nil
	wantError(t, d.CheckEnd(d.Disks[0], d.Snapshots[2]), `the account may not see the disks of snapshot "nightly-3"`)
}
