package reply_test

import "testing"

// FuzzSOAP holds any text, in any two pieces, against govmomi's decoder.
func FuzzSOAP(f *testing.F) { fuzz(f, soapProtocol) }

// FuzzJSON does the same with VI JSON.
func FuzzJSON(f *testing.F) { fuzz(f, jsonProtocol) }

func fuzz(f *testing.F, p protocol) {
	for _, text := range samples[p.name] {
		f.Add([]byte(text), uint16(len(text)/2))
	}
	f.Fuzz(func(t *testing.T, text []byte, split uint16) {
		_ = agree(t, p, text, int(split))
	})
}
