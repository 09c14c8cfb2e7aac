package main

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch"
	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// The screen of all pictures, in cells, and the width of a cell in pixels. The
// animation is smaller: it is many pictures.
const (
	columns, lines       = 120, 36
	pixelsPerCell        = 9
	filmColumns          = 100
	filmLines            = 30
	filmPixels           = 7
	filmPageTime         = 60 * time.Millisecond
	filmPagesPerShot     = 3
	filmKeyTime          = 140 * time.Millisecond
	filmLook, filmGlance = 2500 * time.Millisecond, 700 * time.Millisecond
)

// drawing is a finished picture file.
type drawing struct {
	name string
	data []byte
}

// drawAll makes all pictures.
func drawAll() ([]drawing, error) {
	sim, err := simulate.Start(simulate.Options{})
	if err != nil {
		return nil, err
	}
	defer sim.Close()
	var pictures []drawing
	for _, s := range stills {
		p, err := s.draw(sim)
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, p)
	}
	export, err := drawExport()
	if err != nil {
		return nil, err
	}
	capture, err := drawCapture(sim)
	if err != nil {
		return nil, err
	}
	pictures = append(pictures, export, capture)
	film, err := drawFilm(sim)
	if err != nil {
		return nil, err
	}
	return append(pictures, film), nil
}

// still is a picture of one screen: where the program starts, and the keys that
// are pressed then.
type still struct {
	name  string
	pick  tui.Pick
	keys  []string
	light bool          // on a light ground
	glyph render.Glyphs // of the map
	pages int           // stop while loading, after so many pages; 0 waits for all
}

// The fourth night of the database server: its index was rebuilt.
var rebuild = tui.Pick{VM: "sql01", Disk: "Hard disk 2", To: "nightly-5", From: "nightly-4"}

var stills = []still{
	{name: "vms.png", keys: []string{"/", "0", "1"}},
	{name: "interval.png", pick: tui.Pick{VM: "sql01", Disk: "Hard disk 2"}, keys: []string{"down"}},
	{name: "explorer.png", pick: rebuild, keys: []string{"g", "6", "4", "0", "G", "enter"}},
	{name: "explorer-zoomed.png", pick: rebuild, keys: []string{"g", "6", "4", "0", "G", "enter", "+", "+", "+", "+"}},
	{name: "explorer-loading.png", pick: rebuild, pages: 40},
	{name: "hilbert.png", pick: rebuild, keys: []string{"H", "x"}},
	{name: "doctor.png", pick: tui.Pick{VM: "web01"}, keys: []string{"down", "i"}},
	{name: "statistics.png", pick: rebuild, keys: []string{"tab"}},
	{name: "light.png", pick: rebuild, light: true},
	{name: "ascii.png", pick: rebuild, glyph: render.ASCII},
}

func (s still) draw(sim *simulate.Server) (drawing, error) {
	c := newClock()
	opts := options(sim, c, s.pick)
	opts.Glyphs = s.glyph
	if s.light {
		opts.Theme = tui.ThemeLight
	}
	d := drive.New(tui.New(opts), columns, lines)
	if s.pages > 0 {
		d.Until(func(string) bool { c.pass(filmPageTime); return c.passed() >= time.Duration(s.pages)*filmPageTime })
	} else {
		d.Settle()
		d.Press(s.keys...)
	}
	painter, err := NewPainter(pixelsPerCell)
	if err != nil {
		return drawing{}, err
	}
	if s.light {
		painter = painter.OnLight()
	}
	var b bytes.Buffer
	err = png.Encode(&b, painter.FromView(d.Screen(), columns, lines))
	return drawing{s.name, b.Bytes()}, err
}

// options run the program on the simulated vCenter with nothing left to chance:
// a page a batch, a clock that only moves by hand, no time zone.
func options(sim *simulate.Server, c *clock, pick tui.Pick) tui.Options {
	return tui.Options{
		StartDemo: true,
		Demo: func(ctx context.Context) (tui.Connection, error) {
			client, err := vcenter.Connect(ctx, vcenter.Config{
				URL: sim.URL(), Username: simulate.Username, Password: simulate.Password, CACerts: sim.CAFile(),
			})
			if err != nil {
				return nil, err
			}
			return tui.Named(tui.Client(client), "demo"), nil
		},
		Pick:     pick,
		Fetch:    fetch.Options{Every: 1, Parallel: 1},
		Now:      c.now,
		After:    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
		Location: time.UTC,
	}
}

// clock stands still unless it is moved.
type clock struct{ start, time time.Time }

func newClock() *clock {
	t := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return &clock{t, t}
}

func (c *clock) now() time.Time        { return c.time }
func (c *clock) pass(by time.Duration) { c.time = c.time.Add(by) }
func (c *clock) passed() time.Duration { return c.time.Sub(c.start) }

// shows tells whether a text stands on a screen.
func shows(screen, text string) bool { return strings.Contains(ansi.Strip(screen), text) }
