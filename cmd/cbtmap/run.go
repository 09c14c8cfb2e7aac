package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"cbtmap/render"
)

// program is one run: its surroundings, and what it has opened.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	sessions sessions
	parsed   bool // the command line made sense
}

// run is the whole program but for signals, which end ctx, and the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	defer p.sessions.close()

	root := p.rootCommand()
	root.SetArgs(append([]string{}, args...)) // never nil, which would mean os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !p.parsed {
		err = usage("%w: see %s --help", err, cmd.CommandPath())
	}
	code := exitCode(ctx, err)
	if err != nil {
		p.complain(code, err)
	}
	return code
}

// usage makes an error that ends with exitUsage, unless it wraps one already.
func usage(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	for _, a := range args {
		if inner, ok := a.(error); ok && errors.As(inner, &usageError{}) {
			return inner
		}
	}
	return usageError{err}
}

// complain writes an error as one line. Parts of it may come from a server.
func (p *program) complain(code int, err error) {
	text := err.Error()
	if code == exitInterrupted && !errors.Is(err, errInterrupted) {
		text = errInterrupted.Error() // how deep it struck is nobody's concern
	}
	text = strings.ReplaceAll(strings.TrimSpace(text), "\n", "; ")
	fmt.Fprintln(p.stderr, "cbtmap: "+render.Clean(text))
}
