package formats

import (
	"strings"
	"testing"
)

// A help text is made of these.
func TestAll(t *testing.T) {
	ids := map[string]bool{}
	for _, f := range All() {
		if f.ID == "" || ids[f.ID] || f.Name == "" || f.Rule == "" || f.Command == "" || f.Writes != (f.Suffix != "") {
			t.Errorf("%+v", f)
		}
		if strings.HasSuffix(f.Rule, ".") || strings.ContainsAny(f.Rule+f.Name+f.Command, "\n\t") {
			t.Errorf("%+v", f)
		}
		ids[f.ID] = true
	}
	if len(ids) != len(kinds()) || All()[0].ID != "cbtmap" {
		t.Errorf("%d formats are listed, and %d are read", len(ids), len(kinds()))
	}
}
