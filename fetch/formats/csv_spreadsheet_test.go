package formats

import (
	"slices"
	"strings"
	"testing"
)

// A list of another tool may have a column state, and no end line.
func TestCSVOfOthersWithStates(t *testing.T) {
	for _, text := range []string{
		"start,length,state\n0,65536,changed\n131072,65536,unchanged\n",
		"start,length,state\n0,65536,changed\n131072,65536,unchanged\n131072,512,unchanged\n",
		"\"start\",\"length\",\"state\"\n0,65536,changed\n",
	} {
		got, err := readText(text, Options{Capacity: 1 << 20})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if kinds := kindsOf(got.r.Notes()); !slices.Contains(kinds, Ambiguous) {
			t.Errorf("%s: notes %v", text, kinds)
		}
		sameMap(t, disk{}.then(65536, changed).then(1<<20-65536, unchanged), got.m)
	}
}

// What cbtmap wrote is whole after a spreadsheet has had it, and still is not once it
// was cut.
func TestCSVThroughASpreadsheet(t *testing.T) {
	d := disk{}.then(512, unchanged).then(512, changed).then(1024, unchanged).then(100, unknown).then(1948, unchanged)
	var b strings.Builder
	if err := Write(&b, "csv", d.extentMap()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	bare := strings.ReplaceAll(lines[0], `"`, "")
	end := lines[len(lines)-1]
	table := func(separator, end string) string {
		all := append([]string{bare}, lines[1:len(lines)-1]...)
		return strings.ReplaceAll(strings.Join(all, "\r\n"), ",", separator) + "\r\n" + end
	}
	for name, text := range map[string]string{
		"filled up":         table(",", end+",\r\n"),
		"filled up twice":   table(",", end+",,\r\n,,\r\n"),
		"taken apart":       table(";", strings.Replace(end, ", ", "; ", 1)+";\r\n"),
		"trimmed":           table(",", strings.Replace(end, ", ", ",", 1)+",\r\n"),
		"in quotes":         table(",", `"`+end+`",,`+"\r\n"),
		"in pieces, quotes": table(";", `"`+strings.Replace(end, ", ", `";" `, 1)+`";`+"\r\n"),
		"tabs":              table("\t", strings.Replace(end, ", ", "\t ", 1)+"\t\r\n"),
		"without line end":  table(",", end+","),
		"named separator":   "sep=;\r\n" + table(";", end+";\r\n"),
		"its own, filled":   b.String() + ",,\n",
	} {
		got, err := readText(text, Options{})
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		if notes := got.r.Notes(); len(notes) > 0 {
			t.Errorf("%s: %v", name, notes)
		}
		sameMap(t, d, got.m)
	}
	for n := range len(end) - 1 {
		if got, err := readText(table(",", end[:n]+",\r\n"), Options{}); err == nil && !slices.Equal(kindsOf(got.r.Notes()), []string{NoCapacity}) {
			t.Errorf("%q is taken for an end: %v", end[:n], got.r.Notes())
		}
	}
}

// Excel wants to be told what stands between fields.
func TestCSVSeparatorLine(t *testing.T) {
	for _, text := range []string{
		"sep=;\nstart;length\n512;1024\n", "sep=,\nstart,length\n512,1024\n", "\"sep=;\"\r\nstart;length\r\n512;1024\r\n",
		"SEP=;\n512;1024\n", "sep=\t\nstart\tlength\n512\t1024\n",
	} {
		got, err := readText(text, Options{Capacity: 2048})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		sameMap(t, disk{}.then(512, unchanged).then(1024, changed).then(512, unchanged), got.m)
	}
}

// An end beside a length is not to contradict it.
func TestCSVLengthAndEnd(t *testing.T) {
	checkRefusals(t, "CSV", map[string]refusal{
		"another end": {"start,length,end\n0,512,512\n0,65536,10\n", 3, "does not end at 10"},
	})
	for _, text := range []string{"start,length,end\n512,1024,1536\n", "start,end,length\n512,1535,1024\n", "start,length,end\n512,1024,\n"} {
		got, err := readText(text, Options{Capacity: 2048})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		sameMap(t, disk{}.then(512, unchanged).then(1024, changed).then(512, unchanged), got.m)
	}
}

// Two things that may mean one thing or another are both told.
func TestCSVTellsAllThatIsAmbiguous(t *testing.T) {
	got, err := readText("start,end\n0,512\n", Options{Capacity: 1024})
	if err != nil {
		t.Fatal(err)
	}
	notes := got.r.Notes()
	if len(notes) != 1 || notes[0].Count != 1 || !strings.Contains(notes[0].Detail, "first byte after") || !strings.Contains(notes[0].Detail, "end mark") {
		t.Errorf("%+v", notes)
	}
}
