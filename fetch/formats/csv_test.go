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
		"ends":         "begin,end\n65536,196608\n262144,262656\n",
		"other order":  "name,length,status,start\nx,131072,changed,65536\ny,512,Changed,262144\n",
		"too much":     "start,length,end\n65536,131072\n262144,512,none\n",
		"units":        "Start (bytes);Length (bytes);Extra\n65536;131072;a;b\n262144;512;c\n",
		"states":       "start,length,state\n0,65536,unchanged\n65536,131072,changed\n262144,512,changed\n",
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

	got, err := readText("start,length,state\n0,512,unknown\n512,512,changed", Options{Capacity: 2048})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(512, unknown).then(512, changed).then(1024, unchanged), got.m)
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{Ambiguous}) {
		t.Errorf("notes %v: the last line may have been cut off", kinds)
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
