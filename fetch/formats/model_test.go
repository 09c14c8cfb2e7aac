package formats

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// model is a disk as a test made it up: the oracle of what a file of it says.
type model struct {
	unit     int64 // bytes
	states   []state
	capacity int64
}

// drawModel makes a disk of units of that size.
func drawModel(t *rapid.T, unit int64, states ...state) model {
	list := rapid.SliceOfN(rapid.SampledFrom(states), 1, 40).Draw(t, "disk")
	return model{unit, list, unit * int64(len(list))}
}

// run is a run of units that are alike.
type run struct {
	start, length int64 // bytes
	state         state
}

// runs are those of the disk in order, cut where a coin says so.
func (m model) runs(t *rapid.T) []run {
	var list []run
	for i, s := range m.states {
		if k := len(list) - 1; k >= 0 && list[k].state == s && !rapid.Bool().Draw(t, "cut") {
			list[k].length += m.unit
			continue
		}
		list = append(list, run{int64(i) * m.unit, m.unit, s})
	}
	return list
}

// printer writes JSON as no tool would, yet as it may be.
type printer struct{ t *rapid.T }

func (p printer) space() string {
	return rapid.StringMatching(`( |\n|\t|\r\n){0,2}`).Draw(p.t, "space")
}

// object puts its members, "key: value", in any order, with others among them.
func (p printer) object(members ...string) string {
	if rapid.Bool().Draw(p.t, "more") {
		members = append(members, `"other": {"start": [1, "}", null], "x": -1.5e3}`, `"äöü\n": "]"`)
	}
	members = rapid.Permutation(members).Draw(p.t, "order")
	for i, m := range members {
		members[i] = p.space() + m + p.space()
	}
	return "{" + strings.Join(members, ",") + "}"
}

func (p printer) list(elements []string) string {
	for i, e := range elements {
		elements[i] = p.space() + e + p.space()
	}
	return p.space() + "[" + strings.Join(elements, ",") + p.space() + "]" + p.space()
}

// each makes an element of each run of some states.
func (p printer) each(m model, one func(r run) string, states ...state) []string {
	var all []string
	for _, r := range m.runs(p.t) {
		for _, s := range states {
			if r.state == s {
				all = append(all, one(r))
			}
		}
	}
	return all
}

func pair(key string, value any) string { return fmt.Sprintf("%q: %v", key, value) }

// prints are ways to write a disk down, which lose nothing of it but its capacity.
var prints = map[string]struct {
	unit    int64
	unknown bool // can say that it does not know
	text    func(p printer, m model) string
}{
	"qemu": {512, true, func(p printer, m model) string {
		return p.list(p.each(m, func(r run) string {
			return p.object(pair("start", r.start), pair("length", r.length), pair("depth", 0), pair("data", r.state == changed), pair("zero", r.state != changed))
		}, changed, unchanged))
	}},
	"nbdinfo": {1, true, func(p printer, m model) string {
		words := [][2]string{{"hole,zero", "data"}, {"clean", "dirty"}, {"unallocated", "local"}}
		w := rapid.SampledFrom(words).Draw(p.t, "words")
		return p.list(p.each(m, func(r run) string {
			word := w[0]
			if r.state == changed {
				word = w[1]
			}
			return p.object(pair("offset", r.start), pair("length", r.length), pair("type", 7), pair("description", `"`+word+`"`))
		}, changed, unchanged))
	}},
	"virtnbdbackup": {65536, true, func(p printer, m model) string {
		return p.list(p.each(m, func(r run) string {
			return p.object(pair("start", r.start), pair("length", r.length), pair("data", r.state == changed))
		}, changed, unchanged))
	}},
	"rbd": {4096, false, func(p printer, m model) string {
		return p.list(p.each(m, func(r run) string {
			return p.object(pair("offset", r.start), pair("length", r.length), pair("exists", rapid.SampledFrom([]string{`"true"`, `"false"`}).Draw(p.t, "exists")))
		}, changed))
	}},
	"ebs": {512 << 10, false, func(p printer, m model) string {
		var pages []string
		blocks := []string{}
		page := func(token string) {
			pages = append(pages, p.object(pair("ChangedBlocks", p.list(blocks)), pair("VolumeSize", 1), pair("BlockSize", m.unit), pair("NextToken", token)))
			blocks = nil
		}
		for i, s := range m.states {
			if s == changed {
				blocks = append(blocks, p.object(pair("BlockIndex", i), pair("SecondBlockToken", `"AAUB=="`)))
			}
			if rapid.IntRange(0, 5).Draw(p.t, "page") == 0 {
				page(`"AAAB"`)
			}
		}
		page("null")
		if rapid.Bool().Draw(p.t, "in a list") {
			return p.list(pages)
		}
		return strings.Join(pages, p.space())
	}},
	"csi": {4096, false, func(p printer, m model) string {
		block := func(r run) string {
			if r.start == 0 && rapid.Bool().Draw(p.t, "left out") {
				return p.object(pair("size_bytes", r.length))
			}
			return p.object(pair("byte_offset", r.start), pair("size_bytes", r.length))
		}
		return p.list([]string{p.object(pair("block_metadata_type", 2), pair("volume_capacity_bytes", m.capacity), pair("block_metadata", p.list(p.each(m, block, changed))))})
	}},
	"json": {512, true, func(p printer, m model) string {
		var pages []string
		for i := 0; i < len(m.states); {
			end := i
			var list []string
			for ; end < len(m.states) && m.states[end] != unknown; end++ {
				if m.states[end] == changed {
					list = append(list, p.object(pair("start", int64(end)*m.unit), pair("length", m.unit)))
				}
			}
			if end > i {
				pages = append(pages, p.object(pair("startOffset", int64(i)*m.unit), pair("length", int64(end-i)*m.unit), pair("changedArea", p.list(list))))
			}
			i = end + 1
		}
		if rapid.Bool().Draw(p.t, "in a list") {
			return p.list(pages)
		}
		return strings.Join(pages, p.space())
	}},
}
