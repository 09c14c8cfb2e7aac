package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// certificateScreen asks whether a certificate that cannot be checked is the
// server's own. Nothing has been sent to the server by then, least of all the
// password.
//
//	The certificate of vc01 cannot be checked
//
//	  reason   unknown authority
//	  SHA-256  6F:1C:…
//	           …
//
//	Compare this fingerprint with the server's own …
//
//	▌ no, go back
//	  yes, it is the same: connect
//	  yes, and note it in ~/.govmomi/known_hosts
type certificateScreen struct {
	m      *Model
	config vcenter.Config
	cert   vcenter.UntrustedError
	resume *resumption // in the middle of a session, nil for a first connection
	cursor int         // of the answers
	top    int         // line of the first answer in the body
	scroll int         // lines of the question above the view
	most   int         // that it can be scrolled by
}

// The answers, in their order. The last is there only if there is a file.
const (
	answerNo = iota
	answerOnce
	answerAlways
)

func (s *certificateScreen) answers() []string {
	all := []string{"no, go back", "yes, it is the same: connect"}
	if name := s.config.Notebook(); name != "" {
		all = append(all, "yes, and note it in "+render.Clean(name))
	}
	return all
}

// ask shows the question. The answer under the cursor is no: whoever presses
// enter without reading has accepted nothing.
func (s *certificateScreen) ask(config vcenter.Config, cert *vcenter.UntrustedError, resume *resumption) {
	s.config, s.cert, s.resume, s.cursor = config, *cert, resume, answerNo
	s.scroll, s.most = 0, 0
	s.m.show(s)
}

// answer goes back to where it was asked from, or on to the server if the
// fingerprint is accepted.
func (s *certificateScreen) answer(n int) tea.Cmd {
	s.m.show(s.m.connect)
	if n == answerNo {
		if s.resume != nil {
			s.m.show(s.resume.to)
		}
		s.m.status.tell("nothing was sent to " + s.cert.Host)
		return nil
	}
	config := s.config
	if s.resume != nil {
		config.CACerts = "" // the roots of before may be gone, and are not asked any more
	}
	s.m.connect.accepted[config.Host()] = s.cert.Thumbprint
	var noted error
	if n == answerAlways {
		noted = config.Remember(s.cert.Thumbprint)
	}
	cmd := s.m.connect.open(config.Host(), config)
	s.m.connect.resume = s.resume
	if noted != nil {
		s.m.status.fail(advise(noted, "check the path and the permissions of "+config.Notebook()))
	}
	return cmd
}

func (s *certificateScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	s.body(s.m.width, s.m.height-headerHeight-keysHeight) // a key may come before it was drawn
	k, last := s.m.keys.Lists, len(s.answers())-1
	switch {
	case key.Matches(msg, k.Up) && s.cursor == answerNo:
		s.scroll = max(0, s.scroll-1)
	case key.Matches(msg, k.Down) && s.unread():
		s.scroll++
	case key.Matches(msg, k.Up):
		s.cursor--
	case key.Matches(msg, k.Down):
		s.cursor = min(s.cursor+1, last)
	case key.Matches(msg, s.m.keys.Connect.Enter):
		return s.answer(s.cursor)
	case key.Matches(msg, s.m.keys.Explorer.Copy):
		s.m.status.tell("copied the fingerprint")
		return tea.SetClipboard(s.cert.Thumbprint)
	}
	return nil
}

func (s *certificateScreen) back() tea.Cmd { return s.answer(answerNo) }

func (s *certificateScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	click, ok := msg.(tea.MouseClickMsg)
	n := at.y - s.top
	if wheel, ok := msg.(tea.MouseWheelMsg); ok && s.most > 0 {
		switch wheel.Button {
		case tea.MouseWheelUp:
			s.scroll = max(0, s.scroll-1)
		case tea.MouseWheelDown:
			s.scroll = min(s.scroll+1, s.most)
		}
	}
	if !ok || s.unread() && n != answerNo || click.Button != tea.MouseLeft || n < 0 || n >= len(s.answers()) {
		return nil
	}
	if n == s.cursor {
		return s.answer(n)
	}
	s.cursor = n
	return nil
}

