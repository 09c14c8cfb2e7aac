package formats

import (
	"bufio"
	"fmt"
	"math"
	"strconv"

	"cbtmap/fetch/extent"
)

// mapfileHead comes before the blocks. Its status is that of ddrescue when it is
// done, or before it has tried all of the disk.
const mapfileHead = `# Mapfile. Created by cbtmap
# + changed, - unchanged, ? unknown
# current_pos  current_status  current_pass
0x00000000     %c               1
#      pos        size  status
`

// writeMapfile writes all of the disk, one run of a state a line. Of a disk whose
// size nobody knows, all to the last byte that can be counted is unknown, as
// ddrescue has it.
func writeMapfile(w *bufio.Writer, m *extent.Map, unsized bool) error {
	end, done := m.Capacity(), mapfileChanged
	if unsized {
		end = math.MaxInt64
	}
	if unsized || !m.Complete() {
		done = mapfileUnknown
	}
	if _, err := fmt.Fprintf(w, mapfileHead, done); err != nil {
		return err
	}
	status := [3]byte{changed: mapfileChanged, unchanged: mapfileUnchanged, unknown: mapfileUnknown}
	for s := range spansTo(m, end) {
		b := appendHex(w.AvailableBuffer(), s.start)
		b = appendHex(append(b, "  "...), s.length)
		if _, err := w.Write(append(b, ' ', ' ', status[s.state], '\n')); err != nil {
			return err
		}
	}
	return nil
}

// appendHex appends a number as ddrescue writes it: at least eight digits, in
// capitals.
func appendHex(b []byte, n int64) []byte {
	b = append(b, "0x"...)
	at := len(b)
	for places := int64(1) << 28; places > 1 && n < places; places >>= 4 {
		b = append(b, '0')
	}
	b = strconv.AppendInt(b, n, 16)
	for i, c := range b[at:] {
		if 'a' <= c {
			b[at+i] = c - 'a' + 'A'
		}
	}
	return b
}
