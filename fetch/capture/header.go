package capture

import "time"

// Header says where a change map comes from, as far as that is known: any text
// may be empty and any time zero. Texts are as they came: clean them before they
// are drawn.
type Header struct {
	Taken      time.Time // when it was saved
	Program    string    // that saved it: "cbtmap 1.0", "qemu-img map"
	Anonymized bool      // names, files and UUIDs were replaced

	Server   Server
	VM       VM
	Disk     Disk
	Capacity int64 // bytes of the disk at the end of the interval; 0 if not known
	Interval Interval
	Checks   []Check // what change tracking needs, as it was then
}

// Server is the server that was asked.
type Server struct {
	Host    string
	Product string // "VMware vCenter Server 8.0.3"
	Release string // API release, "8.0.3.0"
}

// VM is the virtual machine.
type VM struct {
	Name            string
	MoID            string
	Power           string // "poweredOn", "poweredOff", "suspended"
	HardwareVersion string // "vmx-19"
}

// Disk is the disk as it was when the map was saved.
type Disk struct {
	Label    string // "Hard disk 2"
	Key      int32  // device key; 0 if not known
	File     string // "[datastore] dir/name.vmdk", or the path of an image
	UUID     string // of the backing
	ObjectID string // stable over snapshots
	Mode     string // "persistent"
	Backing  string // "FlatVer2"
	Volumes  []string
}

// Interval is what lies between which two states.
type Interval struct {
	FromChangeID string    // "*" asks for all that is allocated
	FromSnapshot string    // name of the snapshot that carries it
	From         time.Time // when the begin was
	ToSnapshot   string    // name of the snapshot at the end
	ToMoID       string    // its managed object id
	ToChangeID   string
	To           time.Time // when the end was
}

// Check is one row of the doctor.
type Check struct {
	ID      string // "privilege", "hardware", …
	Title   string
	Disk    string // label of the disk; "" for the virtual machine
	DiskKey int32
	Result  string // "pass", "fail", "unknown"
	Found   string
	Why     string
	Advice  string
}
