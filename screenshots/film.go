package main

import (
	"bytes"
	"errors"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// film records the program at work.
type film struct {
	*drive.Driver
	clock   *clock
	painter *Painter
	shots   []Shot
}

// shoot keeps the screen as it is for a while.
func (f *film) shoot(stands time.Duration) {
	f.clock.pass(stands)
	f.shots = append(f.shots, Shot{f.painter.FromView(f.Screen(), filmColumns, filmLines), stands})
}

func (f *film) press(stands time.Duration, keys ...string) {
	for _, k := range keys {
		f.Press(k)
		f.shoot(stands)
	}
}

// load shows the map filling in, a shot every few pages.
func (f *film) load() error {
	f.Send(drive.Key("enter"))
	for page := 0; !shows(f.Screen(), "complete"); page++ {
		if !f.Step() {
			return errors.New("the fetch ended before the disk was known")
		}
		f.clock.pass(filmPageTime)
		if page%filmPagesPerShot == 0 {
			f.shots = append(f.shots, Shot{f.painter.FromView(f.Screen(), filmColumns, filmLines), filmPagesPerShot * filmPageTime})
		}
	}
	f.Settle()
	return nil
}

// drawFilm picks a VM, a disk and an interval, watches the map fill in, and
// zooms into what stands out.
func drawFilm(sim *simulate.Server) (drawing, error) {
	painter, err := NewPainter(filmPixels)
	if err != nil {
		return drawing{}, err
	}
	c := newClock()
	f := &film{Driver: drive.New(tui.New(options(sim, c, tui.Pick{})), filmColumns, filmLines), clock: c, painter: painter}
	f.Settle()
	f.shoot(filmGlance)
	f.press(filmKeyTime, "/", "s", "q", "l")
	f.shoot(filmGlance)
	f.press(filmGlance, "enter", "down")
	f.press(filmGlance, "enter")
	f.press(filmGlance, "up", "e") // end at nightly-5: the beginning moves along
	if err := f.load(); err != nil {
		return drawing{}, err
	}
	f.shoot(filmLook)
	f.press(filmKeyTime, "g", "6", "4", "0", "G", "enter")
	f.press(filmGlance, "+", "+", "+", "+", "+")
	f.shoot(filmLook)
	f.press(filmGlance/2, "n", "n", "n")
	f.press(filmGlance, "0")
	f.shoot(filmLook)

	var b bytes.Buffer
	err = EncodeGIF(&b, f.shots)
	return drawing{"demo.gif", b.Bytes()}, err
}
