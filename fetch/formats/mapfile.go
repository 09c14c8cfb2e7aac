package formats

import (
	"bytes"
	"io"
	"math"
	"strconv"
)

var mapfileKind = kind{
	Format: Format{
		ID:      "mapfile",
		Name:    "GNU ddrescue mapfile",
		Command: "ddrescue /dev/sdX disk.img disk.map",
		Rule:    "+ (rescued) is changed; - (bad sectors, red in ddrescueview) is unchanged; ?, * and / (not tried, trimmed or scraped) are unknown",
		Writes:  true,
		Suffix:  ".map",
	},
	fits:    fitsMapfile,
	full:    true,
	records: func(t *text, a *about) records { return &mapfile{t: t, about: a} },
}

// What a mapfile calls the three states when it is written.
const (
	mapfileChanged   = '+'
	mapfileUnchanged = '-'
	mapfileUnknown   = '?'
)

// mapfile reads what ddrescue and ddrescuelog write ("Mapfile structure" in the
// manual of GNU ddrescue):
//
//	# comments
//	0x00120000     ?               1     position, status, pass: once
//	0x00000000  0x00117000  +            start, size, status: one line a block
//
// Numbers are those of C: 0x hexadecimal, 0 octal, else decimal. Files from before
// passes were counted have none.
//
// Between two lines nobody sees that a mapfile was cut off, so that those of cbtmap
// have an end line, and say in their first one that they do.
type mapfile struct {
	t      *text
	about  *about
	began  bool  // the status line has been read
	at     place // of the line that was read last
	own    bool  // cbtmap made it, and it has an end line
	ended  bool  // the end line has been read
	blocks int64 // read so far
	reach  int64 // end of the one that reaches furthest, in bytes of the disk
}

func (m *mapfile) next() (record, error) {
	for {
		m.at = place{m.at.line + 1, m.t.offset()}
		line, err := m.t.line()
		if err == io.EOF && !m.began {
			err = io.ErrUnexpectedEOF
		}
		if err == io.EOF {
			err = m.end()
		}
		if err == io.EOF {
			return record{}, err
		}
		if err != nil {
			return record{}, m.t.failedAt(m.at, err)
		}
		fields := mapfileFields(line)
		switch {
		case len(fields) == 0:
			if err := m.comment(line); err != nil {
				return record{}, err
			}
		case m.ended:
			return record{}, m.wrong("the file goes on after the line that ends it")
		case !m.began:
			if !isMapfileStatus(fields) {
				return record{}, m.wrong("this is no status line: a position, a status and the number of a pass")
			}
			m.began = true
		default:
			if r, ok, err := m.block(fields); ok || err != nil {
				return r, err
			}
		}
	}
}

// comment looks for the first and the last line of a mapfile that cbtmap made.
func (m *mapfile) comment(line []byte) error {
	switch {
	case !m.own:
		m.own = !m.began && string(bytes.TrimSpace(line)) == mapfileOwn
		return nil
	case m.about.notes.noteTold(line), !bytes.HasPrefix(line, []byte("# end:")):
		return nil
	}
	blocks, capacity, ok := parseEndLine(string(bytes.TrimSpace(line)), mapfileListed)
	switch {
	case !ok:
		return m.wrong("this is no end of a mapfile: %s", quoted(line))
	case blocks != m.blocks:
		return m.wrong("%s blocks are listed, and the last line says that there are %s", grouped(m.blocks), grouped(blocks))
	case capacity > 0 && capacity != m.reach:
		return m.wrong("the blocks end at %s, and the last line says that the disk has %s bytes", grouped(m.reach), grouped(capacity))
	}
	m.ended = true
	return nil
}

// end is what comes after the last line: io.EOF if the mapfile is whole, as far as
// it says so.
func (m *mapfile) end() error {
	switch {
	case m.own && !m.ended, !m.own && m.blocks == 0: // no tool makes one without a block
		return io.ErrUnexpectedEOF
	case !m.own && m.about.given == 0 && !m.about.notes.have(NoCapacity):
		m.about.notes.also(Ambiguous, m.reach, 0, "this mapfile has no end mark: nothing proves that no line is missing at its end, "+
			"nor that the disk ends here; say how large it is, with --capacity")
	}
	return io.EOF
}

// block is the record of a line; ok is false if it does not speak of the disk.
func (m *mapfile) block(fields [][]byte) (r record, ok bool, err error) {
	if len(fields) != 3 || len(fields[2]) != 1 {
		return r, false, m.wrong("this is no block: a start, a size and a status")
	}
	start, okStart := cNumber(fields[0])
	length, okLength := cNumber(fields[1])
	if !okStart || !okLength || length > math.MaxInt64-start {
		return r, false, m.wrong("a start, a size or their sum is not a whole number of 63 bits")
	}
	m.blocks++
	r = record{start: start, length: length}
	switch fields[2][0] {
	case mapfileChanged:
		r.state = changed
	case mapfileUnchanged:
		r.state = unchanged
	case mapfileUnknown, '*', '/':
		r.state = unknown
	default:
		return r, false, m.wrong("the status %s is none of ? * / - +", quoted(fields[2]))
	}
	if r.state == unknown && length == math.MaxInt64-start {
		m.about.notes.add(NoCapacity, start, 0,
			"the mapfile goes on without an end, as ddrescue could not tell how large the disk is: it is taken to end here; say it with --capacity")
		return r, false, nil
	}
	m.reach = max(m.reach, start+length)
	return r, true, nil
}

// wrong is an error about the line that was read last.
func (m *mapfile) wrong(format string, args ...any) error { return m.t.wrongAt(m.at, format, args...) }

// mapfileFields are the words of a line without its comment.
func mapfileFields(line []byte) [][]byte {
	fields := bytes.Fields(line)
	for i, f := range fields {
		if f[0] == '#' {
			return fields[:i]
		}
	}
	return fields
}

func isMapfileStatus(fields [][]byte) bool {
	if len(fields) != 2 && len(fields) != 3 {
		return false
	}
	if _, ok := cNumber(fields[0]); !ok || len(fields[1]) != 1 || !bytes.Contains([]byte("?*/-FG+"), fields[1]) {
		return false
	}
	if len(fields) == 3 {
		_, err := strconv.ParseUint(string(fields[2]), 10, 31)
		return err == nil
	}
	return true
}

// cNumber reads an integer constant of C that is not negative.
func cNumber(b []byte) (int64, bool) {
	base := 10
	switch {
	case len(b) > 2 && b[0] == '0' && b[1]|0x20 == 'x':
		b, base = b[2:], 16
	case len(b) > 1 && b[0] == '0':
		b, base = b[1:], 8
	}
	n, err := strconv.ParseUint(string(b), base, 63)
	return int64(n), err == nil
}

// fitsMapfile looks for the status line, or for the name that ddrescue gives
// itself.
func fitsMapfile(h *head) bool {
	if h.begins("# Mapfile. Created by ") || h.begins("# Rescue Logfile. Created by GNU ddrescue") {
		return true
	}
	for text := h.text; ; {
		line, rest, whole := bytes.Cut(text, []byte{'\n'})
		if !whole && !h.whole {
			return false
		}
		if fields := mapfileFields(line); len(fields) > 0 {
			return isMapfileStatus(fields)
		}
		if !whole {
			return false
		}
		text = rest
	}
}
