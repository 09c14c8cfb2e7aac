package reply_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// writer writes replies in all the ways in which somebody may write them. With odd,
// also in ways that are wrong, or rare enough to be left to another decoder.
type writer struct {
	strings.Builder
	*rapid.T
	odd     bool
	sound   bool // and nothing is left out, or written under another name
	damaged bool // something was
	within  bool // the body of an envelope
}

// damage is true where something shall be left out, or in its place be wrong.
func (w *writer) damage() bool {
	if w.sound || !w.rarely(60) {
		return false
	}
	w.damaged = true
	return true
}

// one draws one of some texts.
func (w *writer) one(texts ...string) string { return rapid.SampledFrom(texts).Draw(w.T, "text") }

// times draws a number from 0 to n.
func (w *writer) times(n int) int { return rapid.IntRange(0, n).Draw(w.T, "times") }

// rarely is true once in n times.
func (w *writer) rarely(n int) bool { return rapid.IntRange(1, n).Draw(w.T, "rarely") == n }

// number draws a number that an offset or a length may be.
func (w *writer) number() int64 {
	n := rapid.Int64Range(0, 1<<rapid.IntRange(0, 62).Draw(w.T, "bits")).Draw(w.T, "number")
	if w.rarely(2) {
		n = n >> 16 << 16
	}
	return n
}

// shuffled writes some parts in any order.
func (w *writer) shuffled(parts ...func()) {
	for _, part := range rapid.Permutation(parts).Draw(w.T, "order") {
		part()
	}
}

// spaces is white space, or none.
func (w *writer) spaces() string { return w.one("", "", "", " ", "\n", "\r\n\t", "  ") }

// xml is a reply in an envelope.
func (w *writer) xml() []byte {
	w.WriteString(w.one("", "", "\ufeff"))
	w.WriteString(w.one("", xmlHead, xmlHead+"\n", `<?xml version='1.0' encoding = 'utf-8' standalone="yes" ?>`, " \n"))
	if w.odd && w.rarely(8) {
		w.WriteString(w.one(`<?xml version="1.1"?>`, `<?xml version="1.0" encoding="UTF-16"?>`, `<?go?>`, `<!DOCTYPE a>`, "a", `<?xml?>`, `<a/>`))
	}
	prefix := w.one("", "soapenv:", "S-1.x:", "_:")
	attribute := " xmlns"
	if prefix != "" {
		attribute += ":" + strings.TrimSuffix(prefix, ":")
	}
	quote := w.one(`"`, `'`)
	space := attribute + w.spaces() + "=" + w.spaces() + quote + envelopeSpace + quote
	if w.odd && w.rarely(8) {
		space = w.one("", attribute+`="urn:vim25"`, space+attribute+`="urn:vim25"`, ` xmlns:a="`+envelopeSpace+`"`)
	}
	w.element(prefix+"Envelope", w.attributes()+space, func() {
		if w.rarely(3) {
			w.element(prefix+"Header", "", w.strange)
		}
		w.gaps()
		w.several(func() {
			w.within = true
			w.element(prefix+"Body", w.attributes(), func() {
				w.several(func() {
					w.element(w.one("", "", "vim:")+"QueryChangedDiskAreasResponse", w.one("", ` xmlns="urn:vim25"`), func() {
						w.several(func() { w.element(w.one("", "n:")+"returnval", w.attributes(), w.returnval) })
					})
				})
			})
		})
	})
	w.WriteString(w.spaces())
	if w.odd && w.rarely(9) {
		w.WriteString(w.one("a", "<a/>", "<!-- -->", "</a>", "\x00", "<"))
	}
	return []byte(w.String())
}

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8"?>`
	envelopeSpace = "http://schemas.xmlsoap.org/soap/envelope/"
)

// several writes something once, mostly.
func (w *writer) several(write func()) {
	w.gaps()
	if !w.odd || !w.rarely(12) {
		write()
	}
	w.gaps()
	if w.odd && w.rarely(12) {
		write()
	}
}

// element writes an element.
func (w *writer) element(name, attributes string, content func()) {
	end := name
	if w.odd && w.rarely(60) {
		end = w.one("", name+"x", "x:"+name, strings.ToUpper(name))
	}
	w.WriteString("<" + name + attributes + w.spaces() + ">")
	content()
	w.WriteString("</" + end + w.spaces() + ">")
}

