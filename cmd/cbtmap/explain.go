package main

import (
	"errors"
	"fmt"
	"strings"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// explained adds to an error of a fetch which server and which disk it was, and
// writes positions as sizes: the fetch knows nothing but bytes.
func explained(err error, from capture.Header) error {
	if err == nil {
		return nil
	}
	about := fmt.Sprintf("%s of %s", from.Disk.Label, quoted(from.VM.Name))
	var (
		patience *fetch.PatienceError
		late     *fetch.TimeoutError
		stalled  *fetch.StalledError
	)
	switch {
	case errors.As(err, &patience):
		inner := fault.Of(explained(patience.Err, from))
		tried := strings.TrimPrefix(fault.Of(patience).What, fault.Of(patience.Err).What)
		return reworded(err, inner.What+tried, inner.Advice)
	case errors.As(err, &late):
		return reworded(err, fmt.Sprintf("%s gave %s within %s to the question about %s at %s",
			from.Server.Host, late.Came(), late.After, about, position(late.Offset)), "check the connection, or allow more with --timeout")
	case errors.As(err, &stalled):
		return reworded(err, fmt.Sprintf("%s stalled on %s at %s: its reply covers %s from %s on",
			from.Server.Host, about, position(stalled.Offset), render.Bytes(stalled.Length), position(stalled.Start)),
			"ask again, and if it stalls at the same byte, take a full backup and reset change tracking")
	}
	return err
}

// withFlag gives the error of a certificate the flag that accepts it, to be added
// as it stands there. It may change with any call: servers are renewed, and
// sometimes replaced. accepted is what --thumbprint said.
func withFlag(err error, accepted string) error {
	if err == nil {
		return nil
	}
	f := fault.Of(err)
	var (
		unknown *vcenter.UntrustedError
		changed *vcenter.ChangedError
	)
	switch {
	case errors.As(err, &unknown):
		return reworded(err, f.What, fmt.Sprintf("%s, or accept exactly this one if that fingerprint is the server's own: "+
			"add --thumbprint %s, or note it in the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS", unknown.Remedy, unknown.Thumbprint))
	case accepted != "" && errors.As(err, &changed):
		return reworded(err, f.What, "find out why it is not the one of --thumbprint, then give its own there")
	}
	return err
}

// position is a number of bytes to read, and to find again in a log.
func position(n int64) string {
	exact := render.Count(n)
	if n > -1<<10 && n < 1<<10 {
		return "byte " + exact
	}
	return fmt.Sprintf("%s (byte %s)", render.Bytes(n), exact)
}
