package drive

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Driver drives one model. Commands run in the order in which they came, each
// to its end, so that the same input gives the same screens.
type Driver struct {
	Model tea.Model
	Quit  bool // the model asked to end

	queue []tea.Cmd
}

// New starts a model at a size in cells.
func New(m tea.Model, width, height int) *Driver {
	d := &Driver{Model: m}
	d.enqueue(m.Init())
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
	return d
}

// Send gives a message to the model and keeps the command for later.
func (d *Driver) Send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.QuitMsg, tea.InterruptMsg:
		d.Quit = true
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.enqueue(cmd)
		}
		return
	}
	var cmd tea.Cmd
	d.Model, cmd = d.Model.Update(msg)
	d.enqueue(cmd)
}

func (d *Driver) enqueue(cmd tea.Cmd) {
	if cmd != nil {
		d.queue = append(d.queue, cmd)
	}
}

// Step carries out the oldest command; false when there is none.
func (d *Driver) Step() bool {
	if len(d.queue) == 0 {
		return false
	}
	cmd := d.queue[0]
	d.queue = d.queue[1:]
	d.Send(cmd())
	return true
}

// Settle carries out commands until none is left.
func (d *Driver) Settle() {
	for d.Step() {
	}
}

// Until carries out commands until the screen satisfies ok; false when they ran
// out before.
func (d *Driver) Until(ok func(screen string) bool) bool {
	for !ok(d.Screen()) {
		if !d.Step() {
			return false
		}
	}
	return true
}

// Press presses keys by their names ("enter", "esc", "ctrl+c", "n") and settles
// after each.
func (d *Driver) Press(keys ...string) {
	for _, k := range keys {
		d.Send(Key(k))
		d.Settle()
	}
}

// Type presses the keys of a text.
func (d *Driver) Type(text string) {
	for _, r := range text {
		d.Press(string(r))
	}
}

// Screen is what the terminal would show, with its colours.
func (d *Driver) Screen() string { return d.Model.View().Content }

// Lines are the lines of Screen.
func (d *Driver) Lines() []string { return strings.Split(d.Screen(), "\n") }

var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

// Key is the message of a key.
func Key(name string) tea.KeyPressMsg {
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if plain, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(plain)[0], Mod: tea.ModCtrl}
	}
	if name == "space" || name == " " {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}
