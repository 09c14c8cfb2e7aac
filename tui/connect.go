package tui

import (
	"context"
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// connectScreen asks for a vCenter, or shows that one is being connected to.
//
//	Connect to a vCenter
//
//	  address   vc01.example.com
//	  user      administrator@vsphere.local
//	  password  ········
//	  [ ] accept any certificate
//
//	  connect
//	  explore the simulated vCenter
//	  open sql01-hard-disk-2-2026-11-22.cbtmap
type connectScreen struct {
	m      *Model
	inputs [3]textinput.Model
	focus  int // of the lines: the inputs, then the tick, then the two buttons

	insecure bool

	gen    int
	cancel context.CancelFunc
	to     string         // the server being connected to, "" while asking
	trying vcenter.Config // zero for what needs none
	resume *resumption    // what the connection is for, nil for a first one

	accepted map[string]string // fingerprints of this run, by host

	recent []Recent // files to open instead, each with a line of its own
	top    int      // lines above the view, where there is not room for all
}

// The lines that can have the focus.
const (
	lineURL = iota
	lineUser
	linePassword
	lineInsecure
	lineConnect
	lineDemo
	lineRecent // the first of those with a file
)

var connectLabels = [3]string{"address", "user", "password"}

func newConnectScreen(m *Model) *connectScreen {
	s := &connectScreen{m: m, insecure: m.opts.Config.Insecure, accepted: map[string]string{}}
	for i, value := range [3]string{m.opts.Config.Host(), m.opts.Config.Username, m.opts.Config.Password} {
		in := textinput.New()
		in.Prompt = ""
		in.CharLimit = 1024
		in.SetValue(value)
		s.inputs[i] = in
	}
	s.inputs[lineURL].Placeholder = "for example vc01.example.com"
	s.inputs[lineUser].Placeholder = "for example administrator@vsphere.local"
	s.inputs[linePassword].EchoMode = textinput.EchoPassword
	s.inputs[linePassword].EchoCharacter = '·'
	for s.focus < linePassword && s.inputs[s.focus].Value() != "" {
		s.focus++
	}
	return s
}

func (s *connectScreen) restyle() {
	for i := range s.inputs {
		s.inputs[i].SetStyles(inputStyles(s.m.styles))
	}
	s.refocus()
}

// start connects if all is known, and asks otherwise.
func (s *connectScreen) start() tea.Cmd {
	switch {
	case s.m.opts.StartDemo:
		return s.demo()
	case s.m.opts.Config.Validate() == nil:
		return s.open(s.m.opts.Config.Host(), s.m.opts.Config)
	}
	return nil
}

func (s *connectScreen) demo() tea.Cmd {
	if s.m.opts.Demo == nil {
		s.m.status.fail(errors.New("the simulated vCenter is not part of this build: give the address of a vCenter"))
		return nil
	}
	s.trying = vcenter.Config{}
	return s.run("the simulated vCenter", s.m.opts.Demo)
}

func (s *connectScreen) open(name string, config vcenter.Config) tea.Cmd {
	if print, ok := s.accepted[config.Host()]; ok && config.Thumbprint == "" {
		config.Thumbprint = print
	}
	s.trying = config
	return s.run(name, func(ctx context.Context) (Connection, error) { return s.m.opts.Connect(ctx, config) })
}

func (s *connectScreen) run(to string, open func(context.Context) (Connection, error)) tea.Cmd {
	s.stop()
	var ctx context.Context
	ctx, s.cancel = s.m.work()
	s.gen, s.to = s.m.next(), to
	return connectCmd(ctx, s.gen, open)
}

// stop leaves a connection that is being made.
func (s *connectScreen) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.to, s.resume = nil, "", nil
}

