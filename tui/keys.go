package tui

import "charm.land/bubbles/v2/key"

// KeyMap is every key of the program. The help overlay, the line of keys at the
// bottom and the table in the README all come from it.
type KeyMap struct {
	Lists    ListKeys
	Interval IntervalKeys
	Connect  ConnectKeys
	Explorer ExplorerKeys
	Global   GlobalKeys
}

// GlobalKeys work on every screen.
type GlobalKeys struct {
	Back, Help, Mouse, Quit, Interrupt, Suspend key.Binding
}

// ListKeys work on the lists of VMs and disks.
type ListKeys struct {
	Up, Down, PageUp, PageDown, Top, Bottom, Open, Filter, Refresh key.Binding
}

// ConnectKeys work on the form for a connection.
type ConnectKeys struct {
	Next, Prev, Tick, Enter key.Binding
}

// IntervalKeys work where the interval is chosen.
type IntervalKeys struct {
	Up, Down, Top, Bottom      key.Binding
	Begin, End, Paste, Explore key.Binding
	Doctor, Refresh            key.Binding
}

// ExplorerKeys work on the map.
type ExplorerKeys struct {
	Left, Right, Up, Down  key.Binding
	RowStart, RowEnd       key.Binding
	PageUp, PageDown       key.Binding
	Next, Prev             key.Binding
	ZoomIn, ZoomOut, Whole key.Binding
	Unzoom, Goto           key.Binding
	Select, Zoom           key.Binding
	Extents, Stats         key.Binding
	Retry, Pause, Doctor   key.Binding
	Hotter, HotterBefore   key.Binding
	Rule, Ramp, Hilbert    key.Binding
	Copy, CopyTotals, Save key.Binding
}

func bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

// short is a binding with fewer words, for the line at the bottom.
func short(b key.Binding, desc string) key.Binding {
	return bind(b.Help().Key, desc, b.Keys()...)
}

// DefaultKeyMap returns the keys as they are documented.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Lists: ListKeys{
			Up:       bind("↑ k", "up", "up", "k"),
			Down:     bind("↓ j", "down", "down", "j"),
			PageUp:   bind("pgup", "page up", "pgup", "ctrl+u"),
			PageDown: bind("pgdn", "page down", "pgdown", "ctrl+d"),
			Top:      bind("home", "first", "home", "g"),
			Bottom:   bind("end", "last", "end", "G"),
			Open:     bind("enter", "open", "enter", "l", "right"),
			Filter:   bind("/", "filter", "/"),
			Refresh:  bind("r", "refresh", "r"),
		},
		Interval: IntervalKeys{
			Up:      bind("↑ k", "up", "up", "k"),
			Down:    bind("↓ j", "down", "down", "j"),
			Top:     bind("home", "first", "home", "pgup", "g"),
			Bottom:  bind("end", "last", "end", "pgdown", "G"),
			Begin:   bind("b", "begin here", "b", "space"),
			End:     bind("e", "end here", "e"),
			Paste:   bind("c", "paste a changeId", "c", "/"),
			Explore: bind("enter", "explore", "enter"),
			Doctor:  bind("i", "inspect what tracking needs", "i"),
			Refresh: bind("r", "read the VM again", "r"),
		},
		Explorer: ExplorerKeys{
			Left:         bind("← h", "one sample left", "left", "h"),
			Right:        bind("→ l", "one sample right", "right", "l"),
			Up:           bind("↑ k", "one row up", "up", "k"),
			Down:         bind("↓ j", "one row down", "down", "j"),
			RowStart:     bind("home", "start of the row", "home"),
			RowEnd:       bind("end", "end of the row", "end"),
			PageUp:       bind("pgup", "one view up", "pgup", "ctrl+u"),
			PageDown:     bind("pgdn", "one view down", "pgdown", "ctrl+d"),
			Next:         bind("n", "next change", "n"),
			Prev:         bind("N", "previous change", "N", "shift+n"),
			ZoomIn:       bind("+", "zoom in at the cursor", "+", "="),
			ZoomOut:      bind("-", "zoom out", "-", "_"),
			Whole:        bind("0", "whole disk", "0"),
			Unzoom:       bind("backspace", "undo the last zoom or jump", "backspace"),
			Goto:         bind("g", "go to an address", "g", ":"),
			Select:       bind("v", "select a range", "v"),
			Zoom:         bind("enter", "zoom to the selection", "enter"),
			Extents:      bind("e", "list the extents here", "e"),
			Stats:        bind("tab", "statistics", "tab"),
			Hotter:       bind("]", "next hotter sample in view", "]"),
			HotterBefore: bind("[", "hotter sample before", "["),
			Rule:         bind("c", "colour by another rule", "c"),
			Ramp:         bind("t", "other colours", "t"),
			Hilbert:      bind("H", "Hilbert curve or rows", "H", "shift+h"),
			Retry:        bind("r", "ask again for what failed", "r"),
			Pause:        bind("p", "pause, go on", "p"),
			Doctor:       bind("i", "inspect what tracking needs", "i"),
			Copy:         bind("y", "copy the address", "y"),
			CopyTotals:   bind("Y", "copy the totals", "Y", "shift+y"),
			Save:         bind("s", "save the map or a picture", "s"),
		},
		Connect: ConnectKeys{
			Next:  bind("tab", "next line", "tab", "down"),
			Prev:  bind("↑", "line before", "shift+tab", "up"),
			Tick:  bind("space", "tick the box", "space"),
			Enter: bind("enter", "go on, connect", "enter"),
		},
		Global: GlobalKeys{
			Back:      bind("esc", "back", "esc"),
			Help:      bind("?", "help", "?"),
			Mouse:     bind("m", "give the mouse back", "m"),
			Quit:      bind("q", "quit", "q"),
			Interrupt: bind("ctrl+c", "quit, as interrupted", "ctrl+c"),
			Suspend:   bind("ctrl+z", "suspend", "ctrl+z"),
		},
	}
}

