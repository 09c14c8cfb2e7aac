package capture

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"cbtmap/fetch/extent"
)

// Reader reads one capture. It is for one goroutine.
type Reader struct {
	lines   *lines
	sum     *checksum // of all lines before the footer
	plain   *checksum // of them without the carriage returns that a mail put in; nil if the first line has none
	header  Header
	footer  Footer
	ended   bool   // the footer is there
	why     *Error // reading ended for another reason than the end
	pages   int
	extents int64
	room    []extent.Extent // for those of the next page: as a rule the memory of the last one
}

// NewReader begins to read a capture: its text, as it is when unpacked. It reads
// the first line. The error is an *Error of a kind that the text is of: NoCapture,
// Newer, CutOff or Damaged.
func NewReader(r io.Reader) (*Reader, error) {
	c := &Reader{lines: newLines(r), sum: newChecksum()}
	line, err := c.lines.read()
	if err != nil {
		return nil, errFirstLine(err)
	}
	if c.header, err = decodeHeader(line); err != nil {
		return nil, err
	}
	c.sum.write(line)
	if bytes.HasSuffix(line, carriage) {
		c.plain = newChecksum()
		c.plain.write(withoutReturn(line))
	}
	return c, nil
}

// Header says where the map comes from.
func (r *Reader) Header() Header { return r.header }

// Footer is what was known once all pages were there; ok is false before the end
// and if the file was cut off before it. Unless Cut is nil its figures are of a
// damaged file.
func (r *Reader) Footer() (f Footer, ok bool) { return r.footer, r.ended }

// Cut is why the file was not read to its end, or not believed: an *Error, CutOff
// or Damaged, and nil if all is well. It is decided when Next has returned
// io.EOF.
func (r *Reader) Cut() error {
	if r.why == nil {
		return nil
	}
	return r.why
}

// Damaged tells whether also the pages before the end may be wrong: a line that
// is none, a checksum that is another.
func (r *Reader) Damaged() bool { return r.why != nil && r.why.Kind == Damaged }

// Into makes room, whose extents are overwritten, the memory of the next page: it is
// then the caller's, and good for as long as nobody hands it in again. Without
// capacity it is new memory, for as many extents as the last page has.
func (r *Reader) Into(room []extent.Extent) {
	if cap(room) == 0 {
		room = make([]extent.Extent, 0, len(r.room))
	}
	r.room = room
}

// Next returns the next page, with its extents in order and inside it: good until
// the call after it, unless it came Into other memory. The error is always io.EOF: after the footer, and where the
// file is cut off or damaged, which Cut tells.
func (r *Reader) Next() (extent.Page, error) {
	for !r.ended && r.why == nil {
		line, err := r.lines.read()
		if err != nil && !r.whole(line) {
			r.broken(err)
			break
		}
		if p, ok := r.take(line); ok {
			return p, nil
		}
	}
	return extent.Page{}, io.EOF
}

// whole says whether the last line, after which no line end came, lacks only that.
func (r *Reader) whole(line []byte) bool {
	if len(bytes.TrimSpace(line)) == 0 {
		return false
	}
	_, _, err := new(pageLine).parseAny(line)
	return err == nil
}

// broken ends the reading where the text below broke off.
func (r *Reader) broken(err error) {
	l := r.lines
	if cut(err) {
		r.why = errCutOff(r.pages, l.number, l.begin, err)
	} else {
		r.why = errDamaged(l.number, l.begin, reason(err), err)
	}
}

// take reads a line; ok is true if it is a page.
func (r *Reader) take(line []byte) (p extent.Page, ok bool) {
	p, page := usualPage(line, r.header.Capacity, r.room)
	var (
		footer *footerInFile
		err    error
	)
	if !page && len(bytes.TrimSpace(line)) > 0 {
		var numbers pageLine
		if page, footer, err = numbers.parseAny(line); err == nil && page {
			p, err = numbers.page(r.header.Capacity, r.room)
		}
	}
	switch {
	case err != nil:
		r.why = errDamaged(r.lines.number, r.lines.begin, reason(err), err)
		return extent.Page{}, false
	case footer != nil:
		r.end(footer)
		return extent.Page{}, false
	}
	r.sum.write(line)
	if r.plain != nil {
		r.plain.write(withoutReturn(line))
	}
	if page {
		r.room = p.Extents
		r.pages++
		r.extents += int64(len(p.Extents))
	}
	return p, page
}

// end judges the file by its footer.
func (r *Reader) end(f *footerInFile) {
	r.footer, r.ended = f.footer(), true
	line, offset := r.lines.number, r.lines.begin
	damaged := func(why string, err error) { r.why = errDamaged(line, offset, why, err) }
	switch err := r.rest(); {
	case !r.summed(f.SHA256):
		damaged("the checksum of the lines before it is another", nil)
	case f.Pages != r.pages || f.Extents != r.extents:
		damaged("the file has another number of pages or extents than it says", nil)
	case errors.Is(err, errFollows), explains(err):
		r.why = errBehind(line, offset, err)
	case err != nil:
		damaged(reason(err), err)
	}
}

// summed tells whether that is the checksum of the lines so far. A text that was sent
// as one may have got other line ends on its way, which say nothing.
func (r *Reader) summed(sum string) bool {
	return strings.EqualFold(sum, r.sum.text()) || r.plain != nil && strings.EqualFold(sum, r.plain.text())
}

var carriage = []byte("\r\n")

// withoutReturn is a line with the end that a Writer gives it. It may write over it.
func withoutReturn(line []byte) []byte {
	if n := len(line); bytes.HasSuffix(line, carriage) {
		line[n-2] = '\n'
		return line[:n-1]
	}
	return line
}

// rest looks for what must not follow the footer. That a packed file lacks its
// last bytes does no harm any more.
func (r *Reader) rest() error {
	for range 16 {
		line, err := r.lines.read()
		switch {
		case len(bytes.TrimSpace(line)) > 0:
			return errFollows
		case err != nil && cut(err):
			return nil
		case err != nil:
			return err
		}
	}
	return errFollows
}
