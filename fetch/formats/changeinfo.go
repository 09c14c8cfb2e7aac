package formats

import (
	"io"

	"cbtmap/fetch/extent"
)

// changeInfoKind is a DiskChangeInfo of the vSphere API as JSON: as VI JSON has it,
// or as PowerShell writes it, with capital letters, and an object where a list has
// one element.
var changeInfoKind = kind{
	Format: Format{
		ID:      "json",
		Name:    "DiskChangeInfo as JSON",
		Command: "$vm.ExtensionData.QueryChangedDiskAreas($snapshot, $key, 0, $changeId) | ConvertTo-Json -Depth 5",
		Rule:    "changed areas are changed; the rest of each reply is unchanged; what no reply speaks for is unknown",
		Writes:  true,
		Suffix:  ".json",
		Replies: true,
	},
	fits: func(h *head) bool {
		return h.object("startoffset") || h.object("changedarea") ||
			h.object("returnval.startoffset") || h.object("returnval.changedarea") || h.object("value.startoffset")
	},
	replies: func(t *text, a *about) replies {
		j := newJSON(t)
		return &changeInfos{j: j, docs: documents{j: j}, about: a, most: MaxReply}
	},
}

// MaxReply is how many areas one reply may have. A server sends 2,000, and other
// tools put all of a disk into one: these are the areas of 256 GiB in blocks of
// 64 KiB, if no two of them touch.
const MaxReply = 1 << 22

// changeInfos reads replies, one at a time.
type changeInfos struct {
	j     *jsonReader
	docs  documents
	about *about
	most  int // areas of one reply

	page    extent.Page
	members seen
	other   bool // there are areas under a key that is not known
	wrapped bool // replies are in a list that PowerShell 5 has put into an object
}

// Members of a reply.
const (
	startOffset = iota
	length
	changedArea
)

func (c *changeInfos) next() (extent.Page, error) {
	for c.another() {
		c.page, c.members, c.other = extent.Page{Extents: c.page.Extents[:0]}, 0, false
		c.object()
		if c.wrapped && c.members == 0 {
			continue
		}
		c.whole()
		if c.j.err == nil {
			return c.page, nil
		}
	}
	if c.j.err != nil {
		return extent.Page{}, c.j.err
	}
	return extent.Page{}, io.EOF
}

// another goes to the next reply.
func (c *changeInfos) another() bool {
	if c.wrapped && c.j.elem() {
		return true
	}
	if c.wrapped {
		c.wrapped = false
		c.leave()
	}
	return c.docs.next()
}

// leave reads the rest of an object of PowerShell 5, which has a Count there.
func (c *changeInfos) leave() {
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		if string(fold(key)) != "count" {
			c.j.wrongHere("%s is not expected next to a list called value", quoted(key))
			return
		}
		c.j.skip()
	}
}

// object reads a reply, or what is wrapped round one.
func (c *changeInfos) object() {
	c.j.enter('{')
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		switch string(fold(key)) {
		case "startoffset":
			if c.members.once(c.j, startOffset, "startOffset") {
				c.page.Start = c.j.looseInt()
			}
		case "length":
			if c.members.once(c.j, length, "length") {
				c.page.Length = c.j.looseInt()
			}
		case "changedarea":
			if c.members.once(c.j, changedArea, "changedArea") {
				c.areas()
			}
		case "returnval", "diskchangeinfo":
			c.object()
		case "connparams":
			c.connection()
		case "diskparams":
			c.disk()
		case "value":
			if c.members == 0 && !c.wrapped && c.j.peek() == '[' {
				c.j.enter('[')
				c.wrapped = true
				return
			}
			c.j.skip()
		default:
			c.unknown()
		}
	}
}

// unknown passes over the value of a key that is not known, and notices areas in it.
func (c *changeInfos) unknown() {
	if c.j.peek() != '[' {
		c.perhapsArea()
		return
	}
	c.j.enter('[')
	for c.j.elem() {
		c.perhapsArea()
	}
}

// perhapsArea passes over what may be an area.
func (c *changeInfos) perhapsArea() {
	if c.j.peek() != '{' {
		c.j.skip()
		return
	}
	var members seen
	c.j.enter('{')
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		switch string(fold(key)) {
		case "start":
			members |= 1
		case "length":
			members |= 2
		}
		c.j.skip()
	}
	c.other = c.other || members == 3
}

// whole wants a reply to say what it speaks for. One without areas may leave them
// out, but not have them under another name.
func (c *changeInfos) whole() {
	if c.other && c.members&(1<<changedArea) == 0 {
		c.j.wrongHere("this reply has no changedArea, but areas under a name that is not known")
	}
	if c.members&(1<<startOffset) == 0 {
		c.j.wrongHere("this reply has no startOffset")
	}
	if c.members&(1<<length) == 0 {
		c.j.wrongHere("this reply has no length")
	}
}

// areas reads the changed areas: a list, one alone, or null.
func (c *changeInfos) areas() {
	switch c.j.peek() {
	case 'n':
		c.j.null()
	case '{':
		c.area()
	case '"':
		// What ConvertTo-Json makes of objects that lie deeper than it looks.
		c.j.wrongHere("the areas are missing here: ConvertTo-Json has left them out, give it -Depth 5")
	default:
		c.j.enter('[')
		for c.j.elem() {
			c.area()
			if len(c.page.Extents) > c.most {
				c.j.wrongHere("a reply has more than %s areas", grouped(int64(c.most)))
			}
		}
	}
}

// area reads one changed area.
func (c *changeInfos) area() {
	var members seen
	var e extent.Extent
	if c.j.peek() == '"' {
		c.areas()
		return
	}
	c.j.enter('{')
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		switch string(fold(key)) {
		case "start":
			if members.once(c.j, 0, "start") {
				e.Start = c.j.looseInt()
			}
		case "length":
			if members.once(c.j, 1, "length") {
				e.Length = c.j.looseInt()
			}
		case "value": // PowerShell 5 may put a list into an object
			if members == 0 && c.j.peek() == '[' {
				c.areas()
				c.leave()
				return
			}
			c.j.skip()
		default:
			c.j.skip()
		}
	}
	if members != 3 {
		c.j.wrongHere("an area has no start or no length")
	}
	c.page.Extents = append(c.page.Extents, e)
}
