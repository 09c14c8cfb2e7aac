package main

import (
	"context"
	"errors"
	"io/fs"
	"syscall"
)

// Exit codes. Scripts may rely on them.
const (
	exitOK          = 0
	exitFailed      = 1   // what was asked for could not be done
	exitUsage       = 2   // the command line makes no sense
	exitIncomplete  = 3   // a report was printed or a file written, and does not cover the disk
	exitInterrupted = 130 // as a shell says it: 128 + SIGINT
	exitBrokenPipe  = 141 // as a shell says it: 128 + SIGPIPE; nobody reads standard output any more
)

// errInterrupted is an end that the user asked for.
var errInterrupted = errors.New("interrupted")

// usageError is a command line that makes no sense.
type usageError struct{ error }

// incompleteError is why a report or a file does not cover the disk.
type incompleteError struct{ error }

func (e incompleteError) Unwrap() error { return e.error }

// exitCode tells how the program ended. ctx is the one that an interrupt ends.
func exitCode(ctx context.Context, err error) int {
	var (
		usage      usageError
		incomplete incompleteError
		told       toldError
	)
	switch {
	case err == nil:
		return exitOK
	case brokenPipe(err):
		return exitBrokenPipe
	case errors.Is(err, errInterrupted), ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &told):
		return told.code
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &incomplete):
		return exitIncomplete
	}
	return exitFailed
}

// brokenPipe says whether an error is that nobody reads standard output any more,
// as after "| head". Connections that break have other errors round the same
// number. Windows has numbers of its own, ERROR_BROKEN_PIPE and ERROR_NO_DATA.
func brokenPipe(err error) bool {
	var (
		file   *fs.PathError
		number syscall.Errno
	)
	if !errors.As(err, &file) || file.Op != "write" || !errors.As(file.Err, &number) {
		return false
	}
	return number == syscall.EPIPE || number == 109 || number == 232
}
