package main

import (
	"errors"
	"fmt"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// explained adds to an error of a fetch which server and which disk it was, and
// writes positions as sizes: the fetch knows nothing but bytes.
func explained(err error, server vcenter.Server, iv vcenter.Interval) error {
	about := fmt.Sprintf("%s of %s", iv.Disk.Label, quoted(iv.VM.Name))
	var (
		late    *fetch.TimeoutError
		stalled *fetch.StalledError
	)
	switch {
	case errors.As(err, &late):
		return explainedError{err, fmt.Sprintf("%s gave no reply within %s to the question about %s at %s: "+
			"check the connection, or allow more with --timeout", server.Host, late.After, about, position(late.Offset))}
	case errors.As(err, &stalled):
		return explainedError{err, fmt.Sprintf("%s stalled on %s at %s: its reply covers %s from %s on: "+
			"ask again, and if it stalls at the same byte, take a full backup and reset change tracking",
			server.Host, about, position(stalled.Offset), render.Bytes(stalled.Length), position(stalled.Start))}
	}
	return err
}

// explainedError is an error in better words.
type explainedError struct {
	error
	text string
}

func (e explainedError) Error() string { return e.text }
func (e explainedError) Unwrap() error { return e.error }

// position is a number of bytes to read, and to find again in a log.
func position(n int64) string {
	exact := render.Count(n)
	if n > -1<<10 && n < 1<<10 {
		return "byte " + exact
	}
	return fmt.Sprintf("%s (byte %s)", render.Bytes(n), exact)
}
