package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// drawExport lets the program itself make a picture, as for a ticket.
func drawExport() (drawing, error) {
	dir, err := os.MkdirTemp("", "cbtmap")
	if err != nil {
		return drawing{}, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "export.png")
	program := exec.Command("go", "run", "cbtmap/cmd/cbtmap", "export", "--demo",
		"--vm", rebuild.VM, "--disk", rebuild.Disk, "--from", rebuild.From, "--to", rebuild.To,
		"--theme", "light", "--size", "1098x666", "-o", name)
	program.Env = append(os.Environ(), "TZ=UTC")
	if out, err := program.CombinedOutput(); err != nil {
		return drawing{}, fmt.Errorf("cbtmap export: %w: %s", err, out)
	}
	data, err := os.ReadFile(name)
	return drawing{"export.png", data}, err
}
