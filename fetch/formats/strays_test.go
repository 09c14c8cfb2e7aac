package formats

import (
	"fmt"
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
		{ebs + "\n" + `{"Message":"Request throttled 5ecret","Reason":"REQUEST_THROTTLED"}`, "no page: it has neither ChangedBlocks nor Blocks, and the keys “Message”, “Reason”"},
		{ebs + "\n{}", "no page: it has neither ChangedBlocks nor Blocks, and no other key"},
		{"[" + ebs + ",\n{\"Error\":{}}]", "no page: it has neither ChangedBlocks nor Blocks, and the key “Error”"},
		{ebs + "\n" + `{"VolumeSize":3,"BlockSize":524288,"changedBlocksV2":[]}`, "no page"},
		{ebs + "\n" + `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}`, "“e” and others"},
		{csi + "\n" + `{"code":4,"message":"deadline exceeded 5ecret"}`, "no message: it lacks block_metadata, and has the keys “code”, “message”"},
		{csi + "\n" + `{"error":{"code":4}}`, "and has the key “error”"},
		{csi + "\n{}", "and has no other key"},
		{"[" + csi + ",\n{}]", "and has no other key"},
		{csi + "\n{" + bare + `,"block_metadatas":[{"byte_offset":0,"size_bytes":65536}]}`, "under a name that is not known: the key “block_metadatas”"},
		{csi + "\n{" + bare + `,"blocks":{"size_bytes":65536}}`, "under a name that is not known: the key “blocks”"},
		{block + "\n" + `{"start":131072,"size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{block + "\n" + `{"size_bytes":65536,"offset":131072}]}]`, "no byte_offset, but a number that is called “offset”"},
		{block + "\n" + `{"offset":"131072","sizeBytes":"65536"}]}]`, "no byte_offset, but a number that is called “offset”"},
		{csi + "\n{" + bare + `,"block_metadata_type":1}`, "block_metadata_type is there twice"},
		{csi + "\n{" + bare + `,"error":"deadline 5ecret"}`, "under a name that is not known: the key “error”"},
		{csi + "\n{" + bare + `,"block_metadata":[],"blocks":[{"size_bytes":65536}]}`, "no block in its block_metadata, but something"},
		{csi + "\n{" + bare + `,"block_metadata":null,"error":{"code":4}}`, "no block in its block_metadata, but something"},
		{csi + "\n{" + bare + `,"error":{"code":4},"block_metadata":[]}`, "no block in its block_metadata, but something"},
		{block + "\n" + `{"start":"0x20000","size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{block + "\n" + `{"start":"131,072","size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{block + "\n" + `{"start":"1.3e5","size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{block + "\n" + `{"start":"2000a","size_bytes":65536}]}]`, "no byte_offset, but a number that is called “start”"},
		{ebs + "\n" + `{"ChangedBlocks":[],"Changed_Blockss":[{"BlockIndex":1}],"VolumeSize":3,"BlockSize":524288}`, "this page has no block, but something under a name"},
		{ebs + "\n" + `{"ChangedBlocks":[],"Message":"5ecret","VolumeSize":3,"BlockSize":524288}`, "this page has no block, but something under a name"},
		{ebs + "\n" + `{"ChangedBlocks":null,"Errors":{}}`, "this page has no block, but something under a name"},
	} {
		got, err := readText(c.text, Options{})
		f := fault.Of(err)
		if err == nil || !strings.Contains(f.What, c.want) || !strings.Contains(f.What, "line 2, ") || strings.Contains(f.What, "5ecret") ||
			(strings.Contains(f.What, "this object is no") || strings.Contains(f.What, "a name that is not known")) != strings.Contains(f.Advice, "ask it again") {
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
		csi + "{" + bare + `,"block_metadata":[],"later":5,"error":"","cause":null}`, block + `{"volume":"pvc-5ab","size_bytes":65536}]}]`,
		strings.Replace(ebs, `,"NextToken":"AAAD"`, "", 1) + `{"ChangedBlocks":[],"ExpiryTime":"2026-01-01T00:00:00","ResponseMetadata":{"RetryAttempts":0},"VolumeSize":3,"BlockSize":524288}`,
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
	azure := func(start int, marker string) string {
		return fmt.Sprintf("<PageList><PageRange><Start>%d</Start><End>%d</End></PageRange>%s</PageList>", start, start+511, marker)
	}
	for text, want := range map[string]string{
		page:                                   pagesUnnumbered,
		"[" + page + "]":                       pagesUnnumbered,
		blocks:                                 "counts as changed; " + pagesUnnumbered,
		azure(512, "<NextMarker/>"):            "pages of ranges",
		azure(0, "<NextMarker/>"):              "",
		azure(1023, ""):                        "",
		azure(0, "<NextMarker>a</NextMarker>"): "goes on elsewhere",
		azure(0, "<NextMarker>a</NextMarker>") + azure(1023, ""): "pages of ranges",
		"<PageList><NextMarker/></PageList>":                     "pages of ranges",
		message:                                                  listed,
		message + next:                                           listed,
		"[" + message + "]" + next:                               listed,
		message + "[" + next + "]":                               listed,
		"[" + message + "][" + next + "]":                        listed,
		"[" + message + "]":                                      "",
		"[" + message + ",\n" + next + "]":                       "",
		strings.Replace(page, "}]", `}],"NextToken":"A"`, 1):     "goes on elsewhere",
	} {
		o := Options{}
		if text[0] == '<' {
			o.Capacity = 1 << 20
		}
		got, err := readText(text, o)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		notes := got.r.Notes()
		if (want == "") != (len(notes) == 0) || want != "" && (len(notes) != 1 || notes[0].Count != 1 || !strings.Contains(notes[0].Detail, want)) {
			t.Errorf("%s: %+v, want %q", text, notes, want)
		}
	}
}

// Text that stands bare in a reply of SOAP says something that nobody asked for.
func TestBareTextInAReply(t *testing.T) {
	for inner, whole := range map[string]bool{
		"\n":                 true,
		"deadline":           false,
		"<!-- a comment -->": true,
		"<changedArea>0 <start>0</start><length>512</length></changedArea>": false,
		"<changedArea>\n<start>0</start><length>512</length></changedArea>": true,
		"<length> 1024 </length>": false, // there twice
	} {
		text := envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>1024</length>"+inner+"</returnval></QueryChangedDiskAreasResponse>")
		if _, err := readText(text, Options{}); whole != (err == nil) {
			t.Errorf("%s: %v", inner, err)
		}
	}
}
