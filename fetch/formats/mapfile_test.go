package formats

import (
	"slices"
	"testing"
)

// The example in the manual of GNU ddrescue, "Mapfile structure".
const manualMapfile = `# Mapfile. Created by GNU ddrescue version 1.27
# Command line: ddrescue -d -c18 /dev/fd0 fdimage mapfile
# Start time:   2015-07-21 09:37:44
# Current time: 2015-07-21 09:38:19
# Copying non-tried blocks... Pass 1 (forwards)
# current_pos  current_status  current_pass
0x00120000     ?               1
#      pos        size  status
0x00000000  0x00117000  +
0x00117000  0x00000200  -
0x00117200  0x00001000  /
0x00118200  0x00007E00  *
0x00120000  0x00048000  ?
`

func TestMapfile(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		d     disk
		notes []string
	}{
		"the manual's": {manualMapfile, disk{}.then(0x117000, changed).then(0x200, unchanged).then(0x50e00, unknown), []string{Ambiguous}},
		"numbers of C": {"0 + 1\n0 010 + # eight\n8 0X18\t-\n\n  32 0 +\n32 1 ?\n  ", disk{}.then(8, changed).then(24, unchanged).then(1, unknown), []string{ZeroLength, Ambiguous}},
		"no pass":      {"# old\r\n0x0 ?\r\n0x0 0x200 +\r\n", disk{}.then(512, changed), []string{Ambiguous}},
		"later start":  {"0 F 3\n512 512 +\n", disk{}.then(512, unknown).then(512, changed), []string{Ambiguous}},
		"no end":       {"0 + 1\n0 512 +\n512 0x7FFFFFFFFFFFFDFF ?\n", disk{}.then(512, changed), []string{NoCapacity}},
		"all is known": {"0 + 1\n0 512 +\n512 0x7FFFFFFFFFFFFDFF -\n", disk{}.then(512, changed).then(0x7FFFFFFFFFFFFDFF, unchanged), []string{Ambiguous}},
		"nothing":      {mapfileOwn + "\n0 + 1\n# end: 0 blocks, disk of unknown size\n", nil, []string{Silent}},
	} {
		got, err := readText(c.text, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sameMap(t, c.d, got.m)
		if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, c.notes) {
			t.Errorf("%s: notes %v", name, kinds)
		}
	}
	got, err := readText("0 + 1\n0 512 +\n512 0x7FFFFFFFFFFFFDFF ?\n", Options{Capacity: 1024})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(512, changed).then(512, unknown), got.m)

	checkRefusals(t, mapfileKind.Name, map[string]refusal{
		"no status line":  {mapfileOwn + "\n# head\n0x0 0x200 +\n", 3, "no status line"},
		"only comments":   {"# Mapfile. Created by GNU ddrescue version 1.27\n", 2, "middle of its contents"},
		"no status":       {"0 + 1\n0 512\n", 2, "no block"},
		"other status":    {"0 + 1\n0 512 +\n512 512 x\n", 3, "“x” is none of"},
		"long status":     {"0 + 1\n0 512 ++\n", 2, "no block"},
		"a word":          {"0 + 1\nzero 512 +\n", 2, "63 bits"},
		"negative":        {"0 + 1\n-1 512 +\n", 2, "63 bits"},
		"beyond int64":    {"0 + 1\n0 0x8000000000000000 +\n", 2, "63 bits"},
		"overflow":        {"0 + 1\n1 0x7FFFFFFFFFFFFFFF +\n", 2, "63 bits"},
		"octal":           {"0 + 1\n0 09 +\n", 2, "63 bits"},
		"cut off":         {"0 + 1\n0 512 +\n512 512 +", 3, "middle of its contents"},
		"cut in a number": {"0 + 1\n0 512 +\n512 51", 3, "middle of its contents"},
		"grouped":         {"0 + 1\n0 1_000 +\n", 2, "63 bits"},
	})
}
