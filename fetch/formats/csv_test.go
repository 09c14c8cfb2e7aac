package formats

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCSV(t *testing.T) {
	two := disk{}.then(65536, unchanged).then(131072, changed).then(65536, unchanged).then(512, changed)
	for name, text := range map[string]string{
		"plain":        "start,length\n65536,131072\n262144,512\n",
		"no header":    "65536,131072\n262144,512\n",
		"semicolons":   "65536;131072\n262144;512\n",
		"tabs":         "Offset\tSize\n65536\t131072\n262144\t512\n",
		"quotes":       "\"Start\",\"Length\"\r\n\"65536\",\"131072\"\r\n\"262144\",\"512\"\r\n",
		"hexadecimal":  "0x10000,0x20000\n0X40000,0x200\n",
		"spaces":       " start , length \n  65536 ,\t131072\n   \n262144, 512 \n",
		"comments":     "#TYPE Selected.Object\n# start,length\n\nstart,length\n65536,131072\n# middle\n\n262144,512\n",
		"end line":     "start,length,state\n65536,131072,changed\n262144,512,changed\n# end: 2 areas, disk of unknown size\n\n",
		"no line end":  "start,length,state\n65536,131072,changed\n262144,512,changed\n# end: 2 areas, disk of unknown size",
		"other order":  "name,length,status,start\nx,131072,changed,65536\ny,512,Changed,262144\n",
		"too much":     "start,length,end\n65536,131072\n262144,512,none\n",
		"units":        "Start (bytes);Length (bytes);Extra\n65536;131072;a\n262144;512\n",
		"states":       "Start,length,state\n0,65536,unchanged\n65536,131072,changed\n262144,512,changed\n",
		"three fields": "65536,131072,changed\n262144,512,changed\n",
		"in pieces":    "65536,65536\n131072,65536\n262144,512\n",
	} {
		got, err := readText(text, Options{})
		if err != nil || got.r.Format().ID != "csv" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(slices.Collect(spans(got.m)), two) {
			t.Errorf("%s: %v", name, slices.Collect(spans(got.m)))
		}
		if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{NoCapacity}) {
			t.Errorf("%s: notes %v", name, kinds)
		}
	}

	got, err := readText("Start,length,state\n0,512,unknown\n512,512,changed\n", Options{Capacity: 2048})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(512, unknown).then(512, changed).then(1024, unchanged), got.m)
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{Ambiguous}) {
		t.Errorf("notes %v: lines may be missing", kinds)
	}
	got, err = readText("begin,end\n0,512\n1024,2048\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(512, changed).then(512, unchanged).then(1024, changed), got.m)
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{Ambiguous, NoCapacity}) {
		t.Errorf("notes %v: an end may be that of the last byte", kinds)
	}

	checkRefusals(t, "CSV", map[string]refusal{
		"spreadsheet":         {"start,length\n1.1E+12,65536\n", 2, "“1.1E+12” was rounded, as spreadsheets do"},
		"German spreadsheet":  {"start;length\n0;512\n1,1E+12;65536\n", 3, "whole numbers first"},
		"without a header":    {"1.1E+12,65536\n", 1, "was rounded"},
		"fraction":            {"start,length\n0,65536.0\n", 2, "was rounded"},
		"thousands":           {"start;length\n0;65.536.000\n", 2, "not a whole number"},
		"beyond int64":        {"start,length\n0,9223372036854775808\n", 2, "63 bits"},
		"beyond, no header":   {"0,9223372036854775808\n", 1, "63 bits"},
		"negative":            {"start,length\n-1,512\n", 2, "at -1 with"},
		"negative length":     {"start,length\n0,-512\n", 2, "a length of -512 cannot be"},
		"backwards":           {"start,end\n512,0\n", 2, "cannot be"},
		"too few":             {"start,length\n0,512\n512\n", 3, "1 columns, not 2"},
		"too many, no header": {"0,512\n512,512,512\n", 2, "3 columns, not 2"},
		"words later":         {"0,512\nthat,is all\n", 2, "“that” is not a whole number"},
		"unknown state":       {"start,length,state\n0,512,dirty\n", 2, "“dirty” is none of"},
		"no state":            {"start,length,state\n0,512,\n", 2, "none of"},
		"too many":            {"start,length\n0,512,7\n", 2, "3 columns, not 2"},
		"doubled":             {"start,length,size\n0,512,7\n", 1, "“length” and “size” say the same"},
		"doubled state":       {"start,length,state,status\n0,512,changed,unknown\n", 1, "say the same"},
		"in a number":         {"start,length\n0,512\n512,51", 3, "middle of its contents"},
		"after a number":      {"start,length\n0,512\n512,512", 3, "middle of its contents"},
		"in the header":       {"start,length", 1, "middle of its contents"},
		"no end line":         {csvOwnHeader + "\n0,512,changed\n", 3, "middle of its contents"},
		"end line cut off":    {csvOwnHeader + "\n0,512,changed\n# end: 1 areas, disk of 10", 3, "middle of its contents"},
		"lines missing":       {"start,length,state\n0,512,changed\n# end: 2 areas, disk of 1024 bytes\n", 4, "1 areas are listed"},
		"quote":               {"start,length\n0,\"512\n", 2, "quotes"},
		"quote inside":        {"start,length\n0,5\"12\n", 2, "quotes"},
		"signs":               {"start,length\n0,0x-5\n", 2, "not a whole number"},
	})
	for _, text := range []string{
		"Dear all, please find attached\n", "3, 4 people said\n", "1,2,3,4\n", "start\n1\n", "12\n", "a,b\n1,2\n", "1,2,three\n", "start length\n1 2\n", "0x,1\n",
		"name,size\nx,512\n",
	} {
		if got, err := readText(text, Options{}); err == nil {
			t.Errorf("%q is taken for %s", text, got.r.Format().ID)
		}
	}
}

