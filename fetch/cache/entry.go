package cache

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"cbtmap/fetch/extent"
)

// Entry is what is kept about one interval. A nil Entry keeps nothing.
type Entry struct {
	cache    *Cache
	root     *os.Root
	name     string // of the interval
	digest   [sha256.Size]byte
	capacity int64

	mu    sync.Mutex
	files []file   // what was there when the entry was opened
	out   *os.File // of this run; nil until there is something to write
	buf   []byte
	err   error // why nothing more is kept
	over  bool  // closed
}

// file is one file that was read and found sound up to a length.
type file struct {
	name string
	good int64 // bytes
}

// fewFiles is how many files of one interval are left as they are. Each run that
// was interrupted leaves one.
const fewFiles = 8

// find reads the files of the interval once from end to end, so that what is
// damaged is known, and set aside, before anything of it is used.
func (e *Entry) find(names []string) error {
	var warnings []error
	for _, name := range names {
		good, err := e.read(file{name: name, good: -1}, false, nil)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another process removed it just now
		}
		if err != nil {
			name = e.setAside(name)
			warnings = append(warnings, errDamaged(filepath.Join(e.cache.dir, name), err))
		}
		e.files = append(e.files, file{name: name, good: good})
	}
	// The largest first: what others add to it is the least then.
	slices.SortStableFunc(e.files, func(a, b file) int { return int(min(1, max(-1, b.good-a.good))) })
	if len(warnings) > 0 || len(e.files) > fewFiles {
		// Nothing is lost if that fails, and Keep tells why it cannot write either.
		_ = e.fold()
	}
	return errors.Join(warnings...)
}

// setAside renames a damaged file, and gives the name it has then.
func (e *Entry) setAside(name string) string {
	if e.root.Rename(name, name+".damaged") != nil {
		return name // it stays, and will be told of again
	}
	return name + ".damaged"
}

// fold writes the sound replies of all files to the file of this run, and
// removes the others. If it cannot, all stays as it was.
func (e *Entry) fold() error {
	var size int64
	for _, f := range e.files {
		size += f.good
	}
	if size > e.cache.limit/2 {
		return nil // not worth what it would displace
	}
	var failed error
	unread := e.each(e.files, func(asked int64, p extent.Page) bool {
		failed = e.write(asked, p)
		return failed == nil
	})
	if e.out == nil {
		return failed
	}
	mine := file{name: filepath.Base(e.out.Name())}
	if failed != nil || unread != nil {
		if e.err == nil {
			_ = e.out.Close()
		}
		e.out = nil
		_ = e.root.Remove(mine.name)
		return failed
	}
	info, err := e.out.Stat()
	if err != nil {
		return nil // twice there, which reading sorts out
	}
	mine.good = info.Size()
	for _, f := range e.files {
		if _, damaged, _ := parse(f.name); !damaged {
			_ = e.root.Remove(f.name)
		}
	}
	e.files = []file{mine}
	return nil
}

// Replies are the replies that were kept when the entry was opened, each as the
// server sent it and with the offset that was asked for. Of what several runs
// asked for at the same time, the second answer is left out: nothing in it is
// new, and it would count twice.
func (e *Entry) Replies() iter.Seq2[int64, extent.Page] {
	return func(yield func(int64, extent.Page) bool) {
		if e == nil {
			return
		}
		e.mu.Lock()
		files := e.files
		e.mu.Unlock()
		// They were sound a moment ago: one that cannot be read any more has
		// been removed by another process, and its replies are asked for again.
		_ = e.each(files, yield)
	}
}

// each gives the replies of files that are not of another one before. The error
// is the first one of reading.
func (e *Entry) each(files []file, yield func(int64, extent.Page) bool) (err error) {
	known := extent.New(e.capacity)
	odd := map[[3]int64]bool{} // replies that cover nothing
	more := true
	for i, f := range files {
		_, failed := e.read(f, true, func(asked int64, p extent.Page) bool {
			var twice bool
			if lo, hi := max(p.Start, 0), min(p.End(), e.capacity); lo < hi {
				before := known.Known()
				_ = known.Add(extent.Page{Start: lo, Length: hi - lo}) // cannot fail: it is within the disk
				twice = known.Known() == before
			} else {
				key := [3]int64{asked, p.Start, p.Length}
				twice = odd[key]
				odd[key] = true
			}
			// One run may have its reasons to ask twice, and an audit counts it.
			more = i > 0 && twice || yield(asked, p)
			return more
		})
		if err == nil {
			err = failed
		}
		if !more {
			break
		}
	}
	return err
}

// read gives the replies of one file, up to its good length if that is known,
// and how many bytes of it are sound. If keep is set, the areas are the caller's.
func (e *Entry) read(f file, keep bool, yield func(int64, extent.Page) bool) (good int64, err error) {
	in, err := e.root.Open(f.name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if f.good < 0 {
		info, err := in.Stat()
		if err != nil {
			return 0, err
		}
		f.good = info.Size()
	}
	r, err := newReader(in, f.good, e.digest)
	if err != nil {
		return 0, err
	}
	r.keep = keep
	for {
		asked, p, err := r.next()
		if err == io.EOF {
			return r.good, nil
		}
		if err != nil {
			return r.good, err
		}
		if yield != nil && !yield(asked, p) {
			return r.good, nil
		}
	}
}

// Keep appends a reply, as it came, to the file of this run. An error is a
// warning. After one that lasts nothing more is kept, and each call gives it
// again.
func (e *Entry) Keep(asked int64, p extent.Page) error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.write(asked, p)
}

func (e *Entry) write(asked int64, p extent.Page) (err error) {
	if e.err != nil {
		return e.err
	}
	e.buf = e.buf[:0]
	if e.out == nil {
		e.buf = appendHeader(e.buf, e.digest)
	}
	if e.buf, err = appendRecord(e.buf, asked, p); err != nil {
		return errWrite(e.cache.dir, err) // of this reply only
	}
	if err := e.cache.reserve(e.root, int64(len(e.buf))); err != nil {
		return e.stop(err)
	}
	if e.out == nil {
		if e.out, err = create(e.root, newName(e.name)); err != nil {
			return e.stop(errWrite(e.cache.dir, err))
		}
	}
	// The file may now end in a part of a record, which is left out when it is read.
	if _, err := e.out.Write(e.buf); err != nil {
		return e.stop(errWrite(e.cache.dir, err))
	}
	return nil
}

// stop keeps nothing from now on.
func (e *Entry) stop(err error) error {
	e.err = err
	if e.out != nil {
		_ = e.out.Close()
	}
	return err
}

// Forget removes all that is kept of the interval, and keeps nothing more in
// this run.
func (e *Entry) Forget() error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over {
		return e.err
	}
	names := make([]string, 0, len(e.files)+1)
	for _, f := range e.files {
		names = append(names, f.name)
	}
	if e.out != nil {
		names = append(names, filepath.Base(e.out.Name()))
	}
	_ = e.stop(errForgotten)
	e.files, e.out = nil, nil
	var errs []error
	for _, name := range names {
		if err := e.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return errWrite(e.cache.dir, err)
	}
	return nil
}

// Close ends the use of the entry. What was kept stays. It may be called twice.
func (e *Entry) Close() error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over {
		return nil
	}
	e.over = true
	e.cache.release(e)
	var err error
	if e.err == nil && e.out != nil {
		err = e.out.Close()
	}
	e.err = errWrite(e.cache.dir, fs.ErrClosed)
	return errors.Join(err, e.root.Close())
}
