package picture

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/render"
)

// harmless are the elements that a file may have. None of them runs or fetches
// anything.
var harmless = []string{"svg", "title", "desc", "defs", "pattern", "path", "rect", "g", "text"}

// Whatever words a picture has, its file is well formed, and its words are text.
func TestWordsStayText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := wordy(t)
		if rapid.Bool().Draw(t, "hostile") {
			p.Title[0] = `</text><script>alert(1)</script>&lt;"'` + p.Title[0]
		}
		p.Width, p.Height = 400, 300
		var file bytes.Buffer
		if err := p.WriteSVG(&file); err != nil {
			t.Fatalf("write: %v", err)
		}
		decoder := xml.NewDecoder(&file)
		var words []string
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("read: %v", err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if !slices.Contains(harmless, e.Name.Local) {
					t.Fatalf("an element %q", e.Name.Local)
				}
				for _, a := range e.Attr {
					name := a.Name.Local
					if strings.HasPrefix(name, "on") || name == "href" || strings.Contains(a.Value, "url(") && !strings.HasPrefix(a.Value, "url(#") {
						t.Fatalf("an attribute %s=%q", name, a.Value)
					}
				}
			case xml.CharData:
				words = append(words, string(e))
			}
		}
		s := sceneOf(t, p)
		want := []string{s.title, s.desc}
		for _, x := range s.texts {
			want = append(want, x.s)
		}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "\n" || w == "" })
		want = slices.DeleteFunc(want, func(w string) bool { return w == "" })
		if !slices.Equal(words, want) {
			t.Fatalf("the texts\n%q, want\n%q", words, want)
		}
		for _, w := range words {
			if render.Clean(w) != w {
				t.Fatalf("%q is not clean", w)
			}
		}
	})
}

// A file of the usual size is small enough for a ticket.
func TestClustersMakeSmallFiles(t *testing.T) {
	var file bytes.Buffer
	if err := example(database(t, 100_000)).WriteSVG(&file); err != nil {
		t.Fatal(err)
	}
	if file.Len() > 500_000 {
		t.Errorf("%d bytes", file.Len())
	}
}
