package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/fetch/file"
	"cbtmap/tui"
)

func (p *program) openCommand() *cobra.Command {
	e := exploration{latency: demoLatency}
	cmd := &cobra.Command{
		Use:   "open FILE…",
		Short: "Explore change maps of files: captures, other tools' maps",
		Long: prose(`Explore change maps of files, without any server: captures that cbtmap saved, and
the maps of other tools. What a file holds is recognised by its content, not by its
name, and may be packed by gzip. Where standard output is no terminal, the report is
printed instead.

The name - is standard input; keys come from the terminal all the same. --capacity
says how large the disk is where a file does not, as that of rbd diff; without it,
the disk ends where the file does. Of a file of any size 134,217,728 extents are read
at most, of about 9 bytes of memory each: the map of one with more ends there, and
says so.

`) + formatsTable(),
		Example: `  cbtmap open monday.cbtmap
  cbtmap open monday.cbtmap tuesday.cbtmap
  qemu-img map --output=json vm.qcow2 | cbtmap open -
  cbtmap open delta.json --capacity 2TiB`,
		Args: fileArgs,
		RunE: func(cmd *cobra.Command, files []string) error {
			if len(files) == 0 {
				return usage("no file is named: give a FILE, or - for standard input, and see %s --help", cmd.CommandPath())
			}
			if err := p.checkFiles(files); err != nil {
				return err
			}
			e.files = files
			return p.explore(cmd.Context(), &e)
		},
	}
	e.reading.add(cmd)
	cmd.Flags().BoolVar(&e.fetch.noCache, "no-cache", false, "do not remember these among the recent captures")
	e.look.add(cmd)
	return cmd
}

// files are the files to explore. One alone is opened before the screen starts, so
// that what is wrong with it is said where it was asked for; of several, each
// says so itself.
func (p *program) files(ctx context.Context, e *exploration) ([]tui.File, error) {
	var list []tui.File
	for _, name := range e.files {
		list = append(list, p.tuiFile(name, e))
	}
	if len(list) == 1 {
		load, err := list[0].Open(ctx)
		if err != nil {
			return nil, err
		}
		list[0].Open = firstThen(load, list[0].Open)
	}
	return list, nil
}

// firstThen hands over what is open already, and opens anew from then on.
func firstThen(load *file.Load, open func(context.Context) (*file.Load, error)) func(context.Context) (*file.Load, error) {
	ready := make(chan *file.Load, 1)
	ready <- load
	return func(ctx context.Context) (*file.Load, error) {
		select {
		case load := <-ready:
			return load, nil
		default:
			return open(ctx)
		}
	}
}

// tuiFile is a file as the screens take it.
func (p *program) tuiFile(name string, e *exploration) tui.File {
	return tui.File{Name: name, Once: isOnce(name), Open: func(ctx context.Context) (*file.Load, error) {
		load, err := p.open(ctx, name, e.reading.capacity)
		if err == nil && name != standardInput && load.Format().ID == formatCapture {
			e.recents(p.getenv).note(name, load.Header())
		}
		return load, err
	}}
}

// isOnce says that a file may be gone once it has been read: a pipe, a device,
// standard input.
func isOnce(name string) bool {
	info, err := os.Stat(name)
	return name == standardInput || err == nil && !info.Mode().IsRegular()
}

// saveScreen writes what is on the screen to a file.
func (p *program) saveScreen(ctx context.Context, e *exploration, path string, what tui.Saving) (tui.Saved, error) {
	path = atHome(path, p.getenv)
	s := saving{Saving: what, format: outputOf(path)}
	if s.format == "" {
		return tui.Saved{}, errNoFormat(path)
	}
	s.Replace = s.Replace && s.Map.Complete() && s.partial() == "" // a file may be whole: no part takes its place
	s.Last.Failed = inWords(s.Last.Failed, s.Header)
	n, err := s.save(ctx, path)
	if err == nil && s.format == formatCapture {
		e.recents(p.getenv).note(path, s.Header)
	}
	return tui.Saved{Size: n, Untold: s.untold()}, err
}

// atHome is a path as a shell would read it that was typed on the screen: ~ in front of
// it is the user's folder, if the environment has one.
func atHome(path string, getenv func(string) string) string {
	below, ok := strings.CutPrefix(path, "~/")
	for _, name := range []string{"HOME", "USERPROFILE"} { // the second is that of Windows
		if home := getenv(name); ok && filepath.IsAbs(home) {
			return filepath.Join(home, below)
		}
	}
	return path
}

func (e *exploration) recents(getenv func(string) string) recents {
	return recents{getenv: getenv, off: e.fetch.noCache}
}
