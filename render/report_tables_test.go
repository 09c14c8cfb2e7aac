package render

import (
	"strings"
	"testing"
)

// Columns stay apart also where a disk is as large as bytes can be counted.
func TestBlocksOfTheLargestDisk(t *testing.T) {
	for _, complete := range []bool{true, false} {
		var r Report
		r.Changed.Bytes, r.Coverage.Complete = 1<<63-1, complete
		r.Amplification = []ReportBlocks{{BlockBytes: 64 << 10, Blocks: 1 << 47, Bytes: 1<<63 - 1, Factor: 1}}
		var b strings.Builder
		r.writeBlocks(&b)
		if text := b.String(); !strings.Contains(text, " 140,737,488,355,328 ") {
			t.Errorf("%s", text)
		} else if strings.Contains(text, "…") {
			t.Errorf("something is cut:\n%s", text)
		}
	}
}
