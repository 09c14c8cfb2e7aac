package vcenter_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

const query = "QueryChangedDiskAreas"

// Every fault that a server may answer a question with, as it stands on the wire.
func TestAreasFaults(t *testing.T) {
	message := func(key, text string) string {
		return "<faultMessage><key>" + key + "</key><message>" + text + "</message></faultMessage><file>[ds1] sql01/sql01-000003.vmdk</file>"
	}
	const cbt = "vim.hostd.vmsvc.cbt."
	for _, tt := range []struct{ kind, text, inner, want string }{
		{"NotFound", "The object or item referred to could not be found.", "", `snapshot "nightly-3" is not there any more`},
		{"ManagedObjectNotFound", "gone", `<obj type="VirtualMachineSnapshot">snapshot-3</obj>`, `snapshot "nightly-3" is not there any more`},
		{"ManagedObjectNotFound", "gone", `<obj type="VirtualMachine">vm-1</obj>`, `the virtual machine "sql01" is not there any more`},
		{"InvalidArgument", "A specified parameter was not correct: startOffset", "<invalidProperty>startOffset</invalidProperty>", `offset 4096 lies outside Hard disk 2 of "sql01"`},
		{"InvalidArgument", "x", "<invalidProperty>deviceKey</invalidProperty>", "no trackable disk with key 2001"},
		{"InvalidArgument", "x", "<invalidProperty>changeId</invalidProperty>", "the server does not accept this changeId"},
		{"InvalidArgument", "something\x0aelse", "", "does not accept the question for Hard disk 2 of \"sql01\" (something else)"},
		{"FileFault", "Error caused by file", message(cbt+"noTrack", "x"), `change tracking was off for Hard disk 2 of "sql01" at snapshot "nightly-3"`},
		{"FileFault", "Error caused by file", message(cbt+"noEpoch", "x"), "has no current period"},
		{"FileFault", "Error caused by file", message(cbt+"cannotGetChanges", "The tracking file is Corrupted"), "is corrupt: make a full backup"},
		{"FileFault", "The ctk file is corrupt", message(cbt+"cannotGetChanges", "x"), "is corrupt: make a full backup"},
		{"FileFault", "Error caused by file", message(cbt+"cannotGetChanges", "x"), "the server cannot tell the changes of Hard disk 2"},
		{"FileFault", "Error caused by file", message("other", "x"), "cannot read the change tracking of Hard disk 2 of \"sql01\" ([ds1] sql01/sql01-000003.vmdk)"},
		{"FileLocked", "Unable to access file since it is locked", "<file>a.vmdk</file>", "(a.vmdk)"},
		{"NoPermission", "Permission to perform this operation was denied.", "<privilegeId>VirtualMachine.Provisioning.DiskRandomRead</privilegeId>", `VSPHERE.LOCAL\Reader lacks VirtualMachine.Provisioning.DiskRandomRead (Virtual machine, Provisioning, Allow read-only disk access)`},
		{"NoPermission", "x", "", "lacks a privilege that the server does not name"},
		{"NotAuthenticated", "The session is not authenticated.", "", "has ended: connect again"},
		{"MethodNotFound", "x", "", "does not know change tracking"},
		{"NotSupported", "x", "", "does not know change tracking"},
		{"HostNotReachable", "host is not reachable", "", `cannot reach the ESXi host`},
		{"UnheardOf", "a fault from the future", "<more>x</more>", `answers "a fault from the future"`},
	} {
		d := machine()
		iv, err := d.FindInterval(d.Disks[1], "", "")
		if err != nil {
			t.Fatal(err)
		}
		c := connect(t, serve(t, canned{query: faulty(tt.kind, tt.text, tt.inner)}.handler()))
		_, err = c.Areas(t.Context(), iv, 4096)
		wantError(t, err, tt.want)
	}
}

