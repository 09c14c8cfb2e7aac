package formats

// kinds are all that can be read, in the order in which they are recognised and
// listed.
func kinds() []*kind {
	return []*kind{
		&qemuKind,
		// bitmaps, XML and text follow JSON
	}
}

// All lists the formats that are read or written, in the order of a help text:
// cbtmap's own first.
func All() []Format {
	var all []Format
	for _, k := range kinds() {
		all = append(all, k.Format)
	}
	return all
}
