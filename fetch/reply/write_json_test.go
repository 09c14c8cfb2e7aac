package reply_test

import (
	"fmt"
	"strings"
)

// json is a reply of VI JSON.
func (w *writer) json() []byte {
	w.WriteString(w.spaces())
	if w.odd && w.rarely(20) {
		w.WriteString(w.one("\ufeff", "null", "[", "1", "{}", "a"))
	}
	w.object("DiskChangeInfo", func(member func(string)) {
		w.shuffled(
			func() { w.requiredMember("startOffset", member) },
			func() { w.requiredMember("length", member) },
			func() { member("changedArea"); w.areas() },
			func() { w.others(member) },
		)
		if w.odd && w.rarely(20) {
			member(w.one("changedArea", "changedarea", "faultstring", `changedAr\u0065a`))
			w.areas()
		}
	})
	w.WriteString(w.spaces())
	if w.odd && w.rarely(20) {
		w.WriteString(w.one("}", "{}", ",", "\x00", "a"))
	}
	return []byte(w.String())
}

// object writes an object of some type.
func (w *writer) object(kind string, members func(member func(string))) {
	w.WriteString("{")
	first := true
	member := func(name string) {
		if !first {
			w.WriteString(w.spaces() + ",")
		}
		first = false
		if w.odd && w.rarely(30) {
			name = w.one(strings.ToUpper(name), strings.Replace(name, "s", "\u017f", 1), strings.Replace(name, "t", `\u0074`, 1), "", name+"\x7f")
		}
		w.WriteString(w.spaces() + `"` + name + `"` + w.spaces() + ":" + w.spaces())
	}
	if !w.rarely(3) {
		member("_typeName")
		if w.odd && w.rarely(30) {
			kind = w.one("DiskChangeInfo", "MethodFault", "", `DiskChangeInf\u006f`)
		}
		w.WriteString(`"` + kind + `"`)
	}
	members(member)
	if w.odd && w.rarely(60) {
		w.WriteString(w.one(",", "]", ":", `"`))
	}
	w.WriteString(w.spaces() + "}")
}

// areas writes a list of changed areas.
func (w *writer) areas() {
	if w.rarely(9) {
		w.WriteString("null")
		return
	}
	if w.odd && w.rarely(9) {
		w.WriteString(w.one("{}", "1", `""`, "[null]", "[[]]", "[1]", "[,]", "false", "nul"))
		return
	}
	w.WriteString("[" + w.spaces())
	plain := w.rarely(2)
	gap := w.spaces()
	for i := range w.times(12) {
		if i > 0 {
			w.WriteString(gap + ",")
		}
		if plain {
			fmt.Fprintf(w, `{"_typeName":"DiskChangeExtent",%s"start":%d,%s"length":%d}`, gap, w.number(), gap, w.number())
			continue
		}
		w.WriteString(w.spaces())
		w.object("DiskChangeExtent", func(member func(string)) {
			w.shuffled(
				func() { w.requiredMember("start", member) },
				func() { w.requiredMember("length", member) },
				func() { w.others(member) },
			)
		})
	}
	w.WriteString(w.spaces() + "]")
}

// requiredMember writes a member that must be there, once or twice.
func (w *writer) requiredMember(name string, member func(string)) {
	if w.damage() {
		if w.rarely(2) {
			member(name + "_")
			w.integer()
		}
		return
	}
	for range w.one("1", "1", "1", "1", "1", "12") {
		member(name)
		w.integer()
	}
}

// integer writes a number that an offset or a length may be.
func (w *writer) integer() {
	if w.odd && w.rarely(20) {
		w.WriteString(w.one("1e3", "1.0", "01", `"1"`, "null", "+1", "-", "9223372036854775808", "-9223372036854775808", "{}", "true", "-0", "00"))
		return
	}
	w.WriteString(w.one("", "", "", "", "-") + fmt.Sprint(w.number()))
}

// others writes members that are not asked for.
func (w *writer) others(member func(string)) {
	for range w.times(2) {
		member(w.one("x", "start_", "_typename", "dynamicProperty", "a b", "{", "value"))
		w.any(3)
	}
}

// any writes any value.
func (w *writer) any(depth int) {
	kind := w.times(5)
	switch {
	case w.odd && w.rarely(20):
		w.WriteString(w.one("tru", "nul", `"\x"`, `"\u12g4"`, `"\u001`+"\x11"+`4"`, "\"\n\"", "01", "1.", ".5", "1e", "- 1", "'a'", `"a`,
			strings.Repeat("[", 70)+strings.Repeat("]", 70), strings.Repeat("[", 70)))
	case depth > 0 && kind == 0:
		w.WriteString("[" + w.spaces())
		for i := range w.times(3) {
			if i > 0 {
				w.WriteString(",")
			}
			w.any(depth - 1)
		}
		w.WriteString("]")
	case depth > 0 && kind == 1:
		w.WriteString("{" + w.spaces())
		for i := range w.times(3) {
			if i > 0 {
				w.WriteString(w.spaces() + "," + w.spaces())
			}
			key := w.one(`"starts"`, `"len"`, `"startOffset"`, `"a\n"`, `""`)
			if w.damage() {
				key = w.one(`"start"`, `"length"`, `"START"`, `"Length"`)
			}
			w.WriteString(key + w.spaces() + ":" + w.spaces())
			w.any(depth - 1)
		}
		w.WriteString("}")
	default:
		w.WriteString(w.one("true", "false", "null", "0", "-0", "1.5e-3", "12E+4", "0.0", `""`, `"a\"\\\/\b\f\n\r\t\u00e4\uD83D"`, "\"\u00e4\xff\x7f'<\""))
	}
	w.WriteString(w.spaces())
}
