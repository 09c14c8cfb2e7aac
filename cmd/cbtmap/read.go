package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"cbtmap/fetch"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
	"cbtmap/render"
)

// standardInput is the name of a file that is none.
const standardInput = "-"

// read reads a whole file, with progress. The error says why the map is not whole.
func (p *program) read(ctx context.Context, name string, capacity int64) (evidence, error) {
	source, options, err := p.source(ctx, name)
	if err != nil {
		return evidence{}, err
	}
	options.Capacity = capacity
	line := newProgressLine(p.stderr)
	got, err := file.Read(ctx, source, options, func(l *file.Load, b fetch.Batch) {
		line.show(readProgress(name, l.Share(), b.Progress))
	})
	line.erase()
	if err == nil {
		err = got.Last.Err // what is there can be used
	}
	e := evidence{
		header:  got.Header,
		changes: got.Map,
		failed:  got.Last.Failed,
		audit:   got.Last.Audit,
		file:    name,
		format:  got.Format,
	}
	switch {
	case e.format.ID == formatCapture:
		if wrong := contradicted(name, e.header, capacity); wrong != nil {
			return evidence{}, wrong
		}
	case capacity > 0 && !e.nothing():
		if wrong := p.sized(ctx, &e, capacity); err == nil {
			err = wrong
		}
	}
	return e, inFile(err, name)
}

// open begins to read a file.
func (p *program) open(ctx context.Context, name string, capacity int64) (*file.Load, error) {
	source, options, err := p.source(ctx, name)
	if err != nil {
		return nil, err
	}
	options.Capacity = capacity
	load, err := file.Open(ctx, source, options)
	if err != nil {
		return nil, inFile(err, name)
	}
	if load.Format().ID == formatCapture {
		if wrong := contradicted(name, load.Header(), capacity); wrong != nil {
			load.Cancel()
			return nil, wrong
		}
	}
	return load, nil
}

// source is a file's bytes. Standard input can be had once, and stays open.
func (p *program) source(ctx context.Context, name string) (io.ReadCloser, file.Options, error) {
	if name == standardInput {
		if p.drained.Swap(true) {
			return nil, file.Options{}, failed(faultFile, nil, "standard input was read already, and cannot be read twice",
				"write it to a file, and open that")
		}
		return io.NopCloser(p.stdin), file.Options{}, nil
	}
	f, err := unlessInterrupted(ctx, func() (*os.File, error) { return os.Open(name) })
	if err != nil {
		return nil, file.Options{}, notOpened(err, name)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		_ = f.Close()
		return nil, file.Options{}, notOpened(err, name)
	case info.IsDir():
		_ = f.Close()
		return nil, file.Options{}, failed(faultFile, nil, quoted(name)+" is a folder", "name the files in it")
	case info.Mode().IsRegular():
		return f, file.Options{Size: info.Size()}, nil
	}
	return f, file.Options{}, nil // a pipe or a device: nobody knows its size
}

// notOpened says why a file cannot be read.
func notOpened(err error, name string) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, errInterrupted):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return failed(faultNotFound, err, "there is no file "+quoted(name), "check the path")
	case errors.As(err, &path):
		err = path.Err
	}
	return failed(faultFile, err, fmt.Sprintf("cannot read %s: %v", quoted(name), err), "check the path, and who may read it")
}

// inFile names the file in an error about what is in it.
func inFile(err error, name string) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, errInterrupted):
		return err
	case name == standardInput:
		name = "standard input"
	default:
		name = quoted(name)
	}
	f := fault.Of(err)
	return reworded(err, name+": "+f.What, f.Advice)
}

// readProgress is the progress of a file in words; share is below zero where
// nobody knows how much there is to come.
func readProgress(name string, share float64, p fetch.Progress) string {
	text := render.Cut(render.Clean(name), nameWidth) + ": "
	if share >= 0 {
		text += fmt.Sprintf("%.0f %% read, ", 100*min(share, 1))
	}
	return text + render.Count(p.Extents) + " extents"
}
