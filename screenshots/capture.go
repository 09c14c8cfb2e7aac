package main

import (
	"bytes"
	"context"
	"image/png"
	"io"

	"cbtmap/fetch/file"
	"cbtmap/fetch/simulate"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// drawCapture saves the map of an interval, opens what was saved without any
// server, and shows what it says of itself.
func drawCapture(sim *simulate.Server) (drawing, error) {
	var saved bytes.Buffer
	c := newClock()
	opts := options(sim, c, rebuild)
	opts.Save = func(_ context.Context, _ string, what tui.Saving) (tui.Saved, error) {
		err := writeCapture(&saved, what)
		return tui.Saved{Size: int64(saved.Len())}, err
	}
	d := drive.New(tui.New(opts), columns, lines)
	d.Settle()
	d.Press("s", "enter")

	opts = options(sim, c, tui.Pick{})
	opts.Files = []tui.File{{Name: "thursday.cbtmap", Open: func(ctx context.Context) (*file.Load, error) {
		return file.Open(ctx, bytes.NewReader(saved.Bytes()), file.Options{Every: 1})
	}}}
	d = drive.New(tui.New(opts), columns, lines)
	d.Settle()
	d.Press("i")
	painter, err := NewPainter(pixelsPerCell)
	if err != nil {
		return drawing{}, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, painter.FromView(d.Screen(), columns, lines))
	return drawing{"capture.png", b.Bytes()}, err
}

func writeCapture(out io.Writer, what tui.Saving) error {
	what.Header.Program = "cbtmap"
	return file.WriteCapture(out, what.Header, what.Map, file.Footer(what.Map, what.Last, what.Audit))
}
