package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// The frame that all screens share:
//
//	cbtmap  vc01 › sql01 › Hard disk 2             15 Nov 22:00 → …     header
//	…                                                                   body
//	n next change   + - zoom   0 whole disk                ? help       keys, or the status
const (
	headerHeight = 1
	keysHeight   = 1
	margin       = 1 // columns left free at either side

	minWidth  = 40
	minHeight = 12
)

var indent = strings.Repeat(" ", margin)

func fits(width, height int) bool { return width >= minWidth && height >= minHeight }

// prompter is a screen that may ask for a line of text just above the keys.
type prompter interface{ prompt(width int) string }

// View draws the screen. It only puts strings together: what is costly was
// made when its input changed.
func (m *Model) View() tea.View {
	v := tea.NewView(strings.Join(m.lines(), "\n"))
	v.AltScreen = true
	if !m.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = m.title()
	v.ProgressBar = m.explorer.progressBar()
	return v
}

// lines are the whole screen, each exactly as wide as the terminal.
func (m *Model) lines() []string {
	if m.width <= 0 || m.height <= 0 {
		return nil
	}
	lines := make([]string, 0, m.height)
	switch {
	case !fits(m.width, m.height):
		lines = m.tooSmall()
	case m.help.shown:
		lines = append(lines, m.header())
		lines = append(lines, m.helpBody(m.width, m.height-headerHeight)...)
	default:
		lines = append(lines, m.header())
		lines = append(lines, m.shown.body(m.width, m.height-headerHeight-keysHeight)...)
		lines = fill(lines, m.height-keysHeight)
		lines = append(lines, m.keysLine())
		say := m.says().lines(m.width, m.height, m.styles)
		copy(lines[len(lines)-len(say):], say)
		if p, ok := m.shown.(prompter); ok {
			if ask := p.prompt(m.width); ask != "" {
				lines[len(lines)-max(len(say), keysHeight)-1] = ask
			}
		}
	}
	lines = fill(lines, m.height)
	for i, line := range lines {
		line = exactly(line, m.width)
		if m.opts.Glyphs == render.ASCII {
			line = inASCII.Replace(line)
		}
		lines[i] = line
	}
	return lines
}

// inASCII replaces the program's own signs by plain ones of the same width. What
// a server names its machines stays as it is.
var inASCII = strings.NewReplacer(
	"≥ ", ">=",
	"─", "-", "│", "|", "╎", ":", "┌", "+", "└", "+", "┘", "+", "╶", "-", "╵", "^", "○", "o",
	"·", "-", "–", "-", "…", ".", "›", ">", "→", ">", "≥", ">", "×", "x", "✓", "+", "✗", "!", "▾", "v", "■", "#",
	"█", "#", "▉", "#", "▊", "#", "▋", "#", "▌", "|", "▍", "|", "▎", "|", "▏", "|",
	"▁", "_", "▂", "_", "▃", "_", "▄", "_", "▅", "#", "▆", "#", "▇", "#",
	"↑", "^", "↓", "v", "←", "<",
)

// titleWidth is how long a window's title may be: names may have thousands of
// letters, and terminals take a title as it comes.
const titleWidth = 200

// title is the terminal window's.
func (m *Model) title() string {
	return render.Cut(strings.Join(append([]string{"cbtmap"}, cleaned(m.shown.crumbs())...), " › "), titleWidth)
}

// header puts the way that led here at the left and the screen's note at the
// right. When both do not fit, the oldest steps go first.
func (m *Model) header() string {
	st := m.styles
	badge := indent[1:] + st.Badge.Render(" cbtmap ")
	room := m.width - ansi.StringWidth(badge) - 2*margin
	crumbs := cleaned(m.shown.crumbs())
	least := 0
	if len(crumbs) > 0 {
		least = min(ansi.StringWidth(strings.Join(crumbs[max(0, len(crumbs)-2):], " › ")), room/2)
	}
	note := m.shown.note(max(room-least-3, room/3))
	way := m.crumbs(crumbs, room-ansi.StringWidth(note)-2)
	return spread(badge+" "+way, note+indent, m.width)
}

