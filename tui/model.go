package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// screen is one step of the way from a server to a map. All screens are parts
// of one Model and change themselves in place; only Model knows which one is
// shown.
type screen interface {
	crumbs() []string                        // what has been chosen so far
	note(width int) string                   // at the right of the header, at most so wide
	body(width, height int) []string         // at most so many lines of at most that width
	hints() []key.Binding                    // the keys that matter here
	press(tea.KeyPressMsg) tea.Cmd           // a key that no global binding took
	mouse(msg tea.MouseMsg, at spot) tea.Cmd // at: relative to the body
	typing() bool                            // keys are text now
	back() tea.Cmd                           // esc: one step back
}

// spot is a place in a screen's body, in cells.
type spot struct{ x, y int }

// Model is the whole program.
type Model struct {
	opts    Options
	keys    KeyMap
	styles  Styles
	dark    bool
	profile render.Profile
	palette *render.Palette
	ramp    int // of render.Ramps

	width, height int

	server  Connection
	config  vcenter.Config // that it was opened with, zero for what needs none
	shown   screen
	status  status
	help    help
	noMouse bool // the terminal has the mouse

	connect  *connectScreen
	vms      *vmsScreen
	disks    *disksScreen
	interval *intervalScreen
	explorer *explorerScreen
	extents  *extentsScreen
	stats    *statsScreen
	doctor   *doctorScreen
	files    *filesScreen

	certificate *certificateScreen

	writing *writing // nil if no file is
	leaving bool     // once it has been written
	unsaved string   // the name of one that was given up to leave

	// pick is what is left of Options.Pick: each step is taken once.
	pick Pick

	generation int // of the newest work, over all kinds
}

// New makes the program's model. It draws on a dark ground in true colour
// until the terminal says otherwise.
func New(opts Options) *Model {
	m := &Model{opts: opts.withDefaults(), keys: DefaultKeyMap(), dark: opts.Theme != ThemeLight, pick: opts.Pick}
	m.connect = newConnectScreen(m)
	m.certificate = &certificateScreen{m: m}
	m.shown = m.connect
	m.reset()
	return m
}

// reset forgets all that was learnt from a server: on another one the same
// managed object ids name other things.
func (m *Model) reset() {
	if m.explorer != nil {
		m.explorer.stop()
		m.stats.stop()
		m.interval.leaveReading()
		m.interval.leaveInquiry()
	}
	m.vms = newVMsScreen(m)
	m.disks = newDisksScreen(m)
	m.interval = newIntervalScreen(m)
	m.explorer = newExplorerScreen(m)
	m.extents = newExtentsScreen(m)
	m.stats = newStatsScreen(m)
	m.doctor = newDoctorScreen(m)
	m.files = newFilesScreen(m)
	m.restyle()
}

// Connection is the open connection, nil without one; whoever runs the program
// closes it at the end.
func (m *Model) Connection() Connection { return m.server }

// Init starts to connect when all that takes is known. The terminal's ground
// is asked for, and never waited for.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.start())
}

// start takes the first step: to the files that were given, or to a server.
func (m *Model) start() tea.Cmd {
	switch len(m.opts.Files) {
	case 0:
		return tea.Batch(m.connect.start(), m.connect.recall())
	case 1:
		return m.explorer.openFile(m.opts.Files[0])
	}
	m.show(m.files)
	return m.files.start()
}

// Update takes a message in. It never waits.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.update(msg)
	m.explorer.look()
	return m, cmd
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.explorer.arrange()
	case tea.ColorProfileMsg:
		m.profile = profileOf(msg.Profile)
		m.restyle()
		m.explorer.arrange()
	case tea.BackgroundColorMsg:
		if t := m.opts.Theme; t != ThemeDark && t != ThemeLight {
			m.dark = msg.IsDark()
			m.restyle()
		}
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.paste(msg)
	case tea.MouseMsg:
		return m.mouse(msg)

	case connectedMsg:
		return m.connect.connected(msg)
	case vmsListedMsg:
		return m.vms.listed(msg)
	case vmPickedMsg:
		return m.vms.picked(msg)
	case detailLoadedMsg:
		return tea.Batch(m.disks.loaded(msg), m.interval.reread(msg)) // one of them asked
	case fetchBegunMsg:
		return m.explorer.begun(msg)
	case batchArrivedMsg:
		return m.explorer.arrived(msg)
	case secondPassedMsg:
		return m.explorer.secondPassed(msg)
	case fileOpenedMsg:
		return m.explorer.fileOpened(msg)
	case glancedMsg:
		return m.files.glanced(msg)
	case savedMsg:
		return m.written(msg)
	case recalledMsg:
		m.connect.recalled(msg)
	case checksReadyMsg:
		m.interval.told(msg)
		return m.doctor.ready(msg)
	case statsReadyMsg:
		return m.stats.ready(msg)
	}
	return nil
}

