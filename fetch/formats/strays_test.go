package formats

import (
	"strings"
	"testing"

	"cbtmap/fetch/fault"
)

// An object that is no page must not stand for one: what it does not say is not
// unchanged.
func TestStrayObjects(t *testing.T) {
	const (
		ebs   = `{"ChangedBlocks":[{"BlockIndex":0}],"VolumeSize":3,"BlockSize":524288,"NextToken":"AAAD"}`
		csi   = `{"block_metadata_type":1,"volume_capacity_bytes":1073741824,"block_metadata":[{"byte_offset":0,"size_bytes":65536}]}`
		bare  = `"block_metadata_type":1,"volume_capacity_bytes":1073741824`
		block = `[{` + bare + `,"block_metadata":[{"byte_offset":0,"size_bytes":65536},`
	)
	for _, c := range []struct{ text, want string }{
		{ebs + "\n" + `{"Message":"Request throttled 5ecret","Reason":"REQUEST_THROTTLED"}`, "no page: it has neither ChangedBlocks nor Blocks, but the keys “message”, “reason”"},
		{ebs + "\n{}", "no page: it has neither ChangedBlocks nor Blocks, but no other keys"},
		{"[" + ebs + ",\n{\"Error\":{}}]", "no page: it has neither ChangedBlocks nor Blocks, but the key “error”"},
		{ebs + "\n" + `{"VolumeSize":3,"BlockSize":524288,"changedBlocksV2":[]}`, "no page"},
		{ebs + "\n" + `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}`, "“e” and others"},
		{csi + "\n" + `{"code":4,"message":"deadline exceeded 5ecret"}`, "no message with block_metadata, but has the keys “code”, “message”"},
		{csi + "\n" + `{"error":{"code":4}}`, "but has the key “error”"},
		{csi + "\n{}", "but has no other keys"},
		{"[" + csi + ",\n{}]", "but has no other keys"},
		{csi + "\n{" + bare + `,"block_metadatas":[{"byte_offset":0,"size_bytes":65536}]}`, "under a name that is not known: the key “blockmetadatas”"},
		{csi + "\n{" + bare + `,"blocks":{"size_bytes":65536}}`, "under a name that is not known: the key “blocks”"},
		{block + "\n" + `{"start":131072,"size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{block + "\n" + `{"size_bytes":65536,"offset":131072}]}]`, "no byte_offset, but a number that is called “offset”"},
		{block + "\n" + `{"offset":"131072","sizeBytes":"65536"}]}]`, "no byte_offset, but a number that is called “offset”"},
		{csi + "\n{" + bare + `,"block_metadata_type":1}`, "block_metadata_type is there twice"},
	} {
		got, err := readText(c.text, Options{})
		f := fault.Of(err)
		if err == nil || !strings.Contains(f.What, c.want) || !strings.Contains(f.What, "line 2, ") || strings.Contains(f.What, "5ecret") ||
			strings.Contains(f.What, "this object is no") != strings.Contains(f.Advice, "ask it again") {
			t.Errorf("%s: %+v", c.text, f)
			continue
		}
		if got.m.Complete() && got.m.Capacity() > 1<<20 {
			t.Errorf("%s: all of the disk is known", c.text)
		}
	}
	// What is left out in full is left out on purpose.
	for _, text := range []string{
		csi + "{" + bare + "}", csi + "{" + bare + `,"later":5}`, csi + "{" + bare + `,"block_metadata":null}`,
		block + `{"byte_offset":65536,"size_bytes":65536,"later":7}]}]`, block + `{"size_bytes":65536,"provider":"x"}]}]`,
	} {
		if got, err := readText(text, Options{}); err != nil || !got.m.Complete() {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What was put together of parts may lack one of them, and says so.
func TestPartsWithoutAnEnd(t *testing.T) {
	const (
		page    = `{"ChangedBlocks":[{"BlockIndex":1}],"VolumeSize":1,"BlockSize":524288}`
		blocks  = `{"Blocks":[{"BlockIndex":1}],"VolumeSize":1,"BlockSize":524288}`
		message = `{"block_metadata_type":1,"volume_capacity_bytes":1048576,"block_metadata":[{"size_bytes":1}]}`
		next    = `{"block_metadata_type":1,"volume_capacity_bytes":1048576,"block_metadata":[{"byte_offset":5,"size_bytes":1}]}`
		listed  = "not in a list"
	)
	for text, want := range map[string]string{
		page:                               pagesUnnumbered,
		"[" + page + "]":                   pagesUnnumbered,
		blocks:                             "counts as changed; " + pagesUnnumbered,
		message:                            listed,
		message + next:                     listed,
		"[" + message + "]" + next:         listed,
		message + "[" + next + "]":         listed,
		"[" + message + "][" + next + "]":  listed,
		"[" + message + "]":                "",
		"[" + message + ",\n" + next + "]": "",
		strings.Replace(page, "}]", `}],"NextToken":"A"`, 1): "goes on elsewhere",
	} {
		got, err := readText(text, Options{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		notes := got.r.Notes()
		if (want == "") != (len(notes) == 0) || want != "" && (len(notes) != 1 || notes[0].Count != 1 || !strings.Contains(notes[0].Detail, want)) {
			t.Errorf("%s: %+v, want %q", text, notes, want)
		}
	}
}
