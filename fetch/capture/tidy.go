package capture

import (
	"strings"
	"time"
	"unicode/utf8"
)

// maxText bounds each text of a file, in bytes.
const maxText = 4 << 10

var (
	inURL    = lazily(`([A-Za-z][A-Za-z0-9+.-]*://)\S*@`)
	inSpeech = lazily(`[^\s:@/"'=]+:[^\s@]+@`)
)

// tidyText is a text as it may stand in a file: UTF-8, bounded, and without the
// user and the password of any URL. No text should have them: this is the second
// wall.
func tidyText(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.Contains(s, "@") {
		s = inURL().ReplaceAllString(s, "$1")
	}
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// tidySpeech is a sentence as it may stand in a file: it may also quote a
// password as user:password@host.
func tidySpeech(s string) string {
	if strings.Contains(s, "@") {
		s = inURL().ReplaceAllString(strings.ToValidUTF8(s, "\uFFFD"), "$1")
		s = inSpeech().ReplaceAllString(s, "")
	}
	return tidyText(s)
}

// tidyTime is a time as JSON can have it, and zero for any other.
func tidyTime(t time.Time) time.Time {
	t = t.UTC().Round(0)
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}
	}
	return t
}

// rowsOf copies the first rows of a list; nil if there are none.
func rowsOf[T any](list []T) []T { return append([]T(nil), list[:min(len(list), maxRows)]...) }

// each does something to texts.
func each(do func(string) string, texts ...*string) {
	for _, s := range texts {
		*s = do(*s)
	}
}

// tidyHeader is what of h can be written and read again as it is. It shares
// nothing with h.
func tidyHeader(h Header) Header {
	h.Taken, h.Interval.From, h.Interval.To = tidyTime(h.Taken), tidyTime(h.Interval.From), tidyTime(h.Interval.To)
	h.Capacity = max(h.Capacity, 0)
	h.Disk.Volumes = rowsOf(h.Disk.Volumes)
	h.Checks = rowsOf(h.Checks)
	each(tidyText, h.names()...)
	for i := range h.Checks {
		c := &h.Checks[i]
		each(tidyText, &c.ID, &c.Disk, &c.Result)
		each(tidySpeech, &c.Title, &c.Found, &c.Why, &c.Advice)
	}
	return h
}

// names are the texts of a header but for those of the checks.
func (h *Header) names() []*string {
	names := []*string{
		&h.Program, &h.Server.Host, &h.Server.Product, &h.Server.Release,
		&h.VM.Name, &h.VM.MoID, &h.VM.Power, &h.VM.HardwareVersion,
		&h.Disk.Label, &h.Disk.File, &h.Disk.UUID, &h.Disk.ObjectID, &h.Disk.Mode, &h.Disk.Backing,
		&h.Interval.FromChangeID, &h.Interval.FromSnapshot, &h.Interval.ToSnapshot, &h.Interval.ToMoID, &h.Interval.ToChangeID,
	}
	for i := range h.Disk.Volumes {
		names = append(names, &h.Disk.Volumes[i])
	}
	return names
}

// tidyFooter is tidyHeader for the footer.
func tidyFooter(f Footer) Footer {
	f.Findings = rowsOf(f.Findings)
	f.Failures = rowsOf(f.Failures)
	f.Verdict = tidyText(f.Verdict)
	for i := range f.Findings {
		each(tidyText, &f.Findings[i].Kind, &f.Findings[i].Verdict)
		each(tidySpeech, &f.Findings[i].Detail)
	}
	for i := range f.Failures {
		t := &f.Failures[i].Fault
		each(tidyText, &t.Fault, &t.Key)
		each(tidySpeech, &t.Property, &t.What, &t.Meaning, &t.Advice)
	}
	return f
}