func (s *connectScreen) connected(msg connectedMsg) tea.Cmd {
	if msg.gen != s.gen || s.to == "" {
		if msg.server != nil {
			return closeCmd(msg.server)
		}
		return nil
	}
	resume := s.resume
	s.cancel, s.to, s.resume = nil, "", nil // the context lives on: the session may hold it
	if cert, config := s.doubted(msg.err, s.trying); cert != nil {
		s.m.certificate.ask(config, cert, resume)
		return nil
	}
	if msg.err != nil && resume != nil {
		s.m.show(resume.to)
		s.m.status.fail(msg.err)
		return nil
	}
	if msg.err != nil {
		s.m.status.fail(inForm(msg.err))
		return nil
	}
	var old tea.Cmd
	if s.m.server != nil {
		old = closeCmd(s.m.server)
	}
	same := s.m.server != nil && sameServer(s.m.server.Server(), msg.server.Server())
	s.m.server, s.m.config = msg.server, s.trying
	if resume != nil && same {
		s.m.show(resume.to)
		return tea.Batch(old, resume.then())
	}
	s.m.reset()
	s.m.show(s.m.vms)
	return tea.Batch(old, s.m.vms.start())
}

// sameServer tells whether what was learnt from one server holds of the other.
func sameServer(a, b vcenter.Server) bool {
	return a.Host == b.Host && a.Instance == b.Instance
}

func (s *connectScreen) submit() tea.Cmd {
	if s.partAddress() {
		return nil
	}
	config := s.m.opts.Config
	if host := strings.TrimSpace(s.inputs[lineURL].Value()); host != config.Host() {
		config.URL = host // else the whole address stays, scheme and path included
	}
	config.Username = strings.TrimSpace(s.inputs[lineUser].Value())
	config.Password = s.inputs[linePassword].Value()
	config.Insecure = s.insecure
	if err := config.Validate(); err != nil {
		s.m.status.fail(advise(err, "fill it in above"))
		return nil
	}
	return s.open(config.Host(), config)
}

func (s *connectScreen) typing() bool { return s.to == "" && s.focus <= linePassword }

func (s *connectScreen) back() tea.Cmd {
	if s.to != "" {
		if s.resume != nil {
			s.m.show(s.resume.to)
		}
		s.stop()
		s.m.status.tell("stopped connecting")
	}
	return nil
}

func (s *connectScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.to != "" {
		return nil
	}
	k := s.m.keys.Connect
	switch {
	case key.Matches(msg, k.Next):
		s.move(+1)
	case key.Matches(msg, k.Prev):
		s.move(-1)
	case key.Matches(msg, k.Enter):
		return s.enter()
	case key.Matches(msg, k.Tick) && s.focus == lineInsecure:
		s.insecure = !s.insecure
	case key.Matches(msg, s.m.keys.Global.Back):
	default:
		return s.edit(msg)
	}
	return nil
}

func (s *connectScreen) enter() tea.Cmd {
	switch {
	case s.focus == lineDemo:
		return s.demo()
	case s.focus >= lineRecent:
		return s.m.explorer.openFile(s.m.opts.OpenFile(s.recent[s.focus-lineRecent].Path))
	case s.focus < linePassword, s.focus == lineInsecure: // what accepts any certificate is not on the way
		s.move(+1)
		return nil
	}
	return s.submit()
}

func (s *connectScreen) paste(msg tea.PasteMsg) tea.Cmd { return s.edit(msg) }

func (s *connectScreen) edit(msg tea.Msg) tea.Cmd {
	if s.focus > linePassword || s.to != "" {
		return nil
	}
	var cmd tea.Cmd
	s.inputs[s.focus], cmd = s.inputs[s.focus].Update(msg)
	return cmd
}

// partAddress takes the user and the password out of the address, where a password can
// be read by whoever looks on, and puts them into their own lines.
func (s *connectScreen) partAddress() bool {
	alone, err := vcenter.Config{}.WithURL(s.inputs[lineURL].Value())
	if err != nil || alone.Username == "" && alone.Password == "" {
		return false
	}
	s.inputs[lineURL].SetValue(alone.URL)
	found := "user"
	if alone.Username != "" {
		s.inputs[lineUser].SetValue(alone.Username)
	}
	if alone.Password != "" {
		s.inputs[linePassword].SetValue(alone.Password)
		found = "password"
		if alone.Username != "" {
			found = "user and password"
		}
	}
	s.m.status.tell("the address held " + found + ": moved to the lines below")
	return true
}

