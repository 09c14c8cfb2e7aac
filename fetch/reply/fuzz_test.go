package reply_test

import (
	"testing"

	"pgregory.net/rapid"
)

// FuzzSOAP holds any text, in any two pieces, against govmomi's decoder.
func FuzzSOAP(f *testing.F) { fuzz(f, soapProtocol) }

// FuzzJSON does the same with VI JSON.
func FuzzJSON(f *testing.F) { fuzz(f, jsonProtocol) }

func fuzz(f *testing.F, p protocol) {
	for _, text := range samples[p.name] {
		f.Add([]byte(text), uint16(len(text)/2))
	}
	any := rapid.Custom(func(t *rapid.T) []byte {
		return (&writer{T: t, odd: rapid.Bool().Draw(t, "odd")}).text(p)
	})
	for seed := range 60 {
		text := any.Example(seed)
		f.Add(text, uint16(len(text)*seed/60))
	}
	f.Fuzz(func(t *testing.T, text []byte, split uint16) {
		_ = agree(t, p, text, int(split))
	})
}
