package main

import (
	"context"
	"errors"
)

// Exit codes. Scripts may rely on them.
const (
	exitOK          = 0
	exitFailed      = 1   // what was asked for could not be done
	exitUsage       = 2   // the command line makes no sense
	exitIncomplete  = 3   // a report was printed, and does not cover the disk
	exitInterrupted = 130 // as a shell says it: 128 + SIGINT
)

// errInterrupted is an end that the user asked for.
var errInterrupted = errors.New("interrupted")

// usageError is a command line that makes no sense.
type usageError struct{ error }

// incompleteError is why a report does not cover the disk.
type incompleteError struct{ error }

func (e incompleteError) Unwrap() error { return e.error }

// exitCode tells how the program ended. ctx is the one that an interrupt ends.
func exitCode(ctx context.Context, err error) int {
	var (
		usage      usageError
		incomplete incompleteError
	)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errInterrupted), ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &incomplete):
		return exitIncomplete
	}
	return exitFailed
}
