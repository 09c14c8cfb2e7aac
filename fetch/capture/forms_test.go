package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"reflect"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
)

const first = `{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":1048576}}`

// textOf makes the text of a file: the lines, and a footer that is right for them.
func textOf(pages, extents string, lines ...string) string {
	text := strings.Join(lines, "\n") + "\n"
	sum := sha256.Sum256([]byte(text))
	return text + `{"footer":{"pages":` + pages + `,"extents":` + extents + `,"sha256":"` + hex.EncodeToString(sum[:]) + `"}}` + "\n"
}

// The same is read in whatever way JSON allows to write it.
func TestOtherForms(t *testing.T) {
	want := []extent.Page{{Start: 512, Length: 8192, Extents: []extent.Extent{{Start: 1536, Length: 512}, {Start: 4096, Length: 1024}}}}
	for name, line := range map[string]string{
		"as written":    `{"start":512,"length":8192,"unit":512,"extents":[2,1,4,2]}`,
		"white space":   "  {\t\"start\" : 512 , \"length\":8192,\"unit\":512,\"extents\":[ 2 , 1,4,2]}  \r",
		"key order":     `{"extents":[2,1,4,2],"unit":512,"length":8192,"start":512}`,
		"unknown keys":  `{"start":512,"length":8192,"unit":512,"extents":[2,1,4,2],"worker":{"id":[1,{"a":null}]}}`,
		"key before":    `{"asked":512,"start":512,"length":8192,"unit":512,"extents":[2,1,4,2]}`,
		"escaped key":   `{"st\u0061rt":512,"length":8192,"unit":512,"extents":[2,1,4,2]}`,
		"bytes":         `{"start":512,"length":8192,"extents":[1024,512,2048,1024]}`,
		"smaller unit":  `{"start":512,"length":8192,"unit":2,"extents":[512,256,1024,512]}`,
		"touching":      `{"start":512,"length":8192,"unit":512,"extents":[2,1,4,1,0,1]}`,
		"unknown lines": "{\"note\":\"of a later version\"}\n{}\n\n{\"start\":512,\"length\":8192,\"unit\":512,\"extents\":[2,1,4,2]}\n{\"length\":5}",
	} {
		t.Run(name, func(t *testing.T) {
			extents := "2"
			if name == "touching" {
				extents = "3"
			}
			r, err := NewReader(strings.NewReader(textOf("1", extents, first, line)))
			if err != nil {
				t.Fatal(err)
			}
			c := drained(r)
			got, _ := mapOf(1<<20, c.pages)
			if should, _ := mapOf(1<<20, want); r.Cut() != nil || !alike(got, should) {
				t.Errorf("%v: %v", r.Cut(), c.pages)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	page := `{"start":0,"length":4096,"unit":1,"extents":[]}`
	for name, c := range map[string]struct{ header, kind string }{
		"this one":          {`{"cbtmap":{"major":1,"minor":0}}`, ""},
		"newer minor":       {`{"cbtmap":{"major":1,"minor":7,"codename":"x"},"mood":["good"],"disk":{"label":"d","wwn":"5"}}`, ""},
		"key order":         {`{"disk":{"label":"d"},"cbtmap":{"minor":0,"major":1}}`, ""},
		"newer major":       {`{"cbtmap":{"major":2,"minor":0},"taken":77,"disk":"moved"}`, Newer},
		"far newer major":   {`{"cbtmap":{"major":9223372036854775807,"minor":0}}`, Newer},
		"older than any":    {`{"cbtmap":{"major":0,"minor":9}}`, NoCapture},
		"no version":        {`{"vm":{"name":"x"}}`, NoCapture},
		"null":              {`{"cbtmap":null}`, NoCapture},
		"other JSON":        {`[{"start":0,"length":65536}]`, NoCapture},
		"no JSON":           {`start,length`, NoCapture},
		"beyond int64":      {`{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":9223372036854775808}}`, Damaged},
		"negative capacity": {`{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":-1}}`, Damaged},
		"no time":           {`{"cbtmap":{"major":1,"minor":0},"taken":"yesterday"}`, ""},
		"nesting":           {`{"cbtmap":{"major":1,"minor":0},"x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, NoCapture},
		"endless":           {`{"cbtmap":{"major":1,"minor":0},"x":"` + strings.Repeat("x", 3*MaxLine) + `"}`, Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := NewReader(strings.NewReader(textOf("1", "0", c.header, page)))
			if c.kind != "" {
				explained(t, err, c.kind)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := drained(r); len(got.pages) != 1 || r.Cut() != nil {
				t.Errorf("%v: %+v", r.Cut(), got)
			}
		})
	}
}

func TestNewerSaysSo(t *testing.T) {
	_, err := NewReader(strings.NewReader(`{"cbtmap":{"major":2,"minor":3}}` + "\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "made by a newer cbtmap: the file is of format 2.3, and this program reads 1.x") {
		t.Error(err)
	}
}

// What cannot be true ends the reading at its place, with the pages before it.
func TestWrongLines(t *testing.T) {
	good := `{"start":0,"length":4096,"unit":1,"extents":[0,1]}`
	for name, line := range map[string]string{
		"negative start":       `{"start":-1,"length":4096,"unit":1,"extents":[]}`,
		"negative length":      `{"start":0,"length":-4096,"unit":1,"extents":[]}`,
		"past the disk":        `{"start":1048576,"length":1,"unit":1,"extents":[]}`,
		"far past the disk":    `{"start":9223372036854775807,"length":9223372036854775807,"unit":1,"extents":[]}`,
		"past the page":        `{"start":0,"length":4096,"unit":1,"extents":[0,4097]}`,
		"past it by its gap":   `{"start":0,"length":4096,"unit":512,"extents":[8,1]}`,
		"past it together":     `{"start":0,"length":4096,"unit":512,"extents":[1,2,3,3]}`,
		"past it by overflow":  `{"start":0,"length":4096,"unit":4611686018427387904,"extents":[0,4]}`,
		"sum beyond int64":     `{"start":0,"length":4096,"unit":1,"extents":[9223372036854775807,9223372036854775807]}`,
		"beyond int64":         `{"start":0,"length":4096,"unit":1,"extents":[0,9223372036854775808]}`,
		"negative gap":         `{"start":0,"length":4096,"unit":1,"extents":[5,5,-3,1]}`,
		"empty extent":         `{"start":0,"length":4096,"unit":1,"extents":[5,0]}`,
		"odd count":            `{"start":0,"length":4096,"unit":1,"extents":[5]}`,
		"no unit":              `{"start":0,"length":4096,"unit":0,"extents":[5,1]}`,
		"negative unit":        `{"start":0,"length":4096,"unit":-512,"extents":[5,1]}`,
		"fraction":             `{"start":0,"length":4096,"unit":1,"extents":[1.5,1]}`,
		"trailing comma":       `{"start":0,"length":4096,"unit":1,"extents":[1,1,]}`,
		"leading zero":         `{"start":0,"length":4096,"unit":1,"extents":[01,1]}`,
		"text":                 `{"start":"0","length":4096,"unit":1,"extents":[]}`,
		"two lines in one":     good + good,
		"half a line":          `{"start":0,"length":4096,"unit":1,"extents":[`,
		"numbers without end":  `{"start":0,"length":` + strings.Repeat("9", 100000) + `}`,
		"nesting":              strings.Repeat("[", 100000),
		"too long":             `{"start":0,"length":4096,"unit":1,"extents":[` + strings.Repeat("1,1,", MaxLine/4) + `1,1]}`,
		"no object":            `7`,
		"zeros":                strings.Repeat("\x00", 100),
		"page in the footer":   `{"footer":7}`,
		"footer in the middle": `{"footer":{"pages":2,"extents":2,"sha256":"00"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			r, err := NewReader(strings.NewReader(textOf("3", "3", first, good, good, line, good)))
			if err != nil {
				t.Fatal(err)
			}
			c := drained(r)
			explained(t, r.Cut(), Damaged)
			if e := r.Cut().(*Error); len(c.pages) != 2 || !r.Damaged() || e.Line != 4 || e.Offset != int64(len(first)+2*len(good)+3) {
				t.Errorf("line %d, byte %d: %v: %+v", e.Line, e.Offset, r.Cut(), c)
			}
		})
	}
}

// A footer that is not right for the lines before it is not believed.
func TestWrongFooters(t *testing.T) {
	page := `{"start":0,"length":4096,"unit":1,"extents":[0,1]}`
	right := textOf("1", "1", first, page)
	for name, text := range map[string]string{
		"pages":        textOf("2", "1", first, page),
		"extents":      textOf("1", "0", first, page),
		"checksum":     strings.Replace(right, `:[0,1]`, `:[0,2]`, 1),
		"no checksum":  strings.Replace(right, `"sha256"`, `"sha257"`, 1),
		"lines after":  right + page + "\n",
		"a file after": right + right,
		"blanks after": right + strings.Repeat("\n", 100),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := NewReader(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if c := drained(r); len(c.pages) != 1 || !c.ended {
				t.Errorf("%+v", c)
			}
			explained(t, r.Cut(), Damaged)
		})
	}
	r, err := NewReader(strings.NewReader(right + "\n\n"))
	if err != nil || len(drained(r).pages) != 1 || r.Cut() != nil {
		t.Errorf("blank lines at the end: %v", r.Cut())
	}
}

// The example of the documentation is a file.
func TestDocumentedExample(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(string(doc)) {
		if line, ok := strings.CutPrefix(line, "//\t"); ok && strings.HasPrefix(strings.TrimSpace(line), `{"`) || strings.HasPrefix(line, `  "`) {
			if strings.HasPrefix(line, "{") && text.Len() > 0 {
				text.WriteByte('\n')
			}
			text.WriteString(strings.TrimSpace(line))
		}
	}
	sum := sha256.Sum256([]byte(text.String()[:strings.LastIndexByte(text.String(), '\n')+1]))
	r, err := NewReader(strings.NewReader(strings.Replace(text.String(), "…", hex.EncodeToString(sum[:]), 1)))
	if err != nil {
		t.Fatal(err)
	}
	c := drained(r)
	m, err := mapOf(c.header.Capacity, c.pages)
	if err != nil || r.Cut() != nil || !m.Complete() || m.Known() != c.footer.Known || m.Changed() != c.footer.Changed {
		t.Fatalf("%v, %v: %+v", err, r.Cut(), c)
	}
	want := []extent.Extent{{Start: 1048576, Length: 131072}, {Start: 1245184, Length: 327680}}
	if !reflect.DeepEqual(c.pages[0].Extents, want) || c.header.VM.Name != "sql01" || c.header.Checks[0].Found != "version 19" {
		t.Errorf("%+v", c)
	}
}
