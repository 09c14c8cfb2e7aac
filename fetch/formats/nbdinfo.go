package formats

import (
	"bytes"
	"fmt"
)

// nbdinfoKind is what libnbd's info/map.c writes: "type" is the number of the
// protocol, whose meaning depends on the map that was asked for, and "description"
// says it in words, where nbdinfo knows the map.
var nbdinfoKind = kind{
	Format: Format{
		ID:      "nbdinfo",
		Name:    "nbdinfo map",
		Command: "nbdinfo --map --json nbd://host/export",
		Rule: "data, dirty and local are changed; holes, zeros, clean, unallocated and what lies in a backing file are unchanged; " +
			"what the map leaves out, or gives without such a description, is unknown",
	},
	fits: func(h *head) bool { return h.list("offset", "length", "type") },
	full: true,
	records: func(t *text, a *about) records {
		return newFlat(t, a, []field{
			{key: "offset", must: true}, {key: "length", must: true}, {key: "type", must: true}, {key: "description", is: aWord},
		}, nbdinfoRecord)
	},
}

func nbdinfoRecord(v *values, a *about) (record, string) {
	r := record{start: v.num[0], length: v.num[1]}
	var known bool
	if v.has&(1<<3) != 0 {
		r.state, known = described(v.word[3])
	}
	if known {
		switch string(v.word[3]) {
		case "data", "allocated", "hole", "zero", "hole,zero", "absent":
			a.allocated() // dirty bitmaps and depths tell what was written since
		}
		return r, ""
	}
	// The number alone may be of any map: 1 is a hole in one, and dirty in another.
	r.state = unknown
	a.notes.add(Ambiguous, r.start, r.length, fmt.Sprintf(
		"type %d has no description that is known: it may mean changed in one map and unchanged in another, so it is unknown", v.num[2]))
	return r, ""
}

// described is what nbdinfo's words mean, of any version: base:allocation, dirty
// bitmaps, and depths of allocation.
func described(word []byte) (s state, known bool) {
	switch string(word) {
	case "data", "allocated", "dirty", "local":
		return changed, true
	case "hole", "zero", "hole,zero", "clean", "absent", "unallocated":
		return unchanged, true
	}
	return unchanged, bytes.HasPrefix(word, []byte("backing"))
}
