package formats

import (
	"bufio"
	"fmt"
	"math"
	"strconv"

	"cbtmap/fetch/extent"
)

// mapfileOwn is what cbtmap begins a mapfile with. Who finds it knows that there must
// be an end line.
const mapfileOwn = "# Mapfile. Created by cbtmap, which counts the blocks in its last line"

// mapfileListed is what that line counts.
const mapfileListed = "blocks"

// mapfileHead comes before the blocks. Its status is that of ddrescue when it is
// done, or before it has tried all of the disk.
const mapfileHead = mapfileOwn + `
# + changed, - unchanged, ? unknown
# current_pos  current_status  current_pass
0x00000000     %c               1
#      pos        size  status
`

// writeMapfile writes all of the disk, one run of a state a line, and at its end how
// many there are. Of a disk whose size nobody knows, all to the last byte that can be
// counted is unknown, as ddrescue has it.
func writeMapfile(w *bufio.Writer, m *extent.Map, what writing) error {
	capacity, done := m.Capacity(), mapfileChanged
	end := capacity
	if what.unsized {
		capacity, end = 0, math.MaxInt64
	}
	if what.unsized || !m.Complete() {
		done = mapfileUnknown
	}
	if _, err := fmt.Fprintf(w, mapfileHead, done); err != nil {
		return err
	}
	status := [3]byte{changed: mapfileChanged, unchanged: mapfileUnchanged, unknown: mapfileUnknown}
	blocks := int64(0)
	for s := range spansTo(m, end) {
		blocks++
		b := appendHex(w.AvailableBuffer(), s.start)
		b = appendHex(append(b, "  "...), s.length)
		if _, err := w.Write(append(b, ' ', ' ', status[s.state], '\n')); err != nil {
			return err
		}
	}
	_, err := w.WriteString(what.ending(blocks, mapfileListed, capacity))
	return err
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
