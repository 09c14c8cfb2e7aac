package formats

import (
	"bufio"
	"strconv"

	"cbtmap/fetch/extent"
)

// writeCSV writes what changed, one extent a line:
//
//	start,length
//	65536,131072
//
// What is not listed has not changed. So a map that does not know all of the disk
// gets a third column, in which all that it does not know is listed as well:
//
//	start,length,state
//	65536,131072,changed
//	196608,65536,unknown
func writeCSV(w *bufio.Writer, m *extent.Map) error {
	header, ends := "start,length\n", [3]string{changed: "\n"}
	if !m.Complete() {
		header, ends = "start,length,state\n", [3]string{changed: ",changed\n", unknown: ",unknown\n"}
	}
	if _, err := w.WriteString(header); err != nil {
		return err
	}
	for s := range spans(m) {
		if ends[s.state] == "" {
			continue
		}
		b := strconv.AppendInt(w.AvailableBuffer(), s.start, 10)
		b = strconv.AppendInt(append(b, ','), s.length, 10)
		if _, err := w.Write(append(b, ends[s.state]...)); err != nil {
			return err
		}
	}
	return nil
}
