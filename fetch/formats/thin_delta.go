package formats

import (
	"encoding/xml"
	"io"
	"math"
)

var thinDeltaKind = kind{
	Format: Format{
		ID:      "thin_delta",
		Name:    "thin_delta",
		Command: "thin_delta --snap1 1 --snap2 2 --metadata-snap /dev/mapper/pool_tmeta",
		Rule:    "blocks that differ or are mapped on one side only are changed; blocks that are the same or mapped on neither side are unchanged",
	},
	fits:    func(h *head) bool { return h.begins("<") && h.has("<superblock") && h.has("data_block_size") },
	records: func(t *text, a *about) records { return &thinDelta{x: newXML(t), about: a} },
}

const noDiff = "there is no comparison of two devices (diff) in this superblock"

const sectorBytes = 512 // what the device mapper counts in

// thinDelta reads what thin_delta prints, with and without --verbose:
//
//	<superblock … data_block_size="128" nr_data_blocks="100">
//	  <diff left="1" right="2">
//	    <same begin="0" length="8"/>                 or
//	    <same> <range begin="0" data_begin="0" length="8"/> </same>
//
// Ranges are counted in data blocks of the pool, and these in sectors. The size of
// the device is not in it: nr_data_blocks is the pool's.
type thinDelta struct {
	x     *xmlReader
	about *about
	block int64 // bytes
	state state // of the element that ranges are in
	diffs int   // seen so far
	empty bool  // no diff has come yet within the superblock
}

func (d *thinDelta) next() (record, error) {
	for {
		token, err := d.x.next()
		if err == io.EOF && d.diffs == 0 {
			err = d.x.wrong(noDiff)
		}
		if err != nil {
			return record{}, err
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "superblock" && d.empty {
			return record{}, d.x.wrong(noDiff)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "superblock":
			err = d.superblock(e)
		case "diff":
			err = d.diff(e)
		case "same":
			d.state = unchanged
		case "different", "left_only", "right_only":
			d.state = changed
		case "range":
		default:
			err = d.x.wrong("thin_delta has no element %s", quoted([]byte(e.Name.Local)))
		}
		if err != nil {
			return record{}, err
		}
		if isArea(e) {
			return d.area(e)
		}
	}
}

// isArea tells whether an element says where something lies: with --verbose only the
// ranges in it do.
func isArea(e xml.StartElement) bool {
	switch e.Name.Local {
	case "superblock", "diff":
		return false
	case "range":
		return true
	}
	_, begin := lookUp(e, "begin")
	_, length := lookUp(e, "length")
	return begin || length
}

func (d *thinDelta) superblock(e xml.StartElement) error {
	d.empty = true
	sectors, err := d.x.whole(attribute(e, "data_block_size"))
	if err == nil && (sectors <= 0 || sectors > math.MaxInt64/sectorBytes) {
		err = d.x.wrong("a data block of %s sectors cannot be", grouped(sectors))
	}
	if err == nil && d.block > 0 && d.block != sectors*sectorBytes {
		err = d.x.wrong("this file mixes two pools: a data block of %s sectors here is not what it says before", grouped(sectors))
	}
	d.block = sectors * sectorBytes
	return err
}

// diff takes over between which devices this is.
func (d *thinDelta) diff(e xml.StartElement) error {
	const device = "thin device "
	from, to := device+attribute(e, "left"), device+attribute(e, "right")
	d.empty = false
	i := &d.about.header.Interval
	if d.diffs++; d.diffs > 1 && (i.FromSnapshot != from || i.ToSnapshot != to) {
		return d.x.wrong("this file mixes two comparisons: %s with %s, and another one before", quoted([]byte(from)), quoted([]byte(to)))
	}
	i.FromSnapshot, i.ToSnapshot = from, to
	return nil
}

// area is the record of an element with begin and length.
func (d *thinDelta) area(e xml.StartElement) (record, error) {
	begin, err := d.x.whole(attribute(e, "begin"))
	if err != nil {
		return record{}, err
	}
	length, err := d.x.whole(attribute(e, "length"))
	if err != nil {
		return record{}, err
	}
	switch most := math.MaxInt64 / max(d.block, 1); {
	case d.block == 0:
		return record{}, d.x.wrong("an area comes before the size of a data block is said")
	case begin < 0 || length < 0:
		return record{}, d.x.wrong("an area of %s data blocks at %s cannot be", grouped(length), grouped(begin))
	case begin > most || length > most:
		return record{}, d.x.wrong("data block %s lies beyond what bytes are counted in (63 bits)", grouped(max(begin, length)))
	}
	return record{begin * d.block, length * d.block, d.state}, nil
}
