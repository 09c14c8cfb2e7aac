package formats

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	"cbtmap/fetch/fault"
)

// What customers send instead of a map is called by its name, with what to do.
func TestNotMaps(t *testing.T) {
	const area = `{"Start":0,"Length":65536}`
	for name, c := range map[string]struct{ text, what, advice string }{
		"VHD":             {"conectix\x00\x00\x00\x02", "VHD image", "qemu-img map --output=json -f vpc"},
		"VHDX":            {"vhdxfileQ\x00E\x00", "VHDX image", "qemu-img map --output=json"},
		"gzip twice":      {string(packed(string(packed(rbdText(0, 512))))), "packed with gzip twice", "zcat"},
		"areas":           {"[" + area + ",\n" + area + "]", "without their reply", "leave .ChangedArea out: $vm."},
		"one area":        {area, "without their reply", "leave .ChangedArea out"},
		"lister's table":  {"Record#   VolCapBytes  BlockMetadataType   ByteOffset     SizeBytes\n------- --------------\n", "table of the snapshot-metadata-lister", "-o json"},
		"truncated":       {"WARNING: Resulting JSON is truncated as serialization has exceeded the set depth of 2.\n{\"StartOffset\":0,\"Length\":1}", "has left something out", "-Depth 5"},
		"in German":       {"WARNUNG: Resulting JSON is truncated as serialization has exceeded the set depth of 2.\r\n[]", "has left something out", "-Depth 5"},
		"report":          {`{"schema":"cbtmap.report/1","disk":{},"interval":{},"coverage":{},"changed":{},"audit":{"verdict":"x"}}`, "a report of cbtmap", "cbtmap export -o"},
		"reports":         {`[{"schema":"x","coverage":{"complete":true},"audit":{}}]`, "a report of cbtmap", "cbtmap export -o"},
		"web page":        {"<!DOCTYPE HTML>\n<html>", "web page", "log in"},
		"fault":           {`{"_typeName":"FileFault","faultMessage":[{"_typeName":"LocalizableMessage","key":"k","message":"Error caused by file /vmfs/a.vmdk"}],"file":"a"}`, "a fault (FileFault): Error caused by file /vmfs/a.vmdk", "ask the server again"},
		"fault, no words": {`{"_typeName":"NotFound\u001b[31m"}`, "a fault (NotFound [31m)", "ask the server again"},
		"localized":       {`{"_typeName":"LocalizedMethodFault","fault":{"_typeName":"X"},"localizedMessage":"it broke"}`, "a fault (LocalizedMethodFault): it broke", "ask"},
		"REST":            {`{"error_type":"UNAUTHENTICATED","messages":[{"args":[],"default_message":"Authentication required.","id":"x"}]}`, "a fault (UNAUTHENTICATED): Authentication required.", "ask"},
		"fault, cut off":  {`{"_typeName":"FileFault","faultMessage":[{"mess`, "a fault", "ask"},
		"odd fault":       {`{"_typeName":5,"faultMessage":"x"}`, "a fault", "ask"},
		"virtnbdbackup":   {virtnbdSaid, "a log of virtnbdbackup", virtnbdCut + "LOG | cbtmap open -"},
		"with colours":    {"\x1b[32m[2026-01-02 03:04:05]\x1b[0m\x1b[34m \x1b[36mINFO\x1b[0m lib common", "a log of virtnbdbackup", "sed -n"},
	} {
		_, err := readText(c.text, Options{})
		f := fault.Of(err)
		var u *UnknownError
		if !errors.As(err, &u) || !strings.Contains(f.What, c.what) || !strings.Contains(f.Advice, c.advice) || strings.Contains(f.What, "\x1b") {
			t.Errorf("%s: %v: %+v", name, err, f)
		}
	}
}

// virtnbdSaid is what virtnbdbackup -v leaves in its log (common.py, logFormat and
// dumpExtentJson; backup/disk.py).
const virtnbdSaid = `[2026-01-02 03:04:05] INFO lib common - printVersion [MainThread]: Version: 2.28 Arguments: virtnbdbackup -v
[2026-01-02 03:04:05] DEBUG root job - start [MainThread]: Sorted data files: 
['a', 'b']
[2026-01-02 03:04:06] INFO root disk - backup [vda]: Got 2 extents to backup.
[2026-01-02 03:04:06] DEBUG root disk - backup [vda]: [
    {
        "data": true,
        "length": 65536,
        "start": 0
    },
    {
        "data": false,
        "length": 983040,
        "start": 65536
    }
]
[2026-01-02 03:04:06] INFO root disk - backup [vda]: 1048576 bytes [1.0MiB] virtual disk size
`

// The command that the help gives cuts the list out of such a log.
func TestVirtnbdCut(t *testing.T) {
	quote := strings.Split(virtnbdCut, "'")
	if len(quote) != 3 || quote[0] != "sed -n " || strings.Contains(quote[1], " ") {
		t.Fatalf("%q could be broken between lines", virtnbdCut)
	}
	if !strings.HasPrefix(virtnbdKind.Command, "virtnbdbackup -v ") || !strings.Contains(virtnbdKind.Command, virtnbdCut) {
		t.Error(virtnbdKind.Command)
	}
	text := strings.Join(sedCut(virtnbdSaid), "\n") + "\n"
	if sed, err := exec.LookPath("sed"); err == nil {
		cut := exec.Command(sed, "-n", quote[1])
		cut.Stdin = strings.NewReader(virtnbdSaid)
		out, err := cut.Output()
		if err != nil || string(out) != text {
			t.Fatalf("%s, %v, want %s", out, err, text)
		}
	}
	got, err := readText(text, Options{})
	if err != nil || got.r.Format().ID != virtnbdKind.ID || got.m.Capacity() != 1<<20 || got.m.Changed() != 65536 || !got.m.Complete() {
		t.Errorf("%s: %v", text, err)
	}
}

// sedCut does what the command means, where there is no sed.
func sedCut(log string) (cut []string) {
	inside := false
	for _, line := range strings.Split(log, "\n") {
		if strings.HasSuffix(line, "]: [") {
			inside, line = true, "["
		}
		if inside {
			cut = append(cut, line)
		}
		inside = inside && !strings.HasPrefix(line, "]")
	}
	return cut
}
