package main

import (
	"bytes"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestPicturesAreUpToDate draws all pictures again and compares them with the
// files beside this one: what they show, not how it is compressed, which may
// differ from one release of Go to the next.
func TestPicturesAreUpToDate(t *testing.T) {
	drawings, err := drawAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drawings {
		kept, err := os.ReadFile(d.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if !reflect.DeepEqual(decoded(t, d.name, kept), decoded(t, d.name, d.data)) {
			t.Errorf("%s is out of date: run `go run ./screenshots`", d.name)
		}
	}
}

func decoded(t *testing.T, name string, data []byte) any {
	t.Helper()
	if filepath.Ext(name) == ".gif" {
		film, err := gif.DecodeAll(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return film
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return img
}
