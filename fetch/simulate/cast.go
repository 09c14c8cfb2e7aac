package simulate

// The cast is fixed: each VM shows one thing that an explorer of change maps
// has to cope with, under a name that tests and documents can rely on.
func cast() []machine {
	recent := nights[4:]
	all := []machine{
		// A database with a story: six ordinary nights but for the fourth, the
		// one after nightly-4, in which an index was rebuilt.
		{name: "sql01", guestID: windows, hardware: 19, nights: nights, drives: []drive{
			{capacity: 100 * gib, guest: windowsSystem(2), volumes: ntfs(`C:\`, 100*gib, 44)},
			{capacity: 2 * tib, guest: databaseData, volumes: ntfs(`D:\`, 2*tib, 29)},
			{capacity: 500 * gib, guest: databaseLog, volumes: ntfs(`L:\`, 500*gib, 18)},
		}},
		// The largest disk there is, changed in far apart places.
		{name: "files01", guestID: windows, hardware: 19, nights: nights, drives: []drive{
			{capacity: 62 * tib, guest: fileServer, backing: seSparse, volumes: ntfs(`E:\`, 62*tib, 38)},
		}},
		// Hardly anything changes. One disk was extended in between; the other
		// has tracking off, though it is on for the VM.
		{name: "web01", guestID: linux, hardware: 20, nights: nights, drives: []drive{
			{capacity: 60 * gib, was: 40 * gib, grownAt: 3, guest: idleWeb, volumes: ext4("/", 60*gib, 71)},
			{capacity: 20 * gib, guest: idleWeb, untold: true, slot: slot{bus: sata}, volumes: ext4("/srv", 20*gib, 90)},
		}},
		// Powered off, and written to since its last snapshot: the present is an
		// end that can be asked for. Its disks are of the rarer kinds.
		{name: "off01", guestID: linux, hardware: 13, off: true, nights: nights[:4], drives: []drive{
			{capacity: 20*gib + 33*kib, guest: linuxSystem},
			{capacity: 8 * gib, guest: linuxSystem, backing: sparse},
			{capacity: 16 * gib, guest: linuxSystem, backing: rawDisk},
		}},
		// Its store cannot tell what changed and answers with the whole disk.
		{name: "nfs01", guestID: linux, hardware: 19, nights: recent, drives: []drive{
			{capacity: 200 * gib, guest: wholeDisk, store: nfsStore, volumes: ext4("/", 200*gib, 52)},
		}},
		// Tracking was reset before nightly-4; in the last night it was
		// defragmented.
		{name: "reset01", guestID: windows, hardware: 17, nights: nights, drives: []drive{
			{capacity: 80 * gib, guest: defragmented(windowsSystem(5), 6), resetAt: 3, volumes: ntfs(`C:\`, 80*gib, 37)},
		}},
		// Its tracking file is damaged.
		{name: "broken01", guestID: windows, hardware: 19, nights: recent, refuses: corrupt, drives: []drive{
			{capacity: 120 * gib, guest: windowsSystem(0), volumes: ntfs(`C:\`, 120*gib, 61)},
		}},
		// The account may look at it, but not read its disks.
		{name: "noperm01", guestID: windows, hardware: 19, nights: recent, refuses: forbidden, drives: []drive{
			{capacity: 90 * gib, guest: windowsSystem(0), volumes: ntfs(`C:\`, 90*gib, 55)},
		}},
		// Too old to be tracked.
		{name: "legacy01", guestID: linux, hardware: 4, noCBT: true, nights: recent[1:], drives: []drive{
			{capacity: 36 * gib},
		}},
		// A cluster node: of its disks only the first and the virtual raw device
		// mapping can be tracked.
		{name: "rac01", guestID: linux, hardware: 19, nights: recent, drives: []drive{
			{capacity: 60 * gib, guest: linuxSystem, volumes: ext4("/", 60*gib, 48)},
			{capacity: 250 * gib, mode: "independent_persistent"},
			{capacity: 500 * gib, sharing: "sharingMultiWriter", slot: slot{number: 1}},
			{capacity: 1 * tib, backing: rdm, physical: true, mode: "independent_persistent", slot: slot{number: 1, unit: 1}},
			{capacity: 300 * gib, backing: rdm, guest: linuxSystem, slot: slot{number: 1, unit: 2}},
		}},
		// Tracking was never switched on.
		{name: "nocbt01", guestID: windows, hardware: 19, noCBT: true, nights: recent, drives: []drive{
			{capacity: 80 * gib, volumes: ntfs(`C:\`, 80*gib, 33)},
		}},
		// No disk at all: it boots from the network.
		{name: "empty01", guestID: linux, hardware: 19},
	}
	return append(all, desktops()...)
}

// Identifiers of the guests' operating systems.
const (
	windows   = "windows2019srvNext_64Guest"
	desktopOS = "windows11_64Guest"
	linux     = "ubuntu64Guest"
)

func ntfs(path string, size int64, freePercent int) []volume {
	return []volume{{path, "NTFS", size - 616*mib, size / 100 * int64(freePercent)}}
}

func ext4(path string, size int64, freePercent int) []volume {
	return []volume{{path, "ext4", size - 513*mib, size / 100 * int64(freePercent)}}
}
