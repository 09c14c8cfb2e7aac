package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// rbdText is a list of changes, of numbers that are start, length, start, length…
func rbdText(numbers ...int64) string {
	var all []string
	for i := 0; i < len(numbers); i += 2 {
		all = append(all, fmt.Sprintf(`{"offset":%d,"length":%d,"exists":"true"}`, numbers[i], numbers[i+1]))
	}
	return "[" + strings.Join(all, ",\n") + "]"
}

func TestOddAreas(t *testing.T) {
	for name, c := range map[string]struct {
		numbers  []int64
		given    int64
		capacity int64
		changed  int64
		notes    []string
		unsound  bool
		err      string
	}{
		"in order":         {numbers: []int64{0, 10, 10, 10, 50, 10}, given: 100, capacity: 100, changed: 30},
		"unsorted":         {numbers: []int64{50, 10, 0, 10}, given: 100, capacity: 100, changed: 20, notes: []string{Unsorted}, unsound: true},
		"all the way back": {numbers: []int64{50, 10, 40, 10, 30, 10}, given: 100, capacity: 100, changed: 30, notes: []string{Unsorted}, unsound: true},
		"overlapping":      {numbers: []int64{0, 20, 10, 20}, given: 100, capacity: 100, changed: 30, notes: []string{Overlap}, unsound: true},
		"twice":            {numbers: []int64{10, 10, 10, 10}, given: 100, capacity: 100, changed: 10, notes: []string{Overlap}, unsound: true},
		"within another":   {numbers: []int64{0, 50, 10, 10, 50, 10}, given: 100, capacity: 100, changed: 60, notes: []string{Overlap}, unsound: true},
		"no bytes":         {numbers: []int64{0, 0, 10, 0, 20, 10}, given: 100, capacity: 100, changed: 10, notes: []string{ZeroLength}},
		"past the end":     {numbers: []int64{90, 20, 200, 50}, given: 100, capacity: 100, changed: 10, notes: []string{OutOfRange}},
		"not said":         {numbers: []int64{90, 20, 200, 50}, capacity: 250, changed: 70, notes: []string{NoCapacity}},
		"before the disk":  {numbers: []int64{0, 10, -10, 20}, err: "starts at -10"},
		"negative length":  {numbers: []int64{0, 10, 50, -1}, err: "length of -1"},
		"no end":           {numbers: []int64{0, 10, 1 << 62, 1 << 62}, err: "63 bits"},
	} {
		got, err := readText(rbdText(c.numbers...), Options{Capacity: c.given})
		if c.err != "" {
			var wrong *SyntaxError
			if !errors.As(err, &wrong) || !strings.Contains(wrong.What, c.err) || wrong.Line != 2 || got.m.Known() != 10 || !got.r.Sound() {
				t.Errorf("%s: %v, knows %d bytes", name, err, got.m.Known())
			}
			continue
		}
		if err != nil || got.m.Capacity() != c.capacity || !got.m.Complete() || got.m.Changed() != c.changed ||
			!slices.Equal(kindsOf(got.r.Notes()), c.notes) || got.r.Sound() == c.unsound {
			t.Errorf("%s: %v, capacity %d, changed %d, notes %v, sound %t", name, err, got.m.Capacity(), got.m.Changed(), got.r.Notes(), got.r.Sound())
		}
	}
}