func (s *certificateScreen) typing() bool     { return false }
func (s *certificateScreen) crumbs() []string { return []string{s.cert.Host} }
func (s *certificateScreen) note(int) string  { return "" }

func (s *certificateScreen) hints() []key.Binding {
	move := "choose"
	if s.unread() {
		move = "read"
	}
	return []key.Binding{
		bind("↑ ↓", move), bind("enter", "answer", "enter"), bind("y", "copy the fingerprint", "y"),
		s.m.keys.Global.Back, s.m.keys.Global.Quit,
	}
}

// body shows all of the question if there is room for it, or else says it shorter, or
// else lets it be read to its end before there is a yes to it.
func (s *certificateScreen) body(width, height int) []string {
	room := max(min(width-2*margin-2, 78), 8)
	answers := s.answers()
	fits := func(lines []string) bool { return len(lines)+len(answers) <= height }
	s.scroll, s.most = min(s.scroll, s.most), 0
	lines := s.question(room, longWarning, true)
	if !fits(lines) {
		lines = s.question(room, longWarning, false)
	}
	if !fits(lines) {
		lines = s.question(room, shortWarning, false)
	}
	if !fits(lines) {
		lines = s.question(room, longWarning, false)
		view := max(height-len(answers), 1)
		s.most = len(lines) - view
		s.scroll = min(s.scroll, s.most)
		lines = lines[s.scroll : s.scroll+view]
	}
	s.top = len(lines)
	st := s.m.styles
	if s.unread() {
		s.cursor, answers = answerNo, []string{answers[answerNo], "↓ more to read before an answer"}
	}
	for i, say := range answers {
		mark, style := "  ", st.Text
		if i == s.cursor {
			mark, style = st.Accent.Render("▌ "), st.Strong
		}
		if i > 0 && s.unread() {
			style = st.Dim
		}
		lines = append(lines, indent+mark+style.Render(render.Cut(say, room)))
	}
	return lines
}

// unread tells whether a part of the question has not been in view.
func (s *certificateScreen) unread() bool { return s.scroll < s.most }

const (
	longWarning = "Compare this fingerprint with the one that the server itself shows, or ask its administrator. " +
		"If they differ, somebody in between reads along: your password would be theirs."
	shortWarning = "If it differs, somebody reads along."
)

// question is all that has to be known for an answer, with empty lines or without.
func (s *certificateScreen) question(room int, warning string, airy bool) []string {
	st := s.m.styles
	var lines []string
	space := func() {
		if airy {
			lines = append(lines, "")
		}
	}
	space()
	for _, line := range wrap("The certificate of "+render.Clean(s.cert.Host)+" cannot be checked", room) {
		lines = append(lines, indent+"  "+st.Strong.Render(line))
	}
	space()
	pair := func(label, text string) {
		for i, line := range wrap(text, room-10) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, indent+"    "+st.Dim.Render(render.Pad(label, 8, false))+st.Text.Render(line))
		}
	}
	pair("reason", render.Clean(s.cert.Reason))
	for i, part := range halves(s.cert.Thumbprint, room-12) {
		pair([]string{"SHA-256", ""}[min(i, 1)], part)
	}
	space()
	for _, line := range wrap(warning, room) {
		lines = append(lines, indent+"  "+st.Dim.Render(line))
	}
	space()
	return lines
}

// halves breaks a fingerprint after colons, into lines of equal length that fit.
func halves(print string, width int) []string {
	bytes := strings.Split(print, ":")
	per := len(bytes)
	for per > 1 && per*3 > width {
		per = (per + 1) / 2
	}
	var lines []string
	for from := 0; from < len(bytes); from += per {
		lines = append(lines, strings.Join(bytes[from:min(from+per, len(bytes))], ":"))
	}
	return lines
}
