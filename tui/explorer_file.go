package tui

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/fetch/formats"
	"cbtmap/render"
)

// opened is a file as the map's origin.
type opened struct {
	file   File
	load   *file.Load // nil until it has been recognised
	header capture.Header
	format formats.Format
}

// fileOpenedMsg is a file that has been recognised; next asks for its first batch.
type fileOpenedMsg struct {
	gen  int
	load *file.Load
	err  error
	next tea.Cmd
}

// openCmd recognises a file and begins to read it.
func openCmd(ctx context.Context, gen int, f File) tea.Cmd {
	return func() tea.Msg {
		load, err := f.Open(ctx)
		if err != nil {
			return fileOpenedMsg{gen: gen, err: err}
		}
		return fileOpenedMsg{gen: gen, load: load, next: batchCmd(gen, loading{load})}
	}
}

// openFile shows a file. The one that is there already stays as it is, unless it
// was not whole: then it is read again.
func (s *explorerScreen) openFile(f File) tea.Cmd {
	s.m.show(s)
	if s.file != nil && s.file.file.Name == f.Name {
		switch {
		case s.fetched.err == nil:
			return nil
		case f.Once:
			s.m.status.tell("this can be read only once: write it to a file, and open that")
			return nil
		}
	}
	s.stop()
	s.file = &opened{file: f}
	s.iv = intervalOf(capture.Header{})
	s.clean()
	ctx := s.begin()
	return tea.Batch(openCmd(ctx, s.fetched.gen, f), secondCmd(s.m.opts.After, s.fetched.gen))
}

// clean is a map of which nothing is known, seen whole.
func (s *explorerScreen) clean() {
	s.m.stats.forget()
	s.changes, s.failed = extent.New(s.iv.Capacity), nil
	s.version++
	s.cursor, s.past, s.asking, s.saving, s.selection = 0, nil, false, saving{}, selection{}
	s.grid = render.Grid{}
	s.arrange()
}

// fileOpened takes a file over that was recognised in the background.
func (s *explorerScreen) fileOpened(msg fileOpenedMsg) tea.Cmd {
	if msg.gen != s.fetched.gen || s.file == nil {
		if msg.load != nil {
			msg.load.Cancel()
		}
		return nil
	}
	if msg.err != nil {
		s.fetched.done, s.fetched.err = true, msg.err
		if len(s.m.files.files) > 1 && s.m.files.refused(s.file.file, msg.err) {
			s.m.show(s.m.files)
			return nil
		}
		if s.m.connect.refused(s.file.file, msg.err) {
			return nil
		}
		s.m.status.fail(msg.err)
		return nil
	}
	s.file.load, s.file.format = msg.load, msg.load.Format()
	s.fetched.fetch = loading{msg.load}
	s.described()
	return msg.next
}

// described brings what is said of the disk up to date with what has been read.
func (s *explorerScreen) described() {
	s.file.header = s.file.load.Header()
	s.iv = intervalOf(s.file.header)
	s.iv.Capacity = s.changes.Capacity()
}

// grown makes room for a disk that is larger than it was known to be. A view of
// the whole disk stays one.
func (s *explorerScreen) grown(capacity int64) {
	if capacity <= s.changes.Capacity() {
		return
	}
	whole := s.grid.RowBytes == 0 || s.grid.Whole() // without a size yet it will be
	s.changes.Grow(capacity)
	if whole {
		s.grid = render.Grid{}
	} else {
		s.grid.Capacity = capacity
	}
	s.arrange()
}

// name is the file without its folder.
func (o *opened) name() string {
	if o.file.Name == "-" {
		return "standard input"
	}
	return filepath.Base(o.file.Name)
}

// crumbs are the file and the disk in it.
func (o *opened) crumbs(s *explorerScreen) []string {
	crumbs := []string{o.name()}
	for _, name := range []string{vmName(s.iv.VM.VM), diskName(s.iv.Disk)} {
		if name != "" {
			crumbs = append(crumbs, name)
		}
	}
	return crumbs
}

// leaveFile goes back to the files there are, or to where others can be chosen.
func (s *explorerScreen) leaveFile() tea.Cmd {
	if len(s.m.files.files) > 1 {
		s.m.show(s.m.files)
		return s.m.files.start()
	}
	s.m.show(s.m.connect)
	return s.m.connect.recall()
}