// Records in any order make the map of a simple oracle, byte by byte, and a map
// and a list differ only in what they leave out.
func TestCoverage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const disk = 64
		records := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record {
			return record{rapid.Int64Range(0, disk).Draw(t, "start"), rapid.Int64Range(0, 20).Draw(t, "length"),
				rapid.SampledFrom([]state{changed, unchanged, unknown}).Draw(t, "state")}
		}), 0, 12).Draw(t, "records")
		if rapid.Bool().Draw(t, "sorted") {
			slices.SortFunc(records, func(a, b record) int { return int(a.start - b.start) })
		}
		full, breaks := rapid.Bool().Draw(t, "full"), rapid.Bool().Draw(t, "breaks off")

		var isKnown, isChanged, isDoubted [disk]bool
		at := int64(0)
		mark := func(from, to int64, set *[disk]bool) {
			for i := from; i < min(to, disk); i++ {
				set[i] = true
			}
		}
		for _, r := range records {
			end := min(r.start+r.length, disk)
			if r.start >= end {
				continue
			}
			if !full {
				mark(at, r.start, &isKnown)
			}
			if r.state != unknown {
				mark(r.start, end, &isKnown)
			} else {
				mark(r.start, end, &isDoubted)
			}
			if r.state == changed {
				mark(r.start, end, &isChanged)
			}
			at = max(at, end)
		}
		if !full && !breaks {
			mark(at, disk, &isKnown)
		}

		err := io.EOF
		if breaks {
			err = io.ErrUnexpectedEOF
		}
		c := &coverage{from: &listed{records, err}, t: newText(strings.NewReader("")), about: &about{}, full: full, given: disk,
			early: early{most: rapid.IntRange(1, 12).Draw(t, "most gathered")}}
		m := extent.New(disk)
		for {
			p, got := c.next()
			if got != nil {
				if got != err {
					t.Fatal(got)
				}
				break
			}
			if err := m.Add(p); err != nil || p.Length <= 0 {
				t.Fatal(p, err)
			}
		}
		m = without(m, c.doubted())
		for i := range int64(disk) {
			want := extent.Sum{}
			if isChanged[i] || isKnown[i] && !isDoubted[i] {
				want.Known = 1
			}
			if isChanged[i] {
				want.Changed = 1
			}
			if got := m.Sum(i, i+1); got != want {
				t.Fatalf("byte %d: %+v, want %+v", i, got, want)
			}
		}
	})
}

type listed struct {
	list []record
	err  error
}

func (l *listed) next() (record, error) {
	if len(l.list) == 0 {
		return record{}, l.err
	}
	r := l.list[0]
	l.list = l.list[1:]
	return r, nil
}

// Pages are as long as those of a server at most, and hold all that there is.
func TestPagesAreShort(t *testing.T) {
	pages, extents := count(t, large[3].text(MostExtents*3+1))
	if pages != 4 || extents != MostExtents*3+1 {
		t.Errorf("%d pages, %d extents", pages, extents)
	}
}

