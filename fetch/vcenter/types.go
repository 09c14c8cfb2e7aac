package vcenter

import (
	"slices"
	"time"
)

// Flag is a yes, a no, or a property that the server did not give, for want of
// a permission or because the release does not know it.
type Flag uint8

const (
	Unknown Flag = iota
	No
	Yes
)

// FlagOf turns govmomi's optional booleans into a Flag.
func FlagOf(b *bool) Flag {
	switch {
	case b == nil:
		return Unknown
	case *b:
		return Yes
	}
	return No
}

func (f Flag) String() string { return [...]string{"unknown", "off", "on"}[f] }

// Server says who answered and as whom we are logged in.
type Server struct {
	Host     string // host, or host:port when the port is not the usual one
	User     string // as logged in
	Product  string // "VMware vCenter Server 8.0.3"
	Release  string // API release, "8.0.3.0"
	Instance string // about.instanceUuid, which outlives a change of name; "" for an ESXi host
	Protocol string // SOAP or JSON: how we talk to it
}

// VM is one row of the inventory: the light properties only, so that thousands
// of them are cheap (about 1.8 kB each on the wire).
type VM struct {
	MoID           string    // managed object id, "vm-42"
	Name           string    // with the server's %2f, %5c and %25 undone: untrusted text
	Power          string    // "poweredOn", "poweredOff", "suspended", "" if not given
	Tracking       Flag      // config.changeTrackingEnabled
	Supported      Flag      // capability.changeTrackingSupported
	Template       bool      // templates cannot be snapshotted
	Disks          int       // summary.config.numVirtualDisks; -1 if not given
	Snapshots      int       // in the whole tree; -1 if not given
	NewestSnapshot time.Time // zero without a snapshot
}

// Detail is all that is needed to choose an interval of one VM.
type Detail struct {
	VM
	HardwareVersion string     // "vmx-19"
	Disks           []Disk     // virtual disks in the order of their keys
	Snapshots       []Snapshot // oldest first
	Withheld        []string   // property paths that the account may not read: what they tell is unknown
}

// DisksWithheld says that Disks is empty because the account may not see them.
func (d Detail) DisksWithheld() bool { return len(d.Disks) == 0 && d.withholds(propDevices) }

// SnapshotsWithheld says that Snapshots is empty because the account may not see
// them.
func (d Detail) SnapshotsWithheld() bool { return len(d.Snapshots) == 0 && d.withholds(propSnapshot) }

// VolumesWithheld says that no disk has volumes because the account may not see
// what VMware Tools tell of them.
func (d Detail) VolumesWithheld() bool { return d.withholds(propVolumes) }

func (d Detail) withholds(path string) bool { return slices.Contains(d.Withheld, path) }

// Disk is one virtual disk as it is now.
type Disk struct {
	Key      int32    // device key, 2000 and up on a real server
	Label    string   // "Hard disk 1"
	Capacity int64    // bytes
	File     string   // "[datastore] dir/name.vmdk"
	Mode     string   // "persistent", "independent_persistent", …; "" if the backing has none
	Sharing  string   // "sharingMultiWriter" …; "" if none
	RDM      string   // "physicalMode", "virtualMode"; "" if no raw device mapping
	Backing  string   // short name of the backing type: "FlatVer2", "SeSparse", …
	UUID     string   // backing uuid
	ObjectID string   // VirtualDisk.DiskObjectId: stable over snapshots
	ChangeID string   // the backing's changeId now; "" if it is not tracked
	Slot     string   // "scsi0:1"; "" if the controller is unknown
	Tracking Flag     // extraConfig "<slot>.ctkEnabled"; Unknown if not set
	Volumes  []Volume // guest volumes on this disk, when VMware Tools tell
}

// Volume is a guest file system that lies, at least in part, on a disk.
type Volume struct {
	Path     string // "D:\\" or "/var"
	Capacity int64  // bytes
	Free     int64  // bytes
}

// Snapshot is one snapshot with the disks as they were then.
type Snapshot struct {
	MoID    string
	Name    string
	Created time.Time
	Parent  string // MoID of the parent, "" for a root
	Current bool   // the VM's current snapshot
	Disks   []Disk // as frozen: Key, Capacity, File and ChangeID are of that time

	Withheld bool // the account may not read Disks
}

// Disk finds a snapshot's disk by key.
func (s Snapshot) Disk(key int32) (Disk, bool) {
	for _, d := range s.Disks {
		if d.Key == key {
			return d, true
		}
	}
	return Disk{}, false
}

// Current is what selects the powered-off present instead of a snapshot.
const Current = "current"

// Everything is the changeId that asks for all allocated areas.
const Everything = "*"

// Interval is a question that can be asked: one disk, a begin and an end.
type Interval struct {
	VM   Detail
	Disk Disk // as it is now

	FromChangeID string    // begin: a changeId, or Everything
	FromSnapshot string    // name of the snapshot that carries it; "" when pasted, or Everything
	FromTime     time.Time // zero if not known

	To         Snapshot  // end; the zero value means the current state
	ToChangeID string    // changeId of the disk at the end; "" if it has none
	ToTime     time.Time // zero for the current state

	Capacity int64 // bytes, of the disk at the end: the only right bound for paging
}

// ToName is the end in words: a snapshot's name, or Current.
func (iv Interval) ToName() string {
	if iv.To.MoID == "" {
		return Current
	}
	return iv.To.Name
}
