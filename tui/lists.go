package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// moveIn moves a table's cursor by the keys that all lists share.
func moveIn(t *table, msg tea.KeyPressMsg, k ListKeys) {
	switch {
	case key.Matches(msg, k.Up):
		t.move(-1)
	case key.Matches(msg, k.Down):
		t.move(+1)
	case key.Matches(msg, k.PageUp):
		t.move(-t.height)
	case key.Matches(msg, k.PageDown):
		t.move(+t.height)
	case key.Matches(msg, k.Top):
		t.move(-t.rows)
	case key.Matches(msg, k.Bottom):
		t.move(+t.rows)
	}
}

// wheelRows is how far one notch of the wheel moves a list.
const wheelRows = 3

// mouseIn handles the mouse in a table that is drawn y lines above: the wheel
// scrolls, a click chooses, a click on the chosen row opens it.
func mouseIn(t *table, msg tea.MouseMsg, y int, open func() tea.Cmd) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			t.scroll(-wheelRows)
		case tea.MouseWheelDown:
			t.scroll(+wheelRows)
		}
	case tea.MouseClickMsg:
		row, ok := t.at(y - tableHead)
		if !ok || msg.Button != tea.MouseLeft {
			return nil
		}
		if row == t.cursor {
			return open()
		}
		t.cursor = row
	}
	return nil
}
