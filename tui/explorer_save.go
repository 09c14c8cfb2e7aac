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

	"cbtmap/fetch/capture"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// saving is a file being named.
type saving struct {
	asking  bool
	input   textinput.Model
	replace string // the name that was refused, for a file has it

	base  string // the name that a part was refused, for a file has it
	parts int    // names that were offered for the part instead
}

// beside is another name for a part that must not have this one.
func (s *saving) beside(name string) string {
	if s.parts == 0 || name != file.Part(s.base, s.parts) {
		s.base, s.parts = name, 0
	}
	s.parts++
	return file.Part(s.base, s.parts)
}

// savedMsg is a file that was written, or not.
type savedMsg struct {
	gen   int
	saved Saved
	err   error
}

// askName asks for the name of a file to save to, with one to begin with.
func (s *explorerScreen) askName() tea.Cmd {
	switch {
	case s.m.opts.Save == nil:
		s.m.status.fail(errors.New("nothing can be saved here"))
		return nil
	case s.m.writing != nil:
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
	if !s.allKnown() {
		s.m.status.tell("not all of the disk is known: what is known so far is saved, and marked as incomplete")
	}
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
	if s.allKnown() && s.saving.parts > 0 && name == file.Part(s.saving.base, s.saving.parts) {
		return s.wholeByNow()
	}
	s.saving.asking = false
	s.m.status.tell("saving " + name + " …")
	whole := s.allKnown()
	what := Saving{
		Map: s.changes.Snapshot(), Last: s.last(), Audit: s.audited(),
		Lo: s.grid.Start(), Hi: s.grid.End(),
		Dark: s.m.dark, Ramp: render.Ramps()[s.m.ramp], Rule: s.rule, Hilbert: s.hilbert,
		Replace: whole && s.saving.replace == name, File: s.file != nil,
	}
	var server Connection
	if s.file != nil {
		what.Header, what.Name = s.file.header, s.file.file.Name
		what.Header.Capacity = s.changes.Capacity()
	} else {
		server = s.m.server
		what.Header = HeaderOf(server.Server(), s.iv, nil, s.m.opts.Now())
	}
	ctx, cancel := s.m.work()
	soon, hurry := context.WithCancel(ctx)
	w := &writing{
		gen: s.m.next(), name: name, whole: whole, of: s.changes,
		hurry: hurry, cancel: cancel, done: make(chan struct{}),
	}
	s.m.writing = w
	opts, iv := s.m.opts, s.iv
	return w.cmd(func() (Saved, error) {
		if server != nil && strings.EqualFold(filepath.Ext(name), captureSuffix) {
			what.Header.Checks = checksNow(soon, server, iv)
		}
		return opts.Save(ctx, name, what)
	})
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

// checksNow are the doctor's rows of now, if the server can still be asked.
func checksNow(ctx context.Context, server Connection, iv vcenter.Interval) []capture.Check {
	ctx, cancel := context.WithTimeout(ctx, doctorTimeout)
	defer cancel()
	checks, _ := server.Doctor(ctx, iv.VM, []vcenter.Disk{iv.Disk}, &iv) // rows that nobody answered for are unknown
	return HeaderOf(vcenter.Server{}, iv, checks, time.Time{}).Checks
}

// saved tells what came of it. A name that is taken is asked about again, if what
// was to be saved is still shown.
func (s *explorerScreen) saved(w *writing, msg savedMsg) tea.Cmd {
	here := s.m.shown == s && s.changes == w.of
	if msg.err != nil && here && !s.asking { // another name may do
		s.saving.asking = true
	}
	done := fmt.Sprintf("saved %s, %s", w.name, render.Bytes(msg.saved.Size))
	switch {
	case errors.Is(msg.err, fs.ErrExist) && here:
		return s.taken(w)
	case msg.err != nil:
		s.m.status.fail(msg.err)
	default:
		if !w.whole {
			done += ": what is known so far, marked as incomplete"
		}
		if len(msg.saved.Untold) > 0 {
			done += "; it has no place to say " + strings.Join(msg.saved.Untold, ", or ")
		}
		s.m.status.tell(done)
	}
	return nil
}

// wholeByNow offers the name that a part was refused, now that the rest has come.
func (s *explorerScreen) wholeByNow() tea.Cmd {
	name := s.saving.base
	s.saving.replace, s.saving.base, s.saving.parts = name, "", 0
	s.rename(name)
	s.m.status.tell("all of the disk is known by now: press enter to replace " + name + ", or give another name")
	return nil
}

// rename puts a name into the field, to be typed on behind it.
func (s *explorerScreen) rename(name string) {
	s.saving.input.SetValue(name)
	s.saving.input.CursorEnd()
}

// taken says that there is a file of that name already. A whole map may replace it;
// a part never does, for the file may be whole, and gets another name.
func (s *explorerScreen) taken(w *writing) tea.Cmd {
	name, advice := w.name, "press enter again to replace it, or give another name"
	if w.whole {
		s.saving.replace = w.name
	} else {
		name = s.saving.beside(w.name)
		advice = "press enter to save what is known as " + name + ", or give another name"
	}
	s.rename(name)
	s.m.status = status{Fault: fault.Fault{What: fmt.Sprintf("there is a file %s already", w.name), Advice: advice}, bad: true}
	if !w.whole {
		s.m.status.What += ", and a part of a disk never replaces a file"
	}
	return s.saving.input.Focus()
}
