package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"math/bits"
	"strconv"

	"cbtmap/fetch/extent"
)

// maxExtents is how many extents the Writer puts into a line.
const maxExtents = 4096

// pageLine is a page as it stands in a file.
type pageLine struct {
	start, length, unit int64
	extents             []int64 // gap, length, gap, length … in units
}

// A page is written as these, with a number after each but the last.
const (
	pageStart   = `{"start":`
	pageLength  = `,"length":`
	pageUnit    = `,"unit":`
	pageExtents = `,"extents":[`
	pageEnd     = `]}`
)

// appendPage writes a page whose extents are in order, do not touch, and lie
// inside it.
func appendPage(line []byte, p extent.Page) []byte {
	shift := unitShift(p)
	number := func(key string, n int64) {
		line = append(line, key...)
		line = strconv.AppendInt(line, n, 10)
	}
	number(pageStart, p.Start)
	number(pageLength, p.Length)
	number(pageUnit, 1<<shift)
	line = append(line, pageExtents...)
	at := p.Start
	for i, e := range p.Extents {
		if i > 0 {
			line = append(line, ',')
		}
		line = strconv.AppendInt(line, (e.Start-at)>>shift, 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, e.Length>>shift, 10)
		at = e.End()
	}
	return append(append(line, pageEnd...), '\n')
}

// unitShift is the binary logarithm of the largest power of two that divides all
// gaps and lengths of a page; 0 without any.
func unitShift(p extent.Page) int {
	var or int64
	for _, e := range p.Extents {
		or |= (e.Start - p.Start) | e.Length
	}
	if or == 0 {
		return 0
	}
	return bits.TrailingZeros64(uint64(or))
}

// usualPage reads a line as appendPage writes it, with its extents in the place of
// dst; ok is false for any other, also one that means the same, and for what is
// wrong with it. Numbers become extents at once, without a list of them in between.
func usualPage(line []byte, capacity int64, dst []extent.Extent) (page extent.Page, ok bool) {
	var unit int64
	if line, ok = number(line, pageStart, &page.Start); !ok {
		return page, false
	}
	if line, ok = number(line, pageLength, &page.Length); !ok {
		return page, false
	}
	if line, ok = number(line, pageUnit, &unit); !ok || unit == 0 {
		return page, false
	}
	if line, ok = bytes.CutPrefix(line, []byte(pageExtents)); !ok {
		return page, false
	}
	if capacity > 0 && (page.Length > capacity || page.Start > capacity-page.Length) {
		return page, false
	}
	page.Extents = dst[:0]
	at, left := page.Start, page.Length/unit // left is in units: no sum can overflow
	i := 0
	for more := len(line) > 0 && line[0] != pageEnd[0]; more; i++ {
		gap, end := digits(line, i)
		if end == i || end == len(line) || line[end] != ',' {
			return page, false
		}
		length, last := digits(line, end+1)
		if last == end+1 || last == len(line) || length == 0 || gap > left || length > left-gap {
			return page, false
		}
		left -= gap + length
		at += gap * unit
		page.Extents = append(page.Extents, extent.Extent{Start: at, Length: length * unit})
		at += length * unit
		if i = last; line[i] != ',' {
			break
		}
	}
	return page, string(bytes.TrimSuffix(line[i:], []byte("\n"))) == pageEnd
}

// number takes a key and the number after it off a line.
func number(line []byte, key string, n *int64) (rest []byte, ok bool) {
	if line, ok = bytes.CutPrefix(line, []byte(key)); !ok {
		return line, false
	}
	v, end := digits(line, 0)
	*n = v
	return line[end:], end > 0
}

// digits reads a number as it is usual: without a sign, a leading zero, or more
// digits than surely fit. end is where it ends, i if it is another.
func digits(line []byte, i int) (n int64, end int) {
	const fit = 18
	for end = i; end < len(line) && line[end]-'0' <= 9; end++ {
		n = n*10 + int64(line[end]-'0')
		if end-i == fit {
			return 0, i
		}
	}
	if end-i > 1 && line[i] == '0' {
		return 0, i
	}
	return n, end
}

// anyLine is what a line after the first may hold.
type anyLine struct {
	Start   *int64        `json:"start"`
	Length  *int64        `json:"length"`
	Unit    *int64        `json:"unit"`
	Extents []int64       `json:"extents"`
	Footer  *footerInFile `json:"footer"`
}

// parseAny reads a line of any kind, however it is written: a page into p, or a
// footer. A line of neither kind is from a later minor version.
func (p *pageLine) parseAny(line []byte) (page bool, f *footerInFile, err error) {
	var a anyLine
	if err := json.Unmarshal(line, &a); err != nil {
		return false, nil, err
	}
	if a.Footer != nil {
		return false, a.Footer, nil
	}
	if a.Start == nil || a.Length == nil {
		return false, nil, nil
	}
	p.start, p.length, p.unit, p.extents = *a.Start, *a.Length, 1, a.Extents
	if a.Unit != nil {
		p.unit = *a.Unit
	}
	return true, nil, nil
}

// page makes a page of the numbers, with its extents in the place of dst.
func (p *pageLine) page(capacity int64, dst []extent.Extent) (extent.Page, error) {
	if capacity == 0 {
		capacity = math.MaxInt64
	}
	switch {
	case p.start < 0, p.length < 0:
		return extent.Page{}, errors.New("its start or its length is negative")
	case p.length > capacity || p.start > capacity-p.length:
		return extent.Page{}, errors.New("it reaches past the end of the disk")
	case p.unit <= 0:
		return extent.Page{}, errors.New("its unit is not positive")
	case len(p.extents)%2 != 0:
		return extent.Page{}, errors.New("its last extent has no length")
	}
	page := extent.Page{Start: p.start, Length: p.length, Extents: dst[:0]}
	at, left := p.start, p.length/p.unit // left is in units: no sum can overflow
	for i := 0; i < len(p.extents); i += 2 {
		gap, length := p.extents[i], p.extents[i+1]
		if gap < 0 || length <= 0 {
			return extent.Page{}, errors.New("an extent is negative or empty")
		}
		if gap > left || length > left-gap {
			return extent.Page{}, errors.New("an extent reaches past the end of the page")
		}
		left -= gap + length
		at += gap * p.unit
		page.Extents = append(page.Extents, extent.Extent{Start: at, Length: length * p.unit})
		at += length * p.unit
	}
	return page, nil
}
