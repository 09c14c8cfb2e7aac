package formats

// csiKind is what the snapshot-metadata-lister of external-snapshot-metadata
// (pkg/iterator/emitters.go) writes, or its messages as gRPC's JSON: there keys are
// in camelCase and numbers are texts. A byte_offset of 0 is left out in both.
var csiKind = kind{
	Format: Format{
		ID:      "csi",
		Name:    "CSI snapshot metadata",
		Command: "snapshot-metadata-lister -n NAMESPACE -s NEW -p OLD -o json",
		Rule:    "blocks that are named are changed; the rest of the volume is unchanged",
	},
	// A record without block_metadata is one without a change.
	fits: func(h *head) bool {
		return h.object("block_metadata") || h.object("blockmetadata") ||
			h.object("block_metadata_type", "volume_capacity_bytes") || h.object("blockmetadatatype", "volumecapacitybytes")
	},
	records: func(t *text, a *about) records {
		j := newJSON(t)
		return newNested(j, &csi{j: j, about: a})
	},
}

type csi struct {
	j       *jsonReader
	about   *about
	block   record
	ready   bool
	members seen
}

func (c *csi) begin() { c.members = 0 }

func (c *csi) key(key []byte) (list bool) {
	switch string(key) {
	case "blockmetadata":
		return c.members.once(c.j, 0, "block_metadata")
	case "volumecapacitybytes":
		if !c.members.once(c.j, 1, "volume_capacity_bytes") {
			break
		}
		capacity := c.j.looseInt()
		switch {
		case c.j.err != nil:
		case capacity < 0:
			c.j.wrongValue("a volume_capacity_bytes of %s is not possible", grouped(capacity))
		case capacity > 0 && !c.about.says(capacity):
			c.j.wrongValue(twoDisks, "a volume_capacity_bytes", grouped(capacity))
		}
	default:
		c.j.skip()
	}
	return false
}

func (c *csi) item() {
	var members seen
	c.block = record{}
	c.j.enter('{')
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		switch string(fold(key)) {
		case "byteoffset":
			if members.once(c.j, 0, "byte_offset") {
				c.block.start = c.j.looseInt()
			}
		case "sizebytes":
			if members.once(c.j, 1, "size_bytes") {
				c.block.length = c.j.looseInt()
			}
		default:
			c.j.skip()
		}
	}
	if members&2 == 0 {
		c.j.wrongHere("this block has no size_bytes")
	}
	c.ready = c.j.err == nil
}

func (c *csi) end() {}

func (c *csi) take() (record, bool) {
	ready := c.ready
	c.ready = false
	return c.block, ready
}
