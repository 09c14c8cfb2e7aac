package formats

// emptyKind is a JSON list of nothing: what rbd diff, virtnbdbackup and the lister
// of CSI write if nothing has changed, and what is left of a command that failed.
// It is taken for a list of changes only if the caller knows the capacity.
var emptyKind = kind{
	Format: Format{
		ID:   "empty",
		Name: "empty JSON list",
		Rule: "nothing is named, so nothing has changed, up to the capacity",
	},
	fits: func(h *head) bool { return h.shape != nil && h.shape.empty },
	records: func(t *text, a *about) records {
		a.notes.add(Ambiguous, 0, 0, "an empty list does not say what it is a list of: it is taken for a list of changes")
		return newFlat(t, a, nil, func(*values, *about) (record, string) { return record{}, "something is in a list that began empty" })
	},
}