// Section is a group of keys under a heading.
type Section struct {
	Title string
	Keys  []key.Binding
}

// Sections lists every key, in the order in which a user meets them.
func (k KeyMap) Sections() []Section {
	l, i, e, g := k.Lists, k.Interval, k.Explorer, k.Global
	return []Section{
		{"map", []key.Binding{
			e.Left, e.Right, e.Up, e.Down, e.RowStart, e.RowEnd, e.PageUp, e.PageDown,
			e.ZoomIn, e.ZoomOut, e.Whole, e.Unzoom, e.Next, e.Prev, e.Hotter, e.HotterBefore, e.Goto,
			e.Select, e.Zoom, e.Extents, e.Stats, e.Rule, e.Ramp, e.Hilbert, e.Pause, e.Retry, e.Doctor, e.Save, e.Copy, e.CopyTotals,
		}},
		{"lists", []key.Binding{l.Up, l.Down, l.PageUp, l.PageDown, l.Top, l.Bottom, l.Open, l.Filter, l.Refresh, short(e.Doctor, "inspect a disk")}},
		{"interval", []key.Binding{i.Up, i.Down, i.Top, i.Bottom, i.Begin, i.End, i.Paste, i.Explore, i.Doctor, i.Refresh}},
		{"statistics", []key.Binding{
			short(e.Stats, "back to the map"), short(l.Down, "next hot spot"), short(l.Open, "go to the hot spot"),
			short(l.PageDown, "scroll"), short(e.Select, "whole disk or view"), e.CopyTotals,
		}},
		{"extents", []key.Binding{short(l.Open, "go to the extent"), short(e.Extents, "back to the map")}},
		{"checks", []key.Binding{short(l.PageDown, "scroll"), short(l.Refresh, "check again, ask again"), short(e.Doctor, "back")}},
		{"certificate", []key.Binding{
			bind("↑ ↓", "choose an answer, scroll", "up", "down", "k", "j"), bind("enter", "give the answer", "enter"), short(e.Copy, "copy the fingerprint"),
		}},
		{"connection", []key.Binding{k.Connect.Next, k.Connect.Prev, k.Connect.Tick, k.Connect.Enter}},
		{"everywhere", []key.Binding{g.Back, g.Help, g.Mouse, g.Quit, g.Interrupt, g.Suspend}},
	}
}

// Mouse lists what the mouse does, for the same places as Sections.
func Mouse() [][2]string {
	return [][2]string{
		{"click", "move the cursor"},
		{"wheel", "zoom at the pointer, scroll"},
		{"drag", "pan the map"},
		{"click", "a key below: press it"},
		{"shift+drag", "select text, mostly"},
	}
}
