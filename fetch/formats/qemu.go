package formats

// qemuKind is described in qemu's docs/tools/qemu-img.rst: "data" says that a run
// of bytes holds data, "zero" that it reads as zeros, and "depth" how far down the
// chain of backing files it was found.
var qemuKind = kind{
	Format: Format{
		ID:      "qemu",
		Name:    "qemu-img map",
		Command: "qemu-img map --output=json disk.qcow2",
		Rule: "data is changed, in the sense of allocated; zeros and holes are unchanged; what the map leaves out is unknown; " +
			"the disk ends with the map, so make it without --max-length and --start-offset",
	},
	fits: func(h *head) bool {
		return h.list("start", "length", "data") && (h.list("depth") || h.list("zero") || h.list("present"))
	},
	full: true,
	records: func(t *text, a *about) records {
		return newFlat(t, a, []field{
			{key: "start", must: true}, {key: "length", must: true}, {key: "data", is: aBool, must: true}, {key: "depth"},
		}, qemuRecord)
	},
}

func qemuRecord(v *values, a *about) (record, string) {
	a.allocated()
	r := record{v.num[0], v.num[1], unchanged}
	if v.truth[2] {
		r.state = changed
		if v.num[3] > 0 {
			a.notes.add(Layers, r.start, r.length,
				"data of backing files is changed as well: the map shows what the whole chain holds, not what was written to its last layer")
		}
	}
	return r, ""
}