// A list that says where it ends is whole, and needs nobody to say how large the
// disk is. Cut off anywhere it is not, and what is left of it is right.
func TestCSVEnd(t *testing.T) {
	const text = csvOwnHeader + "\n512,512,changed\n2048,100,unknown\n# end: 2 areas, disk of 4096 bytes\n"
	truth := disk{}.then(512, unchanged).then(512, changed).then(1024, unchanged).then(100, unknown).then(1948, unchanged)
	for _, given := range []int64{0, 4096} {
		got, err := readText(text, Options{Capacity: given})
		if err != nil || len(got.r.Notes()) != 0 {
			t.Fatalf("%v, %v", err, got.r.Notes())
		}
		sameMap(t, truth, got.m)
		for n := range len(text) - 1 {
			got, err := readText(text[:n], Options{Capacity: given})
			if err == nil {
				t.Fatalf("the first %d bytes are taken for whole", n)
			}
			if got.m != nil {
				honest(t, truth, got.m)
			}
		}
	}
}

// However a list is laid out, it is read as it was.
func TestCSVIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDisk(t, 1, changed, unchanged, unknown)
		separator := rapid.SampledFrom([]string{",", ";", "\t"}).Draw(t, "separator")
		format := rapid.SampledFrom([]string{"%d", "0x%x", `"%d"`, " %d "}).Draw(t, "number")
		between := rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", "\n# note\n"}).Draw(t, "between")
		ends := rapid.Bool().Draw(t, "ends")
		line := func(cells ...string) string { return strings.Join(cells, separator) + between }
		var b strings.Builder
		if ends {
			b.WriteString(line("Start", "State", "End"))
		} else {
			b.WriteString(line("Start", "Length", "State"))
		}
		for _, r := range d {
			start, length, end := fmt.Sprintf(format, r.start), fmt.Sprintf(format, r.length), fmt.Sprintf(format, r.start+r.length)
			if name := csvStateNames[r.state]; ends {
				b.WriteString(line(start, name, end))
			} else {
				b.WriteString(line(start, length, name))
			}
		}
		text := b.String()
		got, err := readText(text, Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		sameMap(t, d, got.m)
	})
}
