package file

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
)

// IsStream tells whether there is a pipe or a device of that name. What goes there
// replaces nothing: Stream writes to it, and Replace refuses to.
func IsStream(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// Stream writes to a pipe or a device, as it comes: after an error a part of it is
// gone. It returns the number of bytes written. It ends with ctx, also while nobody
// opens the other end of a pipe, or reads from it.
func Stream(ctx context.Context, name string, write func(io.Writer) error) (size int64, err error) {
	f, err := openStream(ctx, name)
	if err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { _ = f.Close() }) // wakes up a writer that waits
	defer stop()
	counted := &counter{to: f}
	out := bufio.NewWriterSize(counted, 1<<16)
	if err = write(out); err == nil {
		err = out.Flush()
	}
	if closing := f.Close(); err == nil && !errors.Is(closing, os.ErrClosed) {
		err = closing
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return counted.n, err
}

// openStream waits for the other end no longer than ctx.
func openStream(ctx context.Context, name string) (*os.File, error) {
	type answer struct {
		f   *os.File
		err error
	}
	answers := make(chan answer)
	go func() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		select {
		case answers <- answer{f, err}:
		case <-ctx.Done():
			if err == nil {
				_ = f.Close()
			}
		}
	}()
	select {
	case a := <-answers:
		return a.f, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