func (s *connectScreen) move(by int) {
	if s.focus == lineURL {
		s.partAddress()
	}
	lines := lineRecent + len(s.recent)
	s.focus = (s.focus + by + lines) % lines
	s.refocus()
}

func (s *connectScreen) refocus() {
	for i := range s.inputs {
		if i == s.focus {
			s.inputs[i].Focus()
		} else {
			s.inputs[i].Blur()
		}
	}
}

// connectTop is the line of the first input in the body.
const connectTop = 3

func (s *connectScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	if _, click := msg.(tea.MouseClickMsg); !click || s.to != "" {
		return nil
	}
	for line := range lineRecent + len(s.recent) {
		if at.y+s.top == connectRow(line) {
			s.focus = line
			s.refocus()
			switch {
			case line == lineInsecure:
				s.insecure = !s.insecure
			case line > lineInsecure:
				return s.enter()
			}
		}
	}
	return nil
}

// connectRow is the body line that a focusable line stands on.
func connectRow(line int) int {
	if line >= lineConnect {
		return connectTop + line + 1
	}
	return connectTop + line
}

func (s *connectScreen) crumbs() []string { return nil }
func (s *connectScreen) note(int) string  { return "" }

func (s *connectScreen) hints() []key.Binding {
	if s.to != "" {
		return []key.Binding{bind("esc", "stop", "esc"), s.m.keys.Global.Quit}
	}
	k := s.m.keys.Connect
	switch {
	case s.focus == lineInsecure:
		return []key.Binding{short(k.Enter, "go on"), k.Tick, s.m.keys.Global.Quit}
	case s.focus == linePassword, s.focus == lineConnect:
		return []key.Binding{short(k.Next, "next"), short(k.Enter, "connect"), bind("ctrl+c", "quit")}
	}
	if s.focus >= lineDemo {
		return []key.Binding{short(k.Next, "next"), short(k.Enter, "open"), s.m.keys.Global.Quit}
	}
	return []key.Binding{short(k.Next, "next"), short(k.Enter, "go on"), bind("ctrl+c", "quit")}
}

func (s *connectScreen) body(width, height int) []string {
	st := s.m.styles
	if s.to != "" {
		return []string{"", indent + " " + st.Strong.Render("Connecting to "+render.Clean(s.to)+" …")}
	}
	const label = 10
	room := max(min(width-label-2*margin-4, 60), 8)
	lines := make([]string, connectTop, connectTop+8)
	lines[1] = indent + " " + st.Strong.Render("Connect to a vCenter or an ESXi host")
	for i := range s.inputs {
		s.inputs[i].SetWidth(room - 1)
		lines = append(lines, s.line(i, render.Pad(connectLabels[i], label, false))+exactly(s.inputs[i].View(), room))
	}
	tick := "[ ] "
	if s.insecure {
		tick = "[×] "
	}
	lines = append(lines,
		s.line(lineInsecure, tick+"accept any certificate"),
		"",
		s.line(lineConnect, "connect"),
		s.line(lineDemo, "explore the simulated vCenter instead"),
	)
	lines = append(lines, s.recentLines(width)...)
	if height >= len(lines)+4 {
		lines = append(lines, "", "",
			indent+"  "+st.Faint.Render(render.Cut("GOVC_URL, GOVC_USERNAME and GOVC_PASSWORD fill this in.", width-4)),
			indent+"  "+st.Faint.Render(render.Cut("cbtmap only reads: it changes nothing on the server.", width-4)))
		if len(s.recent) == 0 && height > len(lines) {
			lines = append(lines, indent+"  "+st.Faint.Render(render.Cut("cbtmap open FILE shows a map that was saved, or one of another tool.", width-4)))
		}
	}
	s.top = max(0, min(connectRow(s.focus)-height+1, len(lines)-height))
	return lines[s.top:]
}

// line draws a line's text with the mark of the focus.
func (s *connectScreen) line(i int, text string) string {
	if i == s.focus {
		return indent + s.m.styles.Accent.Render("▌ ") + s.m.styles.Strong.Render(text)
	}
	return indent + "  " + s.m.styles.Text.Render(text)
}
