package formats

import "fmt"

// rbdKind is what ceph's src/tools/rbd/action/Diff.cc writes. "exists" is a text:
// "false" of what was there and is gone.
var rbdKind = kind{
	Format: Format{
		ID:      "rbd",
		Name:    "rbd diff",
		Command: "rbd diff --format json --from-snap OLD POOL/IMAGE@NEW",
		Rule:    "what it names is changed, written (exists: true) and discarded (false) alike; the rest, up to the capacity, is unchanged",
	},
	fits: func(h *head) bool { return h.list("offset", "length", "exists") },
	records: func(t *text, a *about) records {
		return newFlat(t, a, []field{
			{key: "offset", must: true}, {key: "length", must: true}, {key: "exists", is: aWord, must: true},
		}, func(v *values, _ *about) (record, string) {
			if s := string(v.word[2]); s != "true" && s != "false" {
				return record{}, fmt.Sprintf("exists is %s, neither true nor false", quoted(v.word[2]))
			}
			return record{v.num[0], v.num[1], changed}, ""
		})
	},
}