func TestEBS(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no size":          {`{"ChangedBlocks":[{"BlockIndex":1}],"VolumeSize":1}`, "no BlockSize"},
		"no index":         {`{"ChangedBlocks":[{"SecondBlockToken":"x"}],"VolumeSize":1,"BlockSize":1}`, "no BlockIndex"},
		"bad size":         {`{"ChangedBlocks":[],"VolumeSize":1,"BlockSize":0}`, "BlockSize of 0"},
		"bad volume":       {`{"ChangedBlocks":[],"VolumeSize":-1,"BlockSize":512}`, "VolumeSize of -1"},
		"large volume":     {`{"ChangedBlocks":[],"VolumeSize":8589934592,"BlockSize":512}`, "VolumeSize of 8,589,934,592"},
		"another size":     {`{"ChangedBlocks":[{"BlockIndex":1}],"BlockSize":512}{"ChangedBlocks":[{"BlockIndex":9}],"BlockSize":1024}`, "not that of the page before"},
		"far away":         {`{"BlockSize":524288,"ChangedBlocks":[{"BlockIndex":9223372036854775807}]}`, "63 bits"},
		"twice":            {`{"BlockSize":512,"ChangedBlocks":[{"BlockIndex":1,"BlockIndex":2}]}`, "BlockIndex is there twice"},
		"blocks twice":     {`{"BlockSize":512,"ChangedBlocks":[],"ChangedBlocks":[]}`, "ChangedBlocks is there twice"},
		"size before them": {`{"BlockSize":512,"VolumeSize":1,"ChangedBlocks":[{"BlockIndex":0}]}`, ""},
		"null":             {`{"BlockSize":512,"VolumeSize":1,"ChangedBlocks":null}`, ""},
	} {
		got, err := readText(c.text, Options{})
		if c.want == "" {
			if err != nil || got.m.Capacity() != 1<<30 || !got.m.Complete() {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestChangeInfo(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"not deep enough":    {`{"StartOffset":0,"Length":512,"ChangedArea":["VMware.Vim.DiskChangeExtent"]}`, "-Depth"},
		"not deep, one text": {`{"StartOffset":0,"Length":512,"ChangedArea":"VMware.Vim.DiskChangeExtent VMware.Vim.DiskChangeExtent"}`, "-Depth"},
		"no start":           {`{"length":512,"changedArea":[]}`, "no startOffset"},
		"no length":          {`{"startOffset":512,"changedArea":[]}`, "no length"},
		"half an area":       {`{"startOffset":0,"length":512,"changedArea":[{"start":1}]}`, "no start or no length"},
		"another name":       {`{"startOffset":0,"length":512,"extents":[{"start":1,"length":5}]}`, "under a name that is not known"},
		"another name, one":  {`{"startOffset":0,"length":512,"Extent":{"Start":1,"Length":5}}`, "under a name that is not known"},
		"value and more":     {`{"startOffset":0,"length":512,"changedArea":{"value":[],"start":1,"length":5}}`, "“start” is not expected"},
		"values and more":    {`{"value":[{"startOffset":0,"length":512}],"length":5}`, "“length” is not expected"},
		"negative page":      {`{"startOffset":-1,"length":512}`, "starts at -1"},
		"negative length":    {`{"startOffset":0,"length":-512}`, "length of -512"},
		"negative area":      {`{"startOffset":0,"length":512,"changedArea":[{"start":-1,"length":5}]}`, "starts at -1"},
		"no end":             {`{"startOffset":9223372036854775807,"length":1}`, "63 bits"},
		"twice":              {`{"startOffset":0,"StartOffset":1}`, "startOffset is there twice"},
	} {
		if _, err := readText(c.text, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// PowerShell 5.1 puts some lists into an object.
func TestPowerShell5(t *testing.T) {
	const page = `{"StartOffset":0,"Length":1024,"ChangedArea":{"value":[{"Start":512,"Length":512}],"Count":1}}`
	const last = `{"StartOffset":1024,"Length":512,"Odd":[{"start":1,"length":1}],"ChangedArea":[]}`
	for _, text := range []string{page + last, "[" + page + "," + last + "]", `{"value":[` + page + "," + last + `],"Count":2}`, `{"value":[` + page + `],"Count":1}` + last} {
		got, err := readText(text, Options{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		sameMap(t, disk{}.then(512, unchanged).then(512, changed).then(512, unchanged), got.m)
	}
}

// A file of two disks is of none.
func TestTwoDisks(t *testing.T) {
	const thin = `<superblock data_block_size="128"><diff left="1" right="2"/>`
	for text, want := range map[string]string{
		`{"ChangedBlocks":[{"BlockIndex":1}],"BlockSize":512,"VolumeSize":1}{"ChangedBlocks":[],"BlockSize":512,"VolumeSize":2}`: "two disks: a VolumeSize of 2",
		`[{"block_metadata":[{"size_bytes":1}],"volume_capacity_bytes":512},{"block_metadata":[],"volume_capacity_bytes":1024}]`: "two disks: a volume_capacity_bytes of 1,024",
		thin + `<diff left="1" right="3"/></superblock>`:                                                "two comparisons: “thin device 1” with “thin device 3”",
		thin + `</superblock><superblock data_block_size="256"><diff left="1" right="2"/></superblock>`: "two pools: a data block of 256",
	} {
		if _, err := readText(text, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := readText(thin+`<diff left="1" right="2"/></superblock>`+thin+"</superblock>", Options{}); err != nil {
		t.Error(err)
	}
}

// Where the file says that the disk ends, its silence ends as well.
func TestLargerThanTheFileSays(t *testing.T) {
	for _, text := range []string{
		`{"ChangedBlocks":[{"BlockIndex":1}],"BlockSize":524288,"VolumeSize":1}`,
		`{"VolumeSize":1,"BlockSize":524288,"ChangedBlocks":{"BlockIndex":1}}`,
		`[{"volumeCapacityBytes":1073741824,"blockMetadataType":"VARIABLE_LENGTH"},{"volume_capacity_bytes":"1073741824","block_metadata":[{"byte_offset":524288,"size_bytes":524288}]}]`,
		`[{"block_metadata_type":2,"volume_capacity_bytes":1073741824},{"block_metadata":[{"byte_offset":524288,"size_bytes":524288}]}]`,
		"start,length,state\n524288,524288,changed\n# end: 1 areas, disk of 1073741824 bytes\n",
	} {
		truth := disk{}.then(512*kib, unchanged).then(512*kib, changed).then(1<<30-1<<20, unchanged)
		for given, d := range map[int64]disk{0: truth, 1 << 30: truth, 2 << 30: append(disk{}, truth...).then(1<<30, unknown)} {
			got, err := readText(text, Options{Capacity: given})
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			detail := ""
			for _, n := range got.r.Notes() {
				if detail += n.Detail; n.Kind != Ambiguous {
					t.Fatalf("%s: %v", text, n)
				}
			}
			if (given > 1<<30) != strings.Contains(detail, "and --capacity says") || got.r.Format().ID == "ebs" != strings.Contains(detail, pagesUnnumbered) {
				t.Fatalf("%s: %v, %v", text, err, got.r.Notes())
			}
			sameMap(t, d, got.m)
		}
	}
	_, err := readText(`[{"volume_capacity_bytes":512,"block_metadata":[{"byte_offset":5}]}]`, Options{})
	if err == nil || !strings.Contains(err.Error(), "no size_bytes") {
		t.Error(err)
	}
}

// Numbers and words may be in quotes or not.
func TestLooseValues(t *testing.T) {
	for _, text := range []string{
		`[{"offset":"512","length":"512","exists":true}]`,
		`[{"start":"512","length":512,"data":true,"depth":"0"}]`,
		`[{"offset":512,"length":"512","type":"0","description":"data"}]`,
	} {
		if got, err := readText(text, Options{Capacity: 1024}); err != nil || got.m.Changed() != 512 {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// No error shows half a character.
func TestQuotedCharacters(t *testing.T) {
	for text, want := range map[string]string{
		`[{"start":0,"length":0,"data":é`:                         "“é”",
		`[{"start":"` + strings.Repeat("x", 31) + `é"`:            "“" + strings.Repeat("x", 31) + "…”",
		`[{"start":0,"length":0,"data":true,"depth":0} é`:         "not “é”",
		`[{"start":0,"length":0,"data":true,"depth":0},` + "\xff": "not “?”",
	} {
		j := newJSON(newText(strings.NewReader(text)))
		f := newFlat(j.t, &about{}, []field{{key: "start"}, {key: "data", is: aBool}}, func(*values, *about) (record, string) { return record{}, "" })
		f.j = j
		_, err := f.next()
		for err == nil {
			_, err = f.next()
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// A reply is kept until its end, so it has a bound.
func TestLongReply(t *testing.T) {
	text := newText(strings.NewReader(`{"changedArea":[` + strings.Repeat(`{"start":0,"length":0},`, 100)))
	c := changeInfoKind.replies(text, &about{}).(*changeInfos)
	c.most = 50
	if _, err := c.next(); err == nil || !strings.Contains(err.Error(), "more than 50 areas") {
		t.Error(err)
	}
}

// Damage that only the packing knows of may be anywhere.
func TestDamagedPacking(t *testing.T) {
	b := packed(rbdText(0, 512, 1024, 512))
	b[len(b)-5] ^= 1 // of the checksum
	got, err := read(bytes.NewReader(b), Options{})
	if f := fault.Of(err); err == nil || got.r.Sound() || !strings.Contains(f.What, "packed") {
		t.Errorf("%v: %+v, sound %t", err, f, got.r.Sound())
	}
	cut := packed(rbdText(0, 512, 1024, 512))
	got, err = read(bytes.NewReader(cut[:len(cut)-1]), Options{})
	if !errors.Is(err, io.ErrUnexpectedEOF) || !got.r.Sound() || got.m.Changed() != 1024 {
		t.Errorf("%v, sound %t", err, got.r.Sound())
	}
	if _, err := read(strings.NewReader("\x1f\x8b\x00\x00"), Options{}); fault.Of(err).Advice == "" {
		t.Errorf("%v", err)
	}
}

// A disk that cannot be read any more is not a file that is wrong.
func TestReadError(t *testing.T) {
	broken := errors.New("input/output error")
	for _, text := range []string{"", rbdText(0, 512)[:30], rbdText(0, 512, 1024, 512)[:60]} {
		_, err := read(io.MultiReader(strings.NewReader(text), erring{broken}), Options{})
		if f := fault.Of(err); !errors.Is(err, broken) || !strings.Contains(f.What, "input/output error") || f.Advice == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

type erring struct{ err error }

func (f erring) Read([]byte) (int, error) { return 0, f.err }