func TestAreasOfTheWire(t *testing.T) {
	reply := returnval(query, "<startOffset>0</startOffset><length>1048576</length>"+
		"<changedArea><start>65536</start><length>131072</length></changedArea><changedArea><start>0</start><length>1</length></changedArea>")
	h, calls := called(canned{query: reply}.handler())
	c := connect(t, serve(t, h))
	if s := c.Server(); s.User != `VSPHERE.LOCAL\Reader` || s.Product != "VMware vCenter Server 8.0.3" || s.Release != "8.0.3.0" || !strings.HasPrefix(s.Host, "127.0.0.1:") {
		t.Errorf("%+v", s)
	}
	d := machine()
	source := c.Source(vcenter.Interval{VM: d, Disk: d.Disks[0], FromChangeID: "*", To: d.Snapshots[0], Capacity: 2 << 20})
	page, err := source.Areas(t.Context(), 0)
	if err != nil || page.Start != 0 || page.Length != 1<<20 || len(page.Extents) != 2 || page.Extents[0].Start != 65536 || page.Extents[0].Length != 131072 {
		t.Errorf("%+v, %v", page, err)
	}
	if calls(query) != 1 || source.Capacity() != 2<<20 {
		t.Errorf("%d calls, capacity %d", calls(query), source.Capacity())
	}
}

// The server is asked for the disk by the key that it had at the end.
func TestAreasAsksForTheDiskOfTheEnd(t *testing.T) {
	var asked string
	good := canned{query: returnval(query, "<startOffset>0</startOffset><length>1</length>")}.handler()
	c := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, query) {
			body, _ := io.ReadAll(r.Body)
			asked = string(body)
			r.Body = io.NopCloser(strings.NewReader(asked))
		}
		good.ServeHTTP(w, r)
	})))
	iv := vcenter.Interval{
		VM: machine(), Disk: vcenter.Disk{Key: 2000, ObjectID: "1-2000"}, FromChangeID: dataUUID + "/7",
		To: vcenter.Snapshot{MoID: "snapshot-3", Disks: []vcenter.Disk{{Key: 2005, ObjectID: "1-2000"}}},
	}
	if _, err := c.Areas(t.Context(), iv, 1<<40); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<_this type="VirtualMachine">vm-1</_this>`, `<snapshot type="VirtualMachineSnapshot">snapshot-3</snapshot>`,
		"<deviceKey>2005</deviceKey>", "<startOffset>1099511627776</startOffset>", "<changeId>" + dataUUID + "/7</changeId>",
	} {
		if !strings.Contains(asked, want) {
			t.Errorf("no %s in %s", want, asked)
		}
	}
}

// A question can be given up, and times out, while the server thinks.
func TestAreasGivesUp(t *testing.T) {
	release := make(chan struct{})
	good := canned{}.handler()
	asked := make(chan struct{}, 10)
	c := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, query) {
			asked <- struct{}{}
			<-release
			return
		}
		good.ServeHTTP(w, r)
	})))
	t.Cleanup(func() { close(release) })
	iv := vcenter.Interval{VM: machine(), Disk: machine().Disks[0], FromChangeID: "*"}

	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	_, err := c.Areas(ctx, iv, 0)
	wantError(t, err, "was interrupted")
	wantIs(t, err, context.Canceled)

	ctx, cancel = context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err = c.Areas(ctx, iv, 0)
	wantError(t, err, "did not answer in time")
	wantIs(t, err, context.DeadlineExceeded)
	wantTemporary(t, err, true)
}

// Replies that end too soon, or that a gateway gives, may be better next time.
func TestAreasOfABadConnection(t *testing.T) {
	iv := vcenter.Interval{VM: machine(), Disk: machine().Disks[0], FromChangeID: "*"}
	for name, tt := range map[string]struct {
		answer    http.HandlerFunc
		want      string
		temporary bool
	}{
		"cut off":     {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(envelope[:150])) }, "damaged or cut off", true},
		"no reply":    {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, envelope, "") }, "damaged or cut off", true},
		"dropped":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "failed (EOF)", true},
		"gateway":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "is not ready (HTTP status 502 Bad Gateway)", true},
		"unavailable": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, "is not ready", true},
		"web page": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<html>"))
		}, "does not answer like a vCenter", false},
	} {
		t.Run(name, func(t *testing.T) {
			good := canned{}.handler()
			c := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asks(r, query) {
					tt.answer(w, r)
					return
				}
				good.ServeHTTP(w, r)
			})))
			_, err := c.Areas(t.Context(), iv, 0)
			wantError(t, err, tt.want)
			wantTemporary(t, err, tt.temporary)
		})
	}
}
