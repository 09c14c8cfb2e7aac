// Screenshots draws the pictures of the README: it runs the real program on the
// simulated vCenter, presses keys, and paints what a terminal would show.
//
//	go run ./screenshots            writes them into screenshots/
//	go run ./screenshots -dir D     writes them into D
//
// The same program gives the same bytes, so a test can tell whether the pictures
// are up to date.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "screenshots", "`folder` to write the pictures into")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	pictures, err := drawAll()
	if err != nil {
		return err
	}
	for _, p := range pictures {
		if err := os.WriteFile(filepath.Join(dir, p.name), p.data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s\t%d bytes\n", p.name, len(p.data))
	}
	return nil
}
