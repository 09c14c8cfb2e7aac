package formats

import (
	"bufio"
	"strconv"

	"cbtmap/fetch/extent"
)

// writeCSV writes what changed, one extent a line, and at its end how many there are:
//
//	start,length,"state"
//	65536,131072,changed
//	196608,65536,unknown
//	# end: 2 areas, disk of 107374182400 bytes
//
// What is not listed has not changed. So all that the map does not know is listed as
// well.
func writeCSV(w *bufio.Writer, m *extent.Map, what writing) error {
	if _, err := w.WriteString(csvOwnHeader + "\n"); err != nil {
		return err
	}
	areas := int64(0)
	for s := range spans(m) {
		if s.state == unchanged {
			continue
		}
		areas++
		b := strconv.AppendInt(w.AvailableBuffer(), s.start, 10)
		b = strconv.AppendInt(append(b, ','), s.length, 10)
		b = append(append(b, ','), csvStateNames[s.state]...)
		if _, err := w.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	capacity := m.Capacity()
	if what.unsized {
		capacity = 0
	}
	_, err := w.WriteString(what.ending(areas, csvListed, capacity))
	return err
}
