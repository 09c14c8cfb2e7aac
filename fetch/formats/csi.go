package formats

import (
	"strconv"
	"strings"
)

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
	others  others
	blocks  bool // this message has one
}

// Members of a message.
const (
	blockMetadata = iota
	volumeCapacityBytes
	blockMetadataType
)

func (c *csi) begin() {
	c.members, c.blocks = 0, false
	c.others.forget()
}

func (c *csi) key(key, name []byte) (list bool) {
	switch string(key) {
	case "blockmetadata":
		return c.members.once(c.j, blockMetadata, "block_metadata")
	case "blockmetadatatype":
		if c.members.once(c.j, blockMetadataType, "block_metadata_type") {
			c.j.skip()
		}
	case "volumecapacitybytes":
		if !c.members.once(c.j, volumeCapacityBytes, "volume_capacity_bytes") {
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
		c.others.skip(c.j, name)
	}
	return false
}

// item reads one block. Its byte_offset is left out if it is 0, but then there must
// be no number that may be one under another name.
func (c *csi) item() {
	var members seen
	strange := ""
	c.blocks = true
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
			if members&1 != 0 || strange != "" {
				c.j.skip()
				break
			}
			name := quoted(key)
			if c.perhapsNumber() {
				strange = name
			}
		}
	}
	switch {
	case members&2 == 0:
		c.j.wrongHere("this block has no size_bytes")
	case members&1 == 0 && strange != "":
		c.j.wrongHere("this block has no byte_offset, but a number that is called %s", strange)
	}
	c.ready = c.j.err == nil
}

// perhapsNumber passes over a value, and tells whether it is a number, in quotes or not.
func (c *csi) perhapsNumber() bool {
	switch next := c.j.peek(); {
	case next == '"':
		return numeric(string(c.j.text()))
	case next == '-' || '0' <= next && next <= '9':
		return len(c.j.number()) > 0
	}
	c.j.skip()
	return false
}

// numeric tells whether a text can be read as a number in any way.
func numeric(s string) bool {
	s = strings.ToLower(strings.NewReplacer(",", "", "_", "", " ", "", "'", "").Replace(s))
	if s == "" || strings.Trim(s, "0123456789abcdef") == "" && '0' <= s[0] && s[0] <= '9' {
		return s != ""
	}
	_, whole := strconv.ParseInt(s, 0, 64)
	_, broken := strconv.ParseFloat(s, 64)
	return whole == nil || broken == nil
}

// end wants a message to have blocks, or to be one without a change: a server's error
// must not stand for the message that it did not send.
func (c *csi) end() {
	const bare = 1<<volumeCapacityBytes | 1<<blockMetadataType
	listed := c.members&(1<<blockMetadata) != 0
	switch {
	case c.blocks:
	case !listed && c.members&bare != bare:
		c.j.stray("this object is no message: it lacks block_metadata, and has %s", c.others)
	case listed && c.others.deny:
		c.j.stray("this message has no block in its block_metadata, but something under a name that is not known: %s", c.others)
	case !listed && c.others.says:
		c.j.stray("this message has no block_metadata, but something under a name that is not known: %s", c.others)
	}
}

// over notes messages that only follow one another: any of them may be missing.
func (c *csi) over(closed bool) {
	if !closed {
		c.about.notes.also(Ambiguous, 0, 0, "the messages are not in a list: nothing proves that none of them is missing")
	}
}

func (c *csi) take() (record, bool) {
	ready := c.ready
	c.ready = false
	return c.block, ready
}
