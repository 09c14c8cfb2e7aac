package formats

// virtnbdCut is the command that cuts the list out of a log. There it begins behind the
// name of a thread, and ends with a bracket of its own: virtnbdbackup writes it with -v
// for each disk, into DIR without colours, and nowhere else (backup/disk.py).
const virtnbdCut = `sed -n '/]:.\[$/,/^]/{s/.*]:.\[$/[/;p}' `

// virtnbdKind is what virtnbdbackup's dumpExtentJson (libvirtnbdbackup/common.py)
// writes: of a full backup "data" is what is allocated, of an incremental one what
// is dirty.
var virtnbdKind = kind{
	Format: Format{
		ID:      "virtnbdbackup",
		Name:    "virtnbdbackup extents",
		Command: "virtnbdbackup -v -l inc -d VM -i DISK -o DIR && " + virtnbdCut + "DIR/backup.inc.TIME.log",
		Rule:    "data is changed; the rest is unchanged; what the list leaves out is unknown",
	},
	fits: func(h *head) bool {
		return h.list("start", "length", "data") && (h.shape.closed || len(h.text) >= maxHead/2)
	},
	full: true,
	records: func(t *text, a *about) records {
		return newFlat(t, a, []field{
			{key: "start", must: true}, {key: "length", must: true}, {key: "data", is: aBool, must: true},
		}, func(v *values, _ *about) (record, string) {
			if v.truth[2] {
				return record{v.num[0], v.num[1], changed}, ""
			}
			return record{v.num[0], v.num[1], unchanged}, ""
		})
	},
}
