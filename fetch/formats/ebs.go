package formats

import "math"

// ebsKind is a reply of the EBS direct APIs, ListChangedBlocks or
// ListSnapshotBlocks (docs.aws.amazon.com/ebs/latest/APIReference): VolumeSize is
// in GiB, BlockSize in bytes, and a page may be empty and yet have a NextToken.
var ebsKind = kind{
	Format: Format{
		ID:      "ebs",
		Name:    "EBS ListChangedBlocks",
		Command: "aws ebs list-changed-blocks --first-snapshot-id OLD --second-snapshot-id NEW",
		Rule:    "blocks that are named are changed; the rest of the volume is unchanged, unless there are more pages to come",
	},
	fits: func(h *head) bool {
		return h.object("changedblocks") || h.object("blocks.blockindex") || h.object("blocks", "volumesize")
	},
	records: func(t *text, a *about) records {
		j := newJSON(t)
		return newNested(j, &ebs{j: j, about: a})
	},
}

// maxHeld is how many blocks may come in front of the BlockSize that says where
// they lie: those of a volume of 2 TiB.
const maxHeld = 1 << 22

const pagesUnnumbered = "pages of blocks have no numbers: nothing proves that none is missing before the last one"

type ebs struct {
	j     *jsonReader
	about *about

	size    int64   // of a block, in bytes; 0 while it is not known
	held    []int64 // indices of blocks that were not taken
	taken   int
	blocks  bool // this page has one
	used    bool // blocks of this page were taken
	more    bool // this page has a NextToken
	members seen
	others  others
}

func (e *ebs) begin() {
	e.blocks, e.used, e.more, e.members = false, false, false, 0
	e.others.forget()
}

func (e *ebs) key(key, name []byte) (list bool) {
	switch string(key) {
	case "changedblocks":
		return e.members.once(e.j, 0, "ChangedBlocks")
	case "blocks":
		e.about.allocated()
		e.about.notes.add(Ambiguous, 0, 0, "these are the blocks of one snapshot: all that it holds counts as changed")
		return e.members.once(e.j, 1, "Blocks")
	case "blocksize":
		e.blockSize()
	case "volumesize":
		e.volumeSize()
	case "nexttoken":
		if e.members.once(e.j, 4, "NextToken") && !e.j.null() {
			e.more = len(e.j.text()) > 0
		}
	case "expirytime", "responsemetadata", "resultmetadata", "$metadata": // as AWS' own tools write it
		e.j.skip()
	default:
		e.others.skip(e.j, name)
	}
	return false
}

func (e *ebs) blockSize() {
	if !e.members.once(e.j, 2, "BlockSize") {
		return
	}
	size := e.j.looseInt()
	switch {
	case e.j.err != nil:
	case size <= 0:
		e.j.wrongValue("a BlockSize of %s is not possible", grouped(size))
	case e.used && size != e.size:
		e.j.wrongValue("BlockSize is not that of the page before, which the blocks in front of it were read by")
	}
	e.size = size
}

func (e *ebs) volumeSize() {
	if !e.members.once(e.j, 3, "VolumeSize") {
		return
	}
	size := e.j.looseInt()
	switch {
	case e.j.err != nil:
	case size <= 0 || size > math.MaxInt64>>30:
		e.j.wrongValue("a VolumeSize of %s GiB is not possible", grouped(size))
	case !e.about.says(size << 30):
		e.j.wrongValue(twoDisks, "a VolumeSize", grouped(size))
	}
}

// item reads one block: its index, and tokens that nobody needs here.
func (e *ebs) item() {
	var members seen
	index := int64(-1)
	e.blocks = true
	e.j.enter('{')
	for key, ok := e.j.key(); ok; key, ok = e.j.key() {
		if string(fold(key)) != "blockindex" {
			e.j.skip()
		} else if members.once(e.j, 0, "BlockIndex") {
			index = e.j.looseInt()
		}
	}
	switch {
	case e.j.err != nil:
	case index < 0:
		e.j.wrongHere("this block has no BlockIndex from 0 on")
	case len(e.held) == maxHeld:
		e.j.wrongHere("more than %s blocks come in front of the BlockSize", grouped(maxHeld))
	default:
		e.held = append(e.held, index)
	}
}

// end takes only what has a list of blocks for a page, be it empty: a server's error
// must not stand for the page that it did not send.
func (e *ebs) end() {
	if e.members&3 == 0 {
		e.j.stray("this object is no page: it has neither ChangedBlocks nor Blocks, and %s", e.others)
	} else if !e.blocks && e.others.deny {
		e.j.stray("this page has no block, but something under a name that is not known: %s", e.others)
	}
	if e.size == 0 && len(e.held) > 0 {
		e.j.wrongHere("this page has no BlockSize")
	}
	e.about.more = e.more
}

// over notes what the pages do not say, since they have no numbers.
func (e *ebs) over(bool) {
	if !e.more {
		e.about.notes.also(Ambiguous, 0, 0, pagesUnnumbered)
	}
}

func (e *ebs) take() (record, bool) {
	if e.size == 0 || len(e.held) == 0 {
		return record{}, false
	}
	index := e.held[e.taken]
	if e.taken++; e.taken == len(e.held) {
		e.held, e.taken = e.held[:0], 0
	}
	e.used = true
	if index > (math.MaxInt64-e.size)/e.size {
		e.j.wrongHere("block %s lies beyond what bytes are counted in (63 bits)", grouped(index))
		return record{}, false
	}
	return record{index * e.size, e.size, changed}, true
}
