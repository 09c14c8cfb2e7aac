package simulate_test

import (
	"strings"
	"testing"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

// refused asks a question that has to fail.
func refused(t *testing.T, c *vim25.Client, q types.QueryChangedDiskAreas) error {
	t.Helper()
	_, err := methods.QueryChangedDiskAreas(t.Context(), c, &q)
	if err == nil {
		t.Fatalf("%+v was answered", q)
	}
	return err
}

func TestInvalidArguments(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	sql, log := diskOf(t, s, "sql01", "Hard disk 1"), diskOf(t, s, "sql01", "Hard disk 3")
	reset, raw := diskOf(t, s, "reset01", "Hard disk 1"), diskOf(t, s, "rac01", "Hard disk 4")
	good := question(sql, 1, 2)
	change := func(edit func(q *types.QueryChangedDiskAreas)) types.QueryChangedDiskAreas {
		q := good
		edit(&q)
		return q
	}
	for name, test := range map[string]struct {
		property string
		q        types.QueryChangedDiskAreas
	}{
		"offset below 0":           {"startOffset", change(func(q *types.QueryChangedDiskAreas) { q.StartOffset = -1 })},
		"offset at capacity":       {"startOffset", change(func(q *types.QueryChangedDiskAreas) { q.StartOffset = sql.Capacity })},
		"offset past capacity":     {"startOffset", change(func(q *types.QueryChangedDiskAreas) { q.StartOffset = 1 << 60 })},
		"no such disk":             {"deviceKey", change(func(q *types.QueryChangedDiskAreas) { q.DeviceKey = 2009 })},
		"a controller's key":       {"deviceKey", change(func(q *types.QueryChangedDiskAreas) { q.DeviceKey = 1000 })},
		"physical raw device":      {"deviceKey", question(raw, -1, 1)},
		"no changeId":              {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId = "" })},
		"words for a changeId":     {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId = "yesterday" })},
		"sequence that is none":    {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId += "x" })},
		"negative sequence":        {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId = trackingOf(q.ChangeId) + "/-3" })},
		"changeId of another disk": {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId = log.Snapshots[0].ChangeID })},
		"old id of another disk":   {"changeId", change(func(q *types.QueryChangedDiskAreas) { q.ChangeId = trackingOf(log.Current) + "/1" })},
		"begin newer than the end": {"changeId", question(sql, 4, 2)},
		"across a reset":           {"changeId", question(reset, 1, 5)},
	} {
		t.Run(name, func(t *testing.T) {
			err := refused(t, c, test.q)
			var invalid *types.InvalidArgument
			if _, ok := fault.As(err, &invalid); !ok || invalid.InvalidProperty != test.property {
				t.Errorf("got %v, want InvalidArgument %s", err, test.property)
			}
			if want := "A specified parameter was not correct: " + test.property; !strings.Contains(err.Error(), want) {
				t.Errorf("text is %q, want %q", err, want)
			}
		})
	}
}

func TestMissingObjects(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	q := question(diskOf(t, s, "sql01", "Hard disk 1"), 1, 2)

	q.Snapshot = &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: "snapshot-99999"}
	if err := refused(t, c, q); !fault.Is(err, &types.NotFound{}) {
		t.Errorf("unknown snapshot: %v", err)
	}
	q.Snapshot.Value = diskOf(t, s, "web01", "Hard disk 1").Snapshots[0].MoID
	if err := refused(t, c, q); !fault.Is(err, &types.NotFound{}) {
		t.Errorf("snapshot of another vm: %v", err)
	}
	q.Snapshot.Value, q.Snapshot.Type = diskOf(t, s, "sql01", "Hard disk 1").MoID, "VirtualMachine"
	if err := refused(t, c, q); !fault.Is(err, &types.NotFound{}) {
		t.Errorf("a vm for a snapshot: %v", err)
	}
	q.This.Value = "vm-99999"
	if err := refused(t, c, q); !fault.Is(err, &types.ManagedObjectNotFound{}) {
		t.Errorf("unknown vm: %v", err)
	}
}

func TestPresentNeedsPowerOff(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	running := diskOf(t, s, "sql01", "Hard disk 1")
	var state types.BaseInvalidState
	if err := refused(t, c, question(running, 6, len(running.Snapshots))); true {
		if _, ok := fault.As(err, &state); !ok {
			t.Errorf("running vm without a snapshot: %v", err)
		}
	}
	bare := diskOf(t, s, "vdi-035", "Hard disk 1") // off, and never had a snapshot
	if got, _ := fetch(t, c, question(bare, -1, 0), bare.Capacity); len(got) == 0 {
		t.Error("nothing is allocated on a disk in use")
	}
}

func TestFileFaultsCarryTheirKey(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	for _, test := range []struct{ vm, label, key, word string }{
		{"broken01", "Hard disk 1", "vim.hostd.vmsvc.cbt.cannotGetChanges", "corrupt"},
		{"nocbt01", "Hard disk 1", "vim.hostd.vmsvc.cbt.noTrack", "not active"},
		{"legacy01", "Hard disk 1", "vim.hostd.vmsvc.cbt.noTrack", "not active"},
		{"web01", "Hard disk 2", "vim.hostd.vmsvc.cbt.noTrack", "not active"},
		{"rac01", "Hard disk 2", "vim.hostd.vmsvc.cbt.noTrack", "not active"},
		{"rac01", "Hard disk 3", "vim.hostd.vmsvc.cbt.noTrack", "not active"},
	} {
		err := refused(t, c, question(diskOf(t, s, test.vm, test.label), -1, 1))
		var file *types.FileFault
		if _, ok := fault.As(err, &file); !ok {
			t.Errorf("%s: %v", test.vm, err)
			continue
		}
		if len(file.FaultMessage) != 1 || file.FaultMessage[0].Key != test.key || !strings.Contains(file.FaultMessage[0].Message, test.word) {
			t.Errorf("%s: message %+v", test.vm, file.FaultMessage)
		}
		if !strings.HasPrefix(file.File, "/vmfs/volumes/vmfs-01/"+test.vm+"/"+test.vm) || !strings.Contains(err.Error(), file.File) {
			t.Errorf("%s: file %q, text %q", test.vm, file.File, err)
		}
	}
}

func TestMissingPrivilegeIsNamed(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "noperm01", "Hard disk 1")
	err := refused(t, login(t, s), question(d, 0, 1))
	var denied *types.NoPermission
	if _, ok := fault.As(err, &denied); !ok {
		t.Fatal(err)
	}
	if denied.PrivilegeId != "VirtualMachine.Provisioning.DiskRandomRead" || denied.Object == nil || denied.Object.Value != d.MoID {
		t.Errorf("%+v", denied)
	}
}
