package tui

import (
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/vcenter"
)

// HeaderOf is what a capture of an interval says of where it comes from.
func HeaderOf(server vcenter.Server, iv vcenter.Interval, checks []vcenter.Check, now time.Time) capture.Header {
	return capture.Header{}
}
