package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
	"cbtmap/fetch/formats"
	"cbtmap/tui"
)

// saving is a map that is to be written, and how.
type saving struct {
	tui.Saving
	format        string
	anonymize     bool
	cut           bool // areas past the end of the disk were left out
	width, height int  // of a picture, in pixels; 0 for the usual size
}

// save writes to a file, all of it or nothing, or straight to a pipe or a device. It
// returns the number of bytes.
func (s saving) save(ctx context.Context, path string) (n int64, err error) {
	write := func(w io.Writer) error { return s.write(untilDone{ctx, w}) }
	if file.IsStream(path) {
		n, err = file.Stream(ctx, path, write)
	} else {
		n, err = file.Replace(path, s.Replace, write)
	}
	switch {
	case err == nil, ctx.Err() != nil:
		return n, err
	case errors.Is(err, fs.ErrExist):
		return n, failed(faultExists, err, "there is a file "+quoted(path)+" already", "name another")
	case fault.Of(err).Advice != "":
		return n, err
	}
	return n, failed(faultFile, err, fmt.Sprintf("cannot write %s: %v", quoted(path), pathless(err)), "name a file in a folder that can be written to, on a disk that has room")
}

// pathless is an error without the name of the file in front of it.
func pathless(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) { // it names the part file
		return link.Err
	}
	return err
}

// write writes it in its format.
func (s saving) write(w io.Writer) error {
	if s.anonymize {
		s.Header.Anonymized = true
	}
	switch s.format {
	case formatCapture:
		return s.writeCapture(w)
	case formatPNG:
		return s.picture().WritePNG(w)
	case formatSVG:
		return s.picture().WriteSVG(w)
	}
	options := []formats.WriteOption{formats.Tell(s.doubts()...)}
	if s.unsized() {
		options = append(options, formats.Unsized)
	}
	return formats.Write(w, s.format, s.Map, options...)
}

// writeCapture writes all that is known.
func (s saving) writeCapture(w io.Writer) error {
	header, audit := s.Header, s.audited()
	if s.anonymize {
		audit = unnamed(audit)
	}
	footer := file.Footer(s.Map, s.Last, audit)
	if header.Taken.IsZero() {
		header.Taken = time.Now()
	}
	if header.Program == "" {
		header.Program = "cbtmap " + version()
	}
	if s.anonymize {
		a := capture.NewAnonymizer(header)
		header, footer = a.Header(), a.Footer(footer)
	}
	return file.WriteCapture(w, header, s.Map, footer)
}

// unnamed is an audit that names no snapshot: a reset may have been found before one
// that is neither the begin nor the end.
func unnamed(audit fetch.Audit) fetch.Audit {
	audit.Findings = slices.Clone(audit.Findings)
	for i, f := range audit.Findings {
		switch f.Kind {
		case fetch.UUIDChange:
			audit.Findings[i].Detail = fetch.Reset("a snapshot").Detail
		case fetch.ResetBefore:
			audit.Findings[i].Detail = fetch.EarlierReset("a snapshot").Detail
		}
	}
	return audit
}

// untilDone is a writer that somebody may interrupt.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u untilDone) Write(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}