// press handles a key: first what works everywhere, then the screen's own.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Global.Interrupt):
		return tea.Interrupt
	case key.Matches(msg, m.keys.Global.Suspend):
		return tea.Suspend
	}
	if m.leaving {
		return m.pressLeaving(msg)
	}
	if !fits(m.width, m.height) { // what cannot be seen should not be done
		if key.Matches(msg, m.keys.Global.Quit) {
			return m.quit()
		}
		return nil
	}
	if m.help.shown {
		m.help.press(msg, m.keys.Lists)
		return nil
	}
	m.status.clear()
	if !m.shown.typing() {
		switch {
		case key.Matches(msg, m.keys.Global.Quit):
			return m.quit()
		case key.Matches(msg, m.keys.Global.Help):
			m.help.shown = true
			return nil
		case key.Matches(msg, m.keys.Global.Mouse):
			m.toggleMouse()
			return nil
		case key.Matches(msg, m.keys.Global.Back):
			return m.shown.back()
		}
	}
	return m.shown.press(msg)
}

// paster is a screen that takes pasted text.
type paster interface{ paste(tea.PasteMsg) tea.Cmd }

func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if p, ok := m.shown.(paster); ok && !m.help.shown && !m.leaving {
		m.status.clear()
		return p.paste(msg)
	}
	return nil
}

func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if _, click := msg.(tea.MouseClickMsg); click && m.help.shown {
		m.help = help{}
		return nil
	}
	if m.help.shown || m.leaving || !fits(m.width, m.height) {
		return nil
	}
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg, tea.MouseWheelMsg:
		if at.Y < m.height-keysHeight {
			m.status.clear()
		}
	}
	if click, ok := msg.(tea.MouseClickMsg); ok && at.Y == m.height-keysHeight {
		return m.clickKey(click)
	}
	return m.shown.mouse(msg, spot{at.X, at.Y - headerHeight})
}

// nextRamp changes the colours of the map.
func (m *Model) nextRamp() {
	ramps := render.Ramps()
	m.ramp = (m.ramp + 1) % len(ramps)
	m.restyle()
	switch {
	case m.profile == render.NoColor:
		m.status.tell("this terminal shows no colours, so there is one ramp only")
	case m.profile == render.ANSI16:
		m.status.tell("16 colours have one ramp only")
	default:
		m.status.tell("colours: " + ramps[m.ramp])
	}
}

// toggleMouse gives the mouse to the terminal, for selecting text, or takes it.
func (m *Model) toggleMouse() {
	m.noMouse = !m.noMouse
	if m.noMouse {
		m.status.tell("the mouse belongs to the terminal now: m takes it back")
	} else {
		m.status.tell("the mouse moves the cursor, zooms and pans again")
	}
}

// show makes a screen the shown one.
func (m *Model) show(s screen) { m.shown = s }

// next returns a new generation, which makes all messages of older work of the
// same kind stale.
func (m *Model) next() int {
	m.generation++
	return m.generation
}

// work gives a context for work in the background.
func (m *Model) work() (context.Context, context.CancelFunc) {
	return context.WithCancel(m.opts.Context)
}

func (m *Model) restyle() {
	m.styles = NewStyles(m.dark, m.profile == render.ANSI16)
	m.palette = render.NewPaletteWith(render.PaletteOptions{
		Profile: m.profile, Dark: m.dark, Glyphs: m.opts.Glyphs, Ramp: render.Ramps()[m.ramp],
	})
	m.connect.restyle()
	m.vms.restyle()
	m.interval.restyle()
	m.explorer.restyle()
}

// profileOf names the terminal's colours in render's words.
func profileOf(p colorprofile.Profile) render.Profile {
	switch p {
	case colorprofile.TrueColor:
		return render.TrueColor
	case colorprofile.ANSI256:
		return render.ANSI256
	case colorprofile.ANSI:
		return render.ANSI16
	}
	return render.NoColor
}

// selectVM goes on to the disks of a VM.
func (m *Model) selectVM(vm vcenter.VM) tea.Cmd {
	m.show(m.disks)
	return m.disks.load(vm)
}
