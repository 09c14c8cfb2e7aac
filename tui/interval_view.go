package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// The screen, from top to bottom; a low terminal drops the blank lines and what
// is known before asking:
//
//	Changes from when, until when?
//
//	    time           snapshot      changeId
//	  ○ everything     allocated     *
//	  │ 15 Nov 22:00   nightly-1     52 de …/4
//	  ┌ 16 Nov 22:00   nightly-2     52 de …/5   begin
//	  └ 17 Nov 22:00   nightly-3     52 de …/6   end
//	  · now            current state             only while the VM is powered off
//
//	  or paste a changeId: ______

// lowBody is the height below which every line counts.
const lowBody = 14

func (s *intervalScreen) note(int) string {
	switch {
	case s.again.stop != nil:
		return s.m.styles.Dim.Render("asking …")
	case s.right.denied != nil:
		return s.m.styles.Error.Render("may not be asked")
	}
	return s.m.styles.Dim.Render(render.Bytes(s.disk.Capacity))
}

func (s *intervalScreen) body(width, height int) []string {
	st := s.m.styles
	lines := []string{
		"",
		indent + "  " + st.Strong.Render("Changes from when, until when?"),
		"",
		indent + "     " + st.Dim.Render(s.columns(width, "time", "snapshot", "changeId")),
	}
	field := []string{"", s.field(width)}
	if height < lowBody {
		lines, field = lines[3:], field[1:]
	}
	s.rowsTop = len(lines)
	ready := s.ready(width)
	room := height - len(lines) - len(field)
	if need := s.now() + 1 + len(ready); need > room {
		ready = ready[:max(0, min(len(ready), room-s.now()-1))]
		if len(ready) < 4 {
			ready = nil // a heading alone says nothing
		}
	}
	s.height = max(1, min(s.now()+1, room-len(ready)))
	s.top = max(0, min(s.top, s.cursor, s.now()+1-s.height))
	s.top = max(s.top, s.cursor-s.height+1)
	for row := s.top; row < s.top+s.height; row++ {
		lines = append(lines, s.row(row, width))
	}
	return append(append(lines, field...), ready...)
}

// columns sets the three texts of a row; on a narrow screen the changeId keeps
// its end.
func (s *intervalScreen) columns(width int, time, name, id string) string {
	const fullID, tag = 50, 8
	timeWidth := s.timeWidth()
	room := width - 2*margin - 5 - timeWidth - 2 - tag
	idWidth := fullID
	if room < fullID+18 {
		idWidth = max(min(12, room/2), 0)
	}
	if idWidth < 8 { // 40 columns: the name says which it is
		return render.Pad(time, timeWidth, false) + "  " + render.Pad(render.Cut(name, max(room, 1)), max(room, 1), false)
	}
	nameWidth := min(room-idWidth-2, 40)
	if len([]rune(id)) > idWidth {
		id = shortChangeID(id, idWidth)
	}
	return render.Pad(time, timeWidth, false) + "  " +
		render.Pad(render.Cut(name, nameWidth), nameWidth, false) + "  " +
		render.Pad(render.Cut(id, idWidth), idWidth, false)
}

// timeWidth is the width of the longest time.
func (s *intervalScreen) timeWidth() int {
	most := len("everything")
	for _, sn := range s.detail.Snapshots {
		most = max(most, ansi.StringWidth(s.m.when(sn.Created)))
	}
	return most
}

// row draws one moment: its place in the bracket of the interval, what it is,
// and whether it begins or ends the interval, or why it can do neither.
func (s *intervalScreen) row(row, width int) string {
	st := s.m.styles
	var time, name, id, reason string
	switch row {
	case 0:
		time, name, id = "everything", "allocated areas", vcenter.Everything
	case s.now():
		time, name = "now", vcenter.Current+" state"
	default:
		sn := s.detail.Snapshots[row-1]
		time, name = s.m.when(sn.Created), render.Clean(sn.Name)
		if d, ok := sn.Disk(s.disk.Key); ok {
			id = render.Clean(d.ChangeID)
		}
	}
	works := s.endFault(row) == nil || s.beginFault(row) == nil
	if row != 0 && row < s.end && s.begin != row {
		works = works && s.beginFault(row) == nil
	}
	if !works && id == "" {
		reason = s.shortReason(row)
	}
	tag := ""
	switch row {
	case s.begin:
		tag = "begin"
	case s.end:
		tag = "end"
	}
	text := s.columns(width, time, name, id)
	if reason != "" {
		used := ansi.StringWidth(strings.TrimRight(text, " "))
		text = strings.TrimRight(text, " ") + "  " + render.Cut(reason, max(width-2*margin-7-used-len(tag)-1, 0))
	}
	lead := s.bracket(row)
	switch {
	case row == s.cursor && !s.asking:
		lead = st.Accent.Render("▌") + st.Accent.Render(lead)
		text = st.Selected.Render(" " + text + " ")
	case s.right.denied != nil:
		lead = " " + st.Faint.Render(lead)
		text = " " + st.Faint.Render(text) + " "
	case tag != "":
		lead = " " + st.Accent.Render(lead)
		text = " " + st.Strong.Render(text) + " "
	case !works:
		lead = " " + st.Faint.Render(lead)
		text = " " + st.Faint.Render(text)
	default:
		lead = " " + st.Faint.Render(lead)
		text = " " + st.Text.Render(text)
	}
	return indent + " " + lead + text + " " + st.Accent.Render(tag)
}

