package file

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes a file so that there is, whatever happens, either the old one or
// all of the new one: it is written under another name beside it, and renamed. It
// returns the number of bytes written. Unless replace is set it refuses to write
// over a file: the error is an fs.ErrExist then.
func Replace(name string, replace bool, write func(io.Writer) error) (size int64, err error) {
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to // else the link would be replaced, and not what it leads to
	}
	if err := vacant(name, replace); err != nil {
		return 0, err
	}
	dir, base := filepath.Split(name)
	part := filepath.Join(dir, "."+base+"."+rand.Text()[:8]+".part")
	// Who may read it is for the umask to say, as with any file.
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(part) // nobody is told of it
		}
	}()
	counted := &counter{to: f}
	out := bufio.NewWriterSize(counted, 1<<16)
	if err = write(out); err != nil {
		return 0, err
	}
	for _, finish := range []func() error{out.Flush, f.Sync, f.Close} {
		if err = finish(); err != nil {
			return 0, err
		}
	}
	if err = vacant(name, replace); err != nil { // writing may have taken minutes
		return 0, err
	}
	if old, err := os.Stat(name); err == nil {
		_ = os.Chmod(part, old.Mode().Perm()) // as it was, if that can be
	}
	return counted.n, os.Rename(part, name)
}

// counter counts the bytes that go through it.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// vacant refuses a name that is taken, or can never be.
func vacant(name string, replace bool) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return &fs.PathError{Op: "write", Path: name, Err: errors.New("is a folder")}
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "write", Path: name, Err: fmt.Errorf("is no ordinary file (%s)", info.Mode().Type())}
	case !replace:
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrExist}
	}
	return nil
}