func (m *Model) crumbs(crumbs []string, width int) string {
	const sep = " › "
	for len(crumbs) > 1 && ansi.StringWidth(strings.Join(crumbs, sep)) > width {
		crumbs = crumbs[1:]
	}
	var b strings.Builder
	for i, c := range crumbs {
		if i > 0 {
			b.WriteString(m.styles.Faint.Render(sep))
		}
		if i == len(crumbs)-1 {
			b.WriteString(m.styles.Strong.Render(render.Cut(c, max(width, 0))))
		} else {
			b.WriteString(m.styles.Dim.Render(c))
		}
	}
	return b.String()
}

// placedKey is a key in the line of keys, and the columns it stands in.
type placedKey struct {
	binding  key.Binding
	from, to int
}

// placeKeys sets out the keys that matter here, as many as fit, and always how
// to get at the others.
func (m *Model) placeKeys() []placedKey {
	var placed []placedKey
	end := m.width
	if !m.shown.typing() {
		help := m.keys.Global.Help
		end = m.width - margin - hintWidth(help)
		placed = append(placed, placedKey{help, end, m.width - margin})
	}
	x := margin
	for _, k := range m.shown.hints() {
		w := hintWidth(k)
		if x+w+2 > end {
			break
		}
		placed = append(placed, placedKey{k, x, x + w})
		x += w + 3
	}
	slices.SortFunc(placed, func(a, b placedKey) int { return a.from - b.from })
	return placed
}

func (m *Model) keysLine() string {
	var b strings.Builder
	x := 0
	for _, p := range m.placeKeys() {
		b.WriteString(strings.Repeat(" ", p.from-x) + hint(m.styles, p.binding))
		x = p.to
	}
	return b.String()
}

// clickKey presses the key that was clicked on in the line of keys. One that
// stands for several keys does nothing.
func (m *Model) clickKey(msg tea.MouseClickMsg) tea.Cmd {
	if !m.status.empty() || msg.Button != tea.MouseLeft {
		return nil
	}
	for _, p := range m.placeKeys() {
		if keys := p.binding.Keys(); msg.X >= p.from && msg.X < p.to && len(keys) > 0 {
			if press, ok := pressOf(keys[0]); ok {
				return m.press(press)
			}
		}
	}
	return nil
}

// pressOf is the message of a key by the name that bindings use.
func pressOf(name string) (tea.KeyPressMsg, bool) {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}, true
	}
	if r := []rune(name); len(r) == 1 {
		return tea.KeyPressMsg{Code: r[0], Text: name}, true
	}
	return tea.KeyPressMsg{}, false
}

func hintWidth(k key.Binding) int { return ansi.StringWidth(k.Help().Key + " " + k.Help().Desc) }

func hint(st Styles, k key.Binding) string {
	return st.Strong.Render(k.Help().Key) + " " + st.Dim.Render(k.Help().Desc)
}

// tooSmall says what is needed, in as much room as there is.
func (m *Model) tooSmall() []string {
	say := "cbtmap needs 40×12 cells; this terminal has " + render.Count(int64(m.width)) + "×" + render.Count(int64(m.height))
	if m.leaving {
		say = m.farewell().What
	}
	lines := wrap(render.Clean(say), m.width)
	return lines[:min(len(lines), m.height)]
}

// spread sets left and right against the two edges; left gives way.
func spread(left, right string, width int) string {
	room := width - ansi.StringWidth(right)
	if room <= 0 {
		return exactly(right, width)
	}
	return exactly(left, room) + right
}

// exactly cuts or fills a styled line to the width.
func exactly(line string, width int) string {
	switch w := ansi.StringWidth(line); {
	case w > width:
		return ansi.Truncate(line, width, "")
	case w < width:
		return line + strings.Repeat(" ", width-w)
	}
	return line
}

// fill makes it exactly n lines.
func fill(lines []string, n int) []string {
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines[:n]
}

func cleaned(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = render.Clean(n)
	}
	return out
}
