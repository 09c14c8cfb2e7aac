package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/render"
)

// help is the overlay with all keys.
type help struct {
	shown bool
	top   int // first line in view
	most  int // how far it can be scrolled
}

// press scrolls; any other key closes.
func (h *help) press(msg tea.KeyPressMsg, k ListKeys) {
	switch {
	case key.Matches(msg, k.Up):
		h.top = max(0, h.top-1)
	case key.Matches(msg, k.Down):
		h.top = min(h.top+1, h.most)
	default:
		*h = help{}
	}
}

// helpBody draws every key, in one column or in as many as fit, the keys of the
// screen below first.
func (m *Model) helpBody(width, height int) []string {
	const keyWidth, least = 11, 38
	columns := max(1, (width-2*margin)/least)
	each := (width - 2*margin) / columns

	var blocks [][]string
	for _, s := range m.helpSections() {
		block := []string{m.styles.Accent.Render(s.Title)}
		for _, k := range s.Keys {
			block = append(block, render.Pad(m.styles.Strong.Render(k.Help().Key), keyWidth, false)+m.styles.Dim.Render(k.Help().Desc))
		}
		blocks = append(blocks, append(block, ""))
	}
	mouse := []string{m.styles.Accent.Render("mouse")}
	for _, does := range Mouse() {
		mouse = append(mouse, render.Pad(m.styles.Strong.Render(does[0]), keyWidth, false)+m.styles.Dim.Render(does[1]))
	}
	blocks = append(blocks, mouse)

	// Blocks go to the column that is shortest so far.
	cols := make([][]string, columns)
	for _, b := range blocks {
		short := 0
		for c := range cols {
			if len(cols[c]) < len(cols[short]) {
				short = c
			}
		}
		cols[short] = append(cols[short], b...)
	}
	longest := 0
	for _, c := range cols {
		longest = max(longest, len(c))
	}
	room := height - 2
	m.help.most = max(0, longest-room)
	m.help.top = min(m.help.top, m.help.most)
	lines := []string{""}
	for y := m.help.top; y < m.help.top+room; y++ {
		var line strings.Builder
		line.WriteString(indent)
		for _, c := range cols {
			text := ""
			if y < len(c) {
				text = c[y]
			}
			line.WriteString(exactly(text, each))
		}
		lines = append(lines, line.String())
	}
	end := "any key closes this"
	if m.help.most > 0 {
		end = "↑↓ scroll, any other key closes this"
	}
	return append(lines, indent+m.styles.Dim.Render(end))
}

// helpSections puts the shown screen's keys first, so that a small terminal
// shows what can be used now.
func (m *Model) helpSections() []Section {
	all := m.keys.Sections()
	title := map[screen]string{m.explorer: "map", m.interval: "interval", m.vms: "lists", m.disks: "lists", m.extents: "extents", m.stats: "statistics", m.doctor: "checks", m.connect: "connection"}[m.shown]
	var first, rest []Section
	for _, s := range all {
		if s.Title == title {
			first = append(first, s)
		} else {
			rest = append(rest, s)
		}
	}
	return append(first, rest...)
}

// KeyTable is every key as a Markdown table, for the README.
func KeyTable() string {
	var b strings.Builder
	b.WriteString("| where | keys |\n| --- | --- |\n")
	row := func(where string, keys []string) {
		b.WriteString("| " + where + " | " + strings.Join(keys, " · ") + " |\n")
	}
	for _, s := range DefaultKeyMap().Sections() {
		var keys []string
		for _, k := range s.Keys {
			keys = append(keys, "`"+strings.Join(keyNames(k), "` `")+"` "+k.Help().Desc)
		}
		row(s.Title, keys)
	}
	var keys []string
	for _, does := range Mouse() {
		keys = append(keys, "`"+does[0]+"` "+does[1])
	}
	row("mouse", keys)
	return b.String()
}

func keyNames(k key.Binding) []string { return strings.Fields(k.Help().Key) }