// attributes are any, which mean nothing.
func (w *writer) attributes() string {
	if w.odd && w.rarely(20) {
		return w.one(` a`, ` a=b`, ` a="<"`, ` a="&amp;"`, ` a="]]>"`, ` a:b:c=""`, ` :a=""`, ` ä=""`, ` a="ä"`, ` a="`+"\x01"+`"`, ` /`)
	}
	return w.one("", "", "", ` a="1"`, ` xsi:type='xsd:long'`, ` a = '"' b="'"`, ` p:q="x > y]]>"`+"\n", ` xmlns:x="urn:x"`)
}

// gaps writes what may stand between elements.
func (w *writer) gaps() {
	w.WriteString(w.spaces())
	if w.rarely(30) {
		w.WriteString(w.one("<!---->", "<!-- <start>1</start> -->", "<!-- - > ä \xff -->"))
	}
	if w.odd && w.rarely(60) {
		w.WriteString(w.one("<!-- -- -->", "<!--->", "text", "<![CDATA[ ]]>", "&amp;", "<?a b?>", "]]>", "\u00e4", "\x00", "<"))
	}
}

// strange writes elements that are not asked for, with others within them that
// would be elsewhere.
func (w *writer) strange() {
	for range w.times(2) {
		w.gaps()
		name := w.one("x:starts", "vim:other", "dynamicProperty", "unknown", "b.c-d_e")
		switch w.times(3) {
		case 0:
			w.WriteString("<" + name + w.attributes() + w.spaces() + "/>")
		case 1:
			w.element(name+"x", w.attributes(), func() { w.WriteString("some text > 1\n'\"") })
		default:
			w.element(name+"x", w.attributes(), func() {
				w.strange()
				name := w.one("startOffset", "changedArea", "starts", "Start_", "len")
				if w.within && w.damage() {
					name = w.one("start", "length", "Start", "LENGTH") // whole gives some a prefix
				}
				w.whole(name)
			})
		}
		w.gaps()
	}
	if w.odd && w.rarely(30) {
		w.WriteString(w.one("<Security/>", "<Fault/>", `<Security xsi:type="x"/>`, "<QueryChangedDiskAreas><a/></QueryChangedDiskAreas>",
			`<Fault xmlns="`+envelopeSpace+`"><detail><a xsi:type="b"/></detail></Fault>`, strings.Repeat("<a>", 70)+strings.Repeat("</a>", 70)))
	}
}

// returnval writes the content of a reply.
func (w *writer) returnval() {
	areas := func() {
		plain := w.rarely(2)
		gap := w.spaces()
		for range w.times(6) {
			if plain {
				fmt.Fprintf(w, "%s<changedArea><start>%d</start>%s<length>%d</length></changedArea>", gap, w.number(), gap, w.number())
				continue
			}
			w.gaps()
			w.element(w.one("", "n:")+"changedArea", w.attributes(), w.area)
			w.strangeRarely()
		}
	}
	w.shuffled(areas, areas, func() { w.required("startOffset") }, func() { w.required("length") }, w.strangeRarely)
	w.gaps()
}

func (w *writer) area() {
	w.shuffled(func() { w.required("start") }, func() { w.required("length") }, w.strangeRarely)
	w.gaps()
}

func (w *writer) strangeRarely() {
	if w.rarely(5) {
		w.strange()
	}
}

// required writes an element that must be there, once or twice.
func (w *writer) required(name string) {
	if w.damage() {
		w.WriteString(w.one("", "<"+name+"_>1</"+name+"_>", "<"+strings.ToUpper(name)+">1</"+strings.ToUpper(name)+">",
			"<"+name+"/>", "<"+name+w.attributes()+" />", "<"+name+"></"+name+">"))
		return
	}
	w.whole(name)
	if w.rarely(9) {
		w.whole(name)
	}
}

// whole writes an element that holds a number.
func (w *writer) whole(name string) {
	w.gaps()
	w.element(w.one("", "", "n:")+name, w.attributes(), func() {
		if w.odd && w.rarely(20) {
			w.WriteString(w.one("1e3", "0x10", "1_0", "1 2", "<![CDATA[1]]>", "&#49;", "1<!-- -->2", "1<a/>", "9223372036854775808",
				"-9223372036854775808", " ", "--1", "+-1", "١", "1\u00a0", "1.0", "true", "- 1", "99999999999999999999999999"))
			return
		}
		w.WriteString(w.spaces() + w.one("", "", "", "+", "-", "0", "00") + fmt.Sprint(w.number()) + w.spaces())
	})
	w.gaps()
}
