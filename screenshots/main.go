package main

import (
	"fmt"
	"image/png"
	"io"
	"os"
)

// The screen that is read from standard input, in cells.
const columns, lines = 120, 36

// main paints a screen from standard input as a PNG on standard output.
func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	content, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	painter, err := NewPainter(9)
	if err != nil {
		return err
	}
	return png.Encode(out, painter.FromView(string(content), columns, lines))
}
