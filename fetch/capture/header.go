package capture

import "time"

// Header says where a change map comes from, as far as that is known: any text
// may be empty and any time zero. Texts are as they came: clean them before they
// are drawn. A file keeps the first 4 KiB of each and no user or password of a
// URL.
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
	Host    string `json:"host,omitempty"`
	Product string `json:"product,omitempty"` // "VMware vCenter Server 8.0.3"
	Release string `json:"release,omitempty"` // API release, "8.0.3.0"
}

// VM is the virtual machine.
type VM struct {
	Name            string `json:"name,omitempty"`
	MoID            string `json:"moid,omitempty"`
	Power           string `json:"powerState,omitempty"`      // "poweredOn", "poweredOff", "suspended"
	HardwareVersion string `json:"hardwareVersion,omitempty"` // "vmx-19"
}

// Disk is the disk as it was when the map was saved.
type Disk struct {
	Label    string   `json:"label,omitempty"`    // "Hard disk 2"
	Key      int32    `json:"key,omitempty"`      // device key; 0 if not known
	File     string   `json:"file,omitempty"`     // "[datastore] dir/name.vmdk", or the path of an image
	UUID     string   `json:"uuid,omitempty"`     // of the backing
	ObjectID string   `json:"objectId,omitempty"` // stable over snapshots
	Mode     string   `json:"mode,omitempty"`     // "persistent"
	Backing  string   `json:"backing,omitempty"`  // "FlatVer2"
	Volumes  []string `json:"volumes,omitempty"`
}

// Interval is what lies between which two states.
type Interval struct {
	FromChangeID string    `json:"fromChangeId,omitempty"` // "*" asks for all that is allocated
	FromSnapshot string    `json:"fromSnapshot,omitempty"` // name of the snapshot that carries it
	From         time.Time `json:"from,omitzero"`          // when the begin was
	ToSnapshot   string    `json:"toSnapshot,omitempty"`   // name of the snapshot at the end
	ToMoID       string    `json:"toMoid,omitempty"`       // its managed object id
	ToChangeID   string    `json:"toChangeId,omitempty"`
	To           time.Time `json:"to,omitzero"` // when the end was
}

// Check is one row of the doctor.
type Check struct {
	ID      string `json:"id,omitempty"` // "privilege", "hardware", …
	Title   string `json:"title,omitempty"`
	Disk    string `json:"disk,omitempty"` // label of the disk; "" for the virtual machine
	DiskKey int32  `json:"diskKey,omitempty"`
	Result  string `json:"result,omitempty"` // "pass", "fail", "unknown"
	Found   string `json:"found,omitempty"`
	Why     string `json:"why,omitempty"`
	Advice  string `json:"advice,omitempty"`
}
