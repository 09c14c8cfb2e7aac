package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Key is what identifies an interval of a disk, wherever it is asked for. All
// of it counts: an interval of the same disk with another capacity is another.
type Key struct {
	Server    string // instance UUID of the server
	VM        string // managed object id
	Disk      string // object id or backing UUID, which a disk keeps over snapshots
	DeviceKey int32  // of the disk at the end of the interval
	From, To  string // changeIds; From may be "*", all allocated areas
	Capacity  int64  // bytes, of the disk at the end
}

// OK tells whether replies about the interval may be kept: only if both ends
// have a changeId do they never change. A current state has none.
func (k Key) OK() bool { return k.From != "" && k.To != "" }

// digest is different for different keys, also where the end of one text is the
// beginning of the next. The version is part of it: a program with another
// format looks for, and finds, other files.
func (k Key) digest() (sum [sha256.Size]byte) {
	b := []byte{version}
	for _, s := range []string{k.Server, k.VM, k.Disk, k.From, k.To} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = binary.AppendVarint(b, int64(k.DeviceKey))
	b = binary.AppendVarint(b, k.Capacity)
	return sha256.Sum256(b)
}

// name is how all files of the interval begin.
func (k Key) name() string {
	sum := k.digest()
	return hex.EncodeToString(sum[:])
}
