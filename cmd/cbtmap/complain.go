package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// The kinds of failure that are this program's own.
const (
	faultUsage    = "usage"    // the command line makes no sense
	faultCanceled = "canceled" // the user interrupted it

	faultChoice     = "choice"     // no VM, disk, snapshot or changeId is what was named, or several are
	faultNotFound   = "notFound"   // there is no file or folder of that name
	faultExists     = "exists"     // there is a file of that name already
	faultFile       = "file"       // a file cannot be read or written
	faultFormat     = "format"     // a file, or its name, is of no format that fits
	faultIncomplete = "incomplete" // what is known is not all of the disk
	faultChecks     = "checks"     // checks of doctor fail
	faultUntold     = "untold"     // a file does not say how far its map can be trusted
	faultTerminal   = "terminal"   // the screens cannot be shown
)

// complain says why the program fails. Nobody is left to read that nobody reads.
func (p *program) complain(code int, err error) {
	if code != exitBrokenPipe {
		p.say("error", told(code, withFlag(err, p.accepted)))
	}
}

// warn says what went wrong that costs nothing but time.
func (p *program) warn(err error) { p.say("warning", fault.Of(withFlag(err, p.accepted))) }

// told is a failure as it is said.
func told(code int, err error) fault.Fault {
	switch {
	case code == exitUsage: // says in one sentence what is wrong and where to look
		return fault.Fault{Fault: faultUsage, What: err.Error()}
	case code == exitInterrupted && !errors.Is(err, errInterrupted):
		// How deep it struck is nobody's concern.
		return fault.Fault{Fault: faultCanceled, What: errInterrupted.Error()}
	}
	f := fault.Of(err)
	if code == exitInterrupted {
		f.Fault = faultCanceled
	}
	return f
}

// say writes on standard error what happened, what it means and what to do: a
// line each for people, one line of JSON for programs that asked for JSON. Parts
// of it may come from a server, and parts from the command line.
func (p *program) say(kind string, f fault.Fault) {
	for _, text := range []*string{&f.Property, &f.Key, &f.What, &f.Meaning, &f.Advice} {
		*text = p.harmless(*text)
	}
	if p.wantsJSON() {
		_, _ = p.stderr.Write(jsonLine(map[string]fault.Fault{kind: f}))
		return
	}
	lead := ""
	if kind != "error" {
		lead = kind + ": "
	}
	var b strings.Builder
	for _, line := range [][2]string{{lead, f.What}, {"meaning: ", f.Meaning}, {"hint: ", f.Advice}} {
		if line[1] != "" {
			b.WriteString("cbtmap: " + line[0] + line[1] + "\n")
		}
	}
	_, _ = p.stderr.Write([]byte(b.String()))
}

// harmless is text in one line, without passwords and without what a terminal
// might obey.
func (p *program) harmless(text string) string {
	text = strings.TrimSpace(masked(text, p.args))
	return render.Clean(strings.ReplaceAll(text, "\n", "; "))
}

// wantsJSON says whether standard output is for a program: also where the command
// line could not be read to its end.
func (p *program) wantsJSON() bool {
	return slices.Contains(p.args, "--json") || slices.Contains(p.args, "--json=true")
}

func jsonLine(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // texts are all there is
	return b.Bytes()
}
