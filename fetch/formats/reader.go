package formats

import (
	"errors"
	"fmt"
	"io"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// Options are what a file may not say of itself.
type Options struct {
	Capacity int64 // bytes of the disk; 0 to take what the file says
}

// Reader reads one file, page by page, in bounded memory. It is for one goroutine.
type Reader struct {
	in    *input
	kind  *kind
	about *about
	given int64 // Options.Capacity

	pages pages
	saved *capture.Reader // of a capture; else nil
	err   error           // of Next, once it came

	speaks bool // some page was of at least one byte
}

// pages is where pages come from: coverage, asIs or saved.
type pages interface {
	next() (extent.Page, error)
	// end is how far they reach, in bytes of the disk.
	end() int64
	// sound is false if what has not been read could change what they say.
	sound() bool
}

// NewReader recognises what r holds by its content. It reads no more than it has
// to; of a packed file, some 256 KiB of text are unpacked ahead, and r may still be
// read for a moment when nobody calls Next any more. The error explains itself (fault.Explainer): it is an *UnknownError if no
// format fits.
func NewReader(r io.Reader, o Options) (*Reader, error) {
	in := &input{r: r}
	unpacked, err := unpack(in)
	if err != nil {
		return nil, newText(nil).failedAt(place{line: 1}, err)
	}
	t, given := newText(unpacked), max(0, o.Capacity)
	http := skipHTTP(t)
	http.expect(t)
	k, h := recognise(t, given)
	if k == nil && given > 0 && emptyKind.fits(h) {
		k = &emptyKind
	}
	if k == nil {
		return nil, unknownText(t, h, http)
	}
	if err := http.refused(); err != nil {
		return nil, err
	}
	t.format = k.Name
	f := &Reader{in: in, kind: k, about: &about{given: given}, given: given}
	if http.cookie {
		f.about.notes.also(Withheld, 0, 0, hasCookie)
	}
	if err := f.open(t); err != nil {
		return nil, err
	}
	return f, nil
}

// open begins to read what the text has been recognised as.
func (r *Reader) open(t *text) error {
	r.about.header.Program = r.kind.Name
	switch {
	case r.kind.records != nil:
		r.pages = &coverage{from: r.kind.records(t, r.about), t: t, about: r.about, full: r.kind.full, given: r.given}
	case r.kind.replies != nil:
		r.pages = &asIs{from: r.kind.replies(t, r.about), t: t}
	default:
		s, err := openCapture(t)
		if err != nil {
			return err
		}
		r.pages, r.saved = s, s.from
		r.about.header = s.from.Header()
		r.about.capacity = r.about.header.Capacity
		if r.about.capacity > 0 {
			r.given = 0 // it knows better
		}
	}
	return nil
}

// Format is the file's.
func (r *Reader) Format() Format { return r.kind.Format }

// Header is what the file says of where it comes from: what has been read of it so
// far, and all of it after the last page. Its Capacity is 0 until it is known.
func (r *Reader) Header() capture.Header {
	h := r.about.header
	if bytes, said := r.Capacity(); said || r.err != nil {
		h.Capacity = bytes
	}
	return h
}

// Capacity is the size of the disk in bytes as far as it is known: the end of
// what the pages so far speak for, until said is true. After the last page it is
// what to take.
func (r *Reader) Capacity() (bytes int64, said bool) {
	switch {
	case r.given > 0:
		return r.given, true
	case r.about.capacity > 0:
		return r.about.capacity, true
	}
	// A map of all of the disk ends with it, unless its reader has noted otherwise.
	return r.pages.end(), r.kind.full && r.err == io.EOF && !r.about.notes.have(NoCapacity)
}

// Next returns the next page: valid until the call after it, but see Into. After the last one
// the error is io.EOF. Any other error explains itself, says where the file is
// wrong, and is the end: the pages before it stand for what they speak for, unless
// Sound says that they do not.
func (r *Reader) Next() (extent.Page, error) {
	if r.err != nil {
		return extent.Page{}, r.err
	}
	p, err := r.pages.next()
	r.speaks = r.speaks || p.Length > 0
	if err != nil {
		r.err = err
		r.finish()
	}
	return p, err
}

// Into makes room, whose extents are overwritten, the memory of the next page: this
// page is then the caller's, and good for as long as nobody hands its memory in
// again. It is false where pages cannot be made in the memory of others.
func (r *Reader) Into(room []extent.Extent) bool {
	if r.saved == nil {
		return false
	}
	r.saved.Into(room)
	return true
}

// finish notes what is only known at the end.
func (r *Reader) finish() {
	notes, end := &r.about.notes, r.pages.end()
	var wrong *SyntaxError
	if errors.As(r.err, &wrong) {
		wrong.shown = r.speaks && r.Sound()
	}
	if r.about.more && r.err == io.EOF {
		notes.add(More, end, 0,
			"the file says that it goes on elsewhere: what lies behind its last area is unknown; put all pages into one file")
	}
	if said := r.about.capacity; r.given > said && said > 0 && r.err == io.EOF {
		notes.also(Ambiguous, said, r.given-said, fmt.Sprintf(
			"the file says that the disk has %s bytes, and --capacity says %s: what lies behind is unknown", grouped(said), grouped(r.given)))
	}
	if !r.speaks && r.err == io.EOF && r.saved == nil {
		notes.add(Silent, 0, 0, "the file does not say of any byte of the disk whether it has changed")
	}
	switch bytes, said := r.Capacity(); {
	case said:
		notes.drop(NoCapacity)
		if end > bytes && !notes.have(OutOfRange) {
			notes.add(OutOfRange, bytes, end-bytes, pastTheEnd)
		}
		if r.kind.records != nil && r.given == 0 && notes.have(OutOfRange) {
			notes.add(NoCapacity, bytes, 0,
				"areas lie past the end of the disk, as the file says it: the disk may be larger; say how large it is, with --capacity")
		}
	case !notes.have(NoCapacity):
		notes.add(NoCapacity, bytes, 0,
			"the file does not say how large the disk is: it is taken to end here; say it with --capacity")
	}
}

// Sound tells after an error whether the pages before it may be used: not where
// what followed could have changed what they say.
func (r *Reader) Sound() bool { return r.pages.sound() && !damaged(r.err) }

// Notes is what was odd, after the last page or an error.
func (r *Reader) Notes() []Note { return r.about.notes }

// Footer is that of a capture, after its last page; ok is false for other formats
// and for a capture that was cut off.
func (r *Reader) Footer() (f capture.Footer, ok bool) {
	if r.saved == nil {
		return capture.Footer{}, false
	}
	return r.saved.Footer()
}

// Offset is the number of bytes read so far of the file as it lies on disk, for
// progress.
func (r *Reader) Offset() int64 { return r.in.offset }
