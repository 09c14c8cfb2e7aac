package main

import (
	"context"
	"errors"
)

// toldError is a failure of which the user has heard already.
type toldError struct {
	error
	code int
}

// each does one thing for several files. One that fails does not stand in the way
// of the others: its error is told at once, and the exit code is the worst of all.
func (p *program) each(ctx context.Context, files []string, do func(name string) error) error {
	if len(files) == 1 {
		return do(files[0])
	}
	var worst error
	for _, name := range files {
		err := do(name)
		code := exitCode(ctx, err)
		switch code {
		case exitOK:
			continue
		case exitInterrupted, exitBrokenPipe:
			return err
		}
		p.complain(code, err)
		if worst == nil || code == exitFailed {
			worst = toldError{errors.New("not all files were read"), code}
		}
	}
	return worst
}
