package capture

import (
	"encoding/json"
	"errors"
	"time"
)

// The version of the format that is written. A file of the same major version is
// read whatever its minor one is.
const (
	major = 1
	minor = 1 // 0 had no verdicts of findings
)

type version struct {
	Major int64 `json:"major"`
	Minor int64 `json:"minor"`
}

// headerLine is the first line of a file.
type headerLine struct {
	Version    version     `json:"cbtmap"`
	Taken      time.Time   `json:"taken,omitzero"`
	Program    string      `json:"program,omitempty"`
	Server     Server      `json:"server,omitzero"`
	VM         VM          `json:"vm,omitzero"`
	Disk       diskInFile  `json:"disk"`
	Interval   Interval    `json:"interval,omitzero"`
	Checks     rows[Check] `json:"checks,omitempty"`
	Anonymized bool        `json:"anonymized"`
}

type diskInFile struct {
	Disk
	CapacityBytes int64 `json:"capacityBytes,omitempty"`
}

// headerRead is a first line as it is read: a bad date says no more than none, and
// takes nothing from the rest.
type headerRead struct {
	headerLine
	Taken    date `json:"taken"`
	Interval struct {
		Interval
		From date `json:"from"`
		To   date `json:"to"`
	} `json:"interval"`
}

// date is a time, or zero for anything else.
type date struct{ time.Time }

// UnmarshalJSON gives no error.
func (d *date) UnmarshalJSON(text []byte) error {
	if d.Time.UnmarshalJSON(text) != nil {
		d.Time = time.Time{}
	}
	return nil
}

// encodeHeader makes the first line of h. Checks and volumes that a line has no
// room for are left out.
func encodeHeader(h Header) ([]byte, error) {
	h = tidyHeader(h)
	room := listRoom
	return encode(headerLine{
		Version: version{major, minor}, Taken: h.Taken, Program: h.Program, Anonymized: h.Anonymized,
		Server: h.Server, VM: h.VM, Disk: diskInFile{h.Disk.fitting(&room), h.Capacity},
		Interval: h.Interval, Checks: fitting(h.Checks, &room),
	})
}

func (d Disk) fitting(room *int) Disk {
	d.Volumes = fitting(d.Volumes, room)
	return d
}

// decodeHeader reads a first line.
func decodeHeader(line []byte) (Header, error) {
	var first struct {
		Version *version `json:"cbtmap"`
	}
	switch err := json.Unmarshal(line, &first); {
	case err != nil:
		return Header{}, errNoCapture(err)
	case first.Version == nil || first.Version.Major < 1 || first.Version.Minor < 0:
		return Header{}, errNoCapture(errors.New("it has no version"))
	case first.Version.Major > major:
		return Header{}, errNewer(*first.Version)
	}
	var h headerRead
	switch err := json.Unmarshal(line, &h); {
	case err != nil:
		return Header{}, errFirstLine(err)
	case h.Disk.CapacityBytes < 0:
		return Header{}, errFirstLine(errors.New("its capacity is negative"))
	}
	h.Interval.Interval.From, h.Interval.Interval.To = h.Interval.From.Time, h.Interval.To.Time
	return tidyHeader(Header{
		Taken: h.Taken.Time, Program: h.Program, Anonymized: h.Anonymized,
		Server: h.Server, VM: h.VM, Disk: h.Disk.Disk, Capacity: h.Disk.CapacityBytes, Interval: h.Interval.Interval, Checks: h.Checks,
	}), nil
}
