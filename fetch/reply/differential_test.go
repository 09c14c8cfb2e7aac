package reply_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// agree holds a reply against its meaning, of which protocol.decode is the oracle:
// what is read here is what that reads, and what is cut off or damaged here it does
// not take either. It does so with the body in one piece, and in two.
func agree(t interface {
	Helper()
	Fatalf(string, ...any)
}, p protocol, text []byte, split int) error {
	t.Helper()
	var r reply.Reader
	page := extent.Page{Start: 1, Length: 1, Extents: []extent.Extent{{Start: 1, Length: 1}}}
	err := p.read(&r, bytes.NewReader(text), &page)
	seen, ok := r.Seen()
	if !ok || !bytes.HasPrefix(text, seen) {
		t.Fatalf("%s: seen %q, %t of\n%q", p.name, seen, ok, text)
	}
	if !errors.Is(err, reply.ErrUnexpected) {
		want, wanted := p.decode(text)
		switch {
		case err == nil && wanted != nil:
			t.Fatalf("%s: %v, but govmomi says %v:\n%q", p.name, page, wanted, text)
		case err == nil && !same(page, want):
			t.Fatalf("%s: %v, but govmomi says %v:\n%q", p.name, page, want, text)
		case err != nil && (wanted == nil || err != io.ErrUnexpectedEOF && !errors.As(err, new(reply.Damage))):
			t.Fatalf("%s: %v, but govmomi says %v, %v:\n%q", p.name, err, want, wanted, text)
		}
	}
	first := extent.Page{Start: page.Start, Length: page.Length, Extents: append([]extent.Extent(nil), page.Extents...)}
	split = min(split, len(text))
	body := io.MultiReader(bytes.NewReader(text[:split]), bytes.NewReader(text[split:]))
	again := p.read(&r, body, &page)
	if again != err || !same(page, first) {
		t.Fatalf("%s: %v %v, but %v %v if split at %d:\n%q", p.name, first, err, page, again, split, text)
	}
	seen, _ = r.Seen()
	if left, _ := io.ReadAll(body); string(seen)+string(left) != string(text) {
		t.Fatalf("%s: seen %q, left %q of\n%q", p.name, seen, left, text)
	}
	return err
}

func TestWhatIsReadIsWhatGovmomiReads(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		read, tried := 0, 0
		t.Run(p.name, rapid.MakeCheck(func(t *rapid.T) {
			w := &writer{T: t, odd: rapid.Bool().Draw(t, "odd")}
			text := w.text(p)
			if w.odd {
				text = mutate(t, text)
			}
			err := agree(t, p, text, rapid.IntRange(0, len(text)).Draw(t, "split"))
			switch {
			case w.odd:
			case w.damaged && !errors.As(err, new(reply.Damage)):
				t.Fatalf("%s: %v for a reply that is damaged:\n%s", p.name, err, text)
			case err != nil && !w.damaged:
				t.Fatalf("%s: %v for a reply that is not odd:\n%s", p.name, err, text)
			}
			tried++
			if err == nil {
				read++
			}
		}))
		if read*3 < tried {
			t.Errorf("%s: %d replies of %d were read", p.name, read, tried)
		}
	}
}

func TestCutRepliesAreNoPages(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		t.Run(p.name, rapid.MakeCheck(func(t *rapid.T) {
			text := (&writer{T: t, sound: true}).text(p)
			text = bytes.TrimSpace(text)
			text = text[:rapid.IntRange(0, len(text)-1).Draw(t, "cut")]
			if err := agree(t, p, text, 0); err == nil {
				t.Fatalf("%s: a reply that was cut is read:\n%s", p.name, text)
			}
		}))
	}
}

func (w *writer) text(p protocol) []byte {
	if p.name == "soap" {
		return w.xml()
	}
	return w.json()
}

// mutate damages a text, sometimes.
func mutate(t *rapid.T, text []byte) []byte {
	text = bytes.Clone(text)
	for range rapid.IntRange(0, 2).Draw(t, "damages") {
		if len(text) == 0 {
			break
		}
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		n := rapid.IntRange(1, min(40, len(text)-at)).Draw(t, "bytes")
		switch rapid.IntRange(0, 4).Draw(t, "damage") {
		case 0:
			text = text[:at]
		case 1:
			text[at] = rapid.SampledFrom([]byte("<>/\"'{}[],:0a -\x00\xff&!?=")).Draw(t, "byte")
		case 2:
			text = append(text[:at], text[at+n:]...)
		case 3:
			text = append(text[:at+n], text[at:]...)
		}
	}
	return text
}
