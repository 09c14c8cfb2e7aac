package formats

// kinds are all that can be read, in the order in which they are recognised.
func kinds() []*kind {
	return []*kind{
		&captureKind,
		// JSON: what says most of itself comes first.
		&bareosKind, &ebsKind, &csiKind, &changeInfoKind,
		&qemuKind, &nbdinfoKind, &rbdKind, &virtnbdKind,
		// XML, and then text: what could be taken for anything comes last.
		&thinDeltaKind, &azureKind, &soapKind,
		&mapfileKind, &csvKind, &bitmapKind,
	}
}

// All lists the formats that are read or written, in the order of a help text:
// cbtmap's own first.
func All() []Format {
	var all []Format
	for _, k := range []*kind{
		&captureKind,
		&qemuKind, &nbdinfoKind, &virtnbdKind, &rbdKind, &ebsKind, &csiKind,
		&changeInfoKind, &bareosKind,
		&soapKind, &thinDeltaKind, &azureKind, &bitmapKind, &mapfileKind, &csvKind,
	} {
		all = append(all, k.Format)
	}
	return all
}
