package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// saving is a file being named, and then written.
type saving struct {
	asking  bool
	input   textinput.Model
	replace string // the name that was refused, for a file has it
	gen     int    // of what is being written, 0 if nothing is
}

// savedMsg is a file that was written, or not.
type savedMsg struct {
	gen  int
	name string
	size int64
	err  error
}

// askName asks for the name of a file to save to, with one to begin with.
func (s *explorerScreen) askName() tea.Cmd {
	switch {
	case s.m.opts.Save == nil:
		s.m.status.fail(errors.New("nothing can be saved here"))
		return nil
	case s.saving.gen > 0:
		s.m.status.tell("the file before is still being written")
		return nil
	case s.changes.Known() == 0:
		s.m.status.tell("there is nothing to save: nothing is known of the disk")
		return nil
	}
	in := newInput("save as: ", "NAME.cbtmap, .csv, .json, .mapfile, .png or .svg")
	in.CharLimit = 4096
	in.SetStyles(inputStyles(s.m.styles))
	s.saving = saving{asking: true, input: in}
	s.saving.input.SetValue(s.suggestion())
	return s.saving.input.Focus()
}

// suggestion is a name that says what is in the file and sorts by the day: never
// that of the file that is shown.
func (s *explorerScreen) suggestion() string {
	var parts []string
	if s.file != nil {
		name, suffix := s.file.name(), filepath.Ext(s.file.name())
		parts = append(parts, strings.TrimSuffix(name, suffix))
		if strings.EqualFold(suffix, captureSuffix) {
			parts = append(parts, "copy")
		}
	} else {
		parts = append(parts, vmName(s.iv.VM.VM), s.iv.Disk.Label, s.days())
	}
	return cmp.Or(plainName(strings.Join(parts, " ")), "map") + captureSuffix
}

const captureSuffix = ".cbtmap"

// days are those of the interval, or today where it has no time.
func (s *explorerScreen) days() string {
	day := func(t time.Time) string { return t.In(s.m.opts.Location).Format(time.DateOnly) }
	to := s.iv.ToTime
	if to.IsZero() {
		to = s.m.opts.Now()
	}
	if s.iv.FromTime.IsZero() || day(s.iv.FromTime) == day(to) {
		return day(to)
	}
	return day(s.iv.FromTime) + " " + day(to)
}

// plainName is a text as a file's name that needs quotes in no shell, on no system.
func plainName(text string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r != '.' && r != '_' && (!unicode.IsLetter(r) && !unicode.IsDigit(r) || r > unicode.MaxLatin1)
	}), "-"), ".")
}

func (s *explorerScreen) pressName(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		s.saving.asking = false
		return nil
	case "enter":
		name := strings.TrimSpace(s.saving.input.Value())
		if name == "" {
			s.saving.asking = false
			return nil
		}
		return s.save(name)
	}
	var cmd tea.Cmd
	s.saving.input, cmd = s.saving.input.Update(msg)
	return cmd
}

// save writes what is known now, while more may arrive.
func (s *explorerScreen) save(name string) tea.Cmd {
	if filepath.Ext(name) == "" && !strings.HasSuffix(name, string(filepath.Separator)) {
		name += captureSuffix
	}
	if s.isShown(name) && !s.allKnown() {
		s.m.status.fail(errors.New("this is the file that is shown, and not all of the disk is known from it: give another name"))
		return nil
	}
	s.saving.asking, s.saving.gen = false, s.m.next()
	s.m.status.tell("saving " + name + " …")
	what := Saving{
		Map: s.changes.Snapshot(), Last: s.last(), Audit: s.audited(),
		Lo: s.grid.Start(), Hi: s.grid.End(),
		Dark: s.m.dark, Ramp: render.Ramps()[s.m.ramp], Rule: s.rule, Hilbert: s.hilbert,
		Replace: s.saving.replace == name, File: s.file != nil,
	}
	var server Connection
	if s.file != nil {
		what.Header, what.Name = s.file.header, s.file.file.Name
		what.Header.Capacity = s.changes.Capacity()
	} else {
		server = s.m.server
		what.Header = HeaderOf(server.Server(), s.iv, nil, s.m.opts.Now())
	}
	return saveCmd(s.m.opts, s.saving.gen, name, what, server, s.iv)
}

// isShown tells whether a name is that of the file that is shown.
func (s *explorerScreen) isShown(name string) bool {
	if s.file == nil {
		return false
	}
	a, err := filepath.Abs(name)
	b, err2 := filepath.Abs(s.file.file.Name)
	return err == nil && err2 == nil && a == b
}

// doctorTimeout bounds how long a save waits for what a capture may do without.
const doctorTimeout = 10 * time.Second

// saveCmd writes a file. A capture has the doctor's rows of now, if the server can
// still be asked.
func saveCmd(opts Options, gen int, name string, what Saving, server Connection, iv vcenter.Interval) tea.Cmd {
	return func() tea.Msg {
		if server != nil && strings.EqualFold(filepath.Ext(name), captureSuffix) {
			ctx, cancel := context.WithTimeout(opts.Context, doctorTimeout)
			checks, _ := server.Doctor(ctx, iv.VM, []vcenter.Disk{iv.Disk}, &iv) // rows that nobody answered for are unknown
			cancel()
			what.Header.Checks = HeaderOf(vcenter.Server{}, iv, checks, time.Time{}).Checks
		}
		size, err := opts.Save(opts.Context, name, what)
		return savedMsg{gen: gen, name: name, size: size, err: err}
	}
}

// saved tells what came of it. A name that is taken is asked about again.
func (s *explorerScreen) saved(msg savedMsg) tea.Cmd {
	if msg.gen != s.saving.gen {
		return nil
	}
	s.saving.gen = 0
	if msg.err != nil && s.m.shown == s && !s.asking { // another name may do
		s.saving.asking = true
	}
	switch {
	case errors.Is(msg.err, fs.ErrExist) && s.m.shown == s:
		s.saving.replace = msg.name
		s.saving.input.SetValue(msg.name)
		s.m.status = status{Fault: fault.Fault{
			What: fmt.Sprintf("there is a file %s already", msg.name), Advice: "press enter again to replace it, or give another name",
		}, bad: true}
		return s.saving.input.Focus()
	case msg.err != nil:
		s.m.status.fail(msg.err)
	case s.allKnown():
		s.m.status.tell(fmt.Sprintf("saved %s, %s", msg.name, render.Bytes(msg.size)))
	default:
		s.m.status.tell(fmt.Sprintf("saved %s, %s: what is known so far, marked as incomplete", msg.name, render.Bytes(msg.size)))
	}
	return nil
}
