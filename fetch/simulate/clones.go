package simulate

import "fmt"

// castClones is how many desktops the cast has; Options.VMs adds to them.
const castClones = 200

// maxClones bounds Options.VMs: each costs some tens of kilobytes.
const maxClones = 50_000

// desktops are a long list: clones that differ in little.
func desktops() []machine {
	var all []machine
	for n := 1; n <= castClones; n++ {
		all = append(all, clone(fmt.Sprintf("vdi-%03d", n), n))
	}
	return all
}

// clones are count more, numbered on.
func clones(count int) []machine {
	var all []machine
	for n := castClones + 1; n <= castClones+count; n++ {
		all = append(all, clone(fmt.Sprintf("vdi-%04d", n), n))
	}
	return all
}

// clone is the n-th desktop. Every fifth has no snapshot, every seventh is
// powered off.
func clone(name string, n int) machine {
	return machine{
		name: name, guestID: desktopOS, hardware: 19, off: n%7 == 0,
		nights: nights[len(nights)-n%5:],
		drives: []drive{{capacity: 64 * gib, guest: desktop, backing: seSparse, volumes: ntfs(`C:\`, 64*gib, 20+n%60)}},
	}
}
