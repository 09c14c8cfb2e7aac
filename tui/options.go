package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// Options are what the program is started with.
type Options struct {
	// Context bounds all work in the background; context.Background if nil.
	Context context.Context

	// Config is the connection as far as it is known. If it is valid, the
	// program connects at once; else it asks.
	Config vcenter.Config

	// Connect logs in to a vCenter. It must be set.
	Connect func(context.Context, vcenter.Config) (Connection, error)

	// Demo connects to the simulated vCenter. StartDemo does so at once.
	Demo      func(context.Context) (Connection, error)
	StartDemo bool

	// Theme is the terminal's ground: ThemeDark, ThemeLight, or anything else to
	// ask the terminal, which is taken for dark until it answers.
	Theme string

	// Glyphs is what the map is drawn with.
	Glyphs render.Glyphs

	// Pick answers steps in advance.
	Pick Pick

	// Keep opens what the replies about an interval are kept in between runs,
	// and may be nil. A nil store keeps nothing; an error is only a warning.
	Keep func(vcenter.Server, vcenter.Interval) (Store, error)

	// Files are explored instead of a server, if there are any. OpenFile makes one of
	// a path; Recent lists those that the connect screen offers. Both may be nil.
	Files    []File
	OpenFile func(path string) File
	Recent   func() []Recent

	// Save writes what is shown to a file in the format of its suffix; nil where
	// nothing can be saved. Where the file is
	// there already and is not to be replaced, the error is an fs.ErrExist.
	Save func(ctx context.Context, path string, what Saving) (Saved, error)

	Fetch    fetch.Options
	Now      func() time.Time // time.Now if nil
	After    Timer            // tea.Tick if nil
	Location *time.Location   // of the times shown; time.Local if nil
}

// Store is a fetch.Store that can be closed when nobody needs it any more.
type Store interface {
	fetch.Store
	Close() error
}

// FramesPerSecond is how often the program may write to its terminal. A key has
// to be seen at once, so it is the most that Bubble Tea takes: a tick at which
// nothing has changed costs next to nothing, and replies come ten times a second
// at most.
const FramesPerSecond = 120

// The grounds that need no question.
const (
	ThemeDark  = "dark"
	ThemeLight = "light"
)

// Timer makes the command that sends a message after a while.
type Timer func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// Pick is a choice made on the command line; an empty field leaves its step to
// the user.
type Pick struct {
	VM   string // name or managed object id
	Disk string // label or key
	To   string // end: snapshot name or id, or "current"
	From string // begin: changeId, snapshot name or id, or "*"
}

func (p Pick) interval() bool { return p.To != "" || p.From != "" }

func (o Options) withDefaults() Options {
	if o.Context == nil {
		o.Context = context.Background()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = tea.Tick
	}
	if o.Location == nil {
		o.Location = time.Local
	}
	return o
}