// bracket is the mark of a row on the line of time, two cells.
func (s *intervalScreen) bracket(row int) string {
	begin := s.begin
	if begin == pastedRow {
		begin = 1 // a pasted changeId lies somewhere before the end
	}
	switch {
	case row == s.end && begin == row:
		return "╶─"
	case row == begin && s.begin != pastedRow:
		return "┌─"
	case row == s.end:
		return "└─"
	case row > begin && row < s.end:
		return "│ "
	case row == 0:
		return "○ "
	case row == s.now():
		return "· "
	}
	return "╎ "
}

// shortReason is the first half of a fault: the row has no room for advice,
// which the status line gives when the row is chosen.
func (s *intervalScreen) shortReason(row int) string {
	err := s.endFault(row)
	if err == nil {
		err = s.beginFault(row)
	}
	switch d := s.detail; {
	case err == nil:
		return ""
	case row == s.now() && (d.Power == "poweredOn" || d.Power == "suspended"):
		return "only while powered off"
	}
	what, _, _ := strings.Cut(err.Error(), ": ")
	return render.Clean(what)
}

func (s *intervalScreen) field(width int) string {
	st := s.m.styles
	label := "or paste a changeId from a backup's log (c): "
	if width < 80 {
		label = "or paste (c): "
	}
	room := max(min(width-2*margin-2-ansi.StringWidth(label)-8, 56), 8)
	s.input.SetWidth(room - 1)
	text := st.Faint.Render(strings.Repeat("_", room))
	switch {
	case s.asking:
		text = exactly(s.input.View(), room)
	case s.input.Value() != "":
		text = st.Text.Render(render.Pad(shortChangeID(render.Clean(s.input.Value()), room), room, false))
	}
	tag := ""
	if s.begin == pastedRow {
		tag = " " + st.Accent.Render("begin")
	}
	return indent + "  " + st.Dim.Render(label) + text + tag
}

// ready tells what is known, before anything is asked, of whether the answer
// can be had.
func (s *intervalScreen) ready(width int) []string {
	st := s.m.styles
	iv, err := s.chosen()
	head := st.Strong.Render("Ready")
	denied := s.right.denied
	if err != nil || denied != nil {
		head = st.Strong.Render("This cannot be asked")
	} else if _, reset := iv.Reset(); reset {
		head = st.Strong.Render("This can be asked, but not relied on")
	}
	lines := []string{"", indent + "  " + head, ""}
	say := func(mark, text string) {
		style := st.Dim
		switch mark {
		case "✓":
			mark = st.Accent.Render(mark)
		case "✗":
			mark, style = st.Error.Render(mark), st.Error
		case "→":
			mark, style = st.Strong.Render(mark), st.Strong
		default:
			mark = st.Warn.Render(mark)
		}
		for i, line := range wrap(render.Clean(text), width-2*margin-6) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, indent+"  "+mark+" "+style.Render(line))
		}
	}
	if denied != nil {
		say("✗", denied.Found)
		say("·", denied.Why)
		say("→", denied.Advice)
	}
	switch {
	case s.cursor < s.end && s.cursor != s.begin && s.beginFault(s.cursor) != nil:
		say("·", "the row under the cursor cannot begin: "+advise(s.beginFault(s.cursor), otherRow).Error())
	case s.cursor > s.end && s.endFault(s.cursor) != nil:
		say("·", "the row under the cursor cannot end: "+advise(s.endFault(s.cursor), otherRow).Error())
	}
	if err != nil {
		say("✗", advise(err, otherRow).Error())
	} else {
		say("✓", "from "+s.fromWords(iv)+" to "+s.toWords(iv))
		if iv.FromChangeID != vcenter.Everything && iv.ToChangeID != "" {
			say("✓", "both changeIds carry the same UUID: tracking was not reset in between")
		}
		if at, ok := iv.Reset(); ok {
			say("✗", fetch.Reset(render.Clean(at.Name)).Detail)
			say("→", fetch.Suspect.Meaning())
		}
		if iv.FromChangeID == vcenter.Everything {
			say("·", "allocated areas are known on VMFS only; elsewhere a server may report the whole disk")
		}
	}
	if s.detail.SnapshotsWithheld() {
		say("·", "the account may not see the snapshots of this VM, so the rows above may not be all; "+seeing)
	}
	say(flagMark(s.detail.Tracking), "change tracking is "+s.detail.Tracking.String()+" for the VM")
	if s.disk.Tracking != vcenter.Unknown {
		say(flagMark(s.disk.Tracking), "and "+s.disk.Tracking.String()+" for this disk ("+s.disk.Slot+".ctkEnabled)")
	}
	if at, ok := iv.ResetBefore(); ok && err == nil { // of less weight than all that is above
		say("·", fetch.EarlierReset(render.Clean(at.Name)).Detail)
	}
	say("·", strings.Join(nonEmpty("hardware "+orDash(s.detail.HardwareVersion), s.disk.Mode, sharing(s.disk), s.disk.Backing), " · "))
	return lines
}

func (s *intervalScreen) fromWords(iv vcenter.Interval) string {
	switch {
	case iv.FromChangeID == vcenter.Everything:
		return "everything allocated"
	case iv.FromSnapshot != "":
		return iv.FromSnapshot
	}
	return "the pasted changeId"
}

func (s *intervalScreen) toWords(iv vcenter.Interval) string {
	if iv.To.MoID == "" {
		return "the current state"
	}
	return iv.To.Name
}

func flagMark(f vcenter.Flag) string {
	return [...]string{vcenter.Unknown: "·", vcenter.No: "✗", vcenter.Yes: "✓"}[f]
}
