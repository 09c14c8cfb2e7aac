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
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	sessions sessions
	parsed   bool // the command line made sense
}

// run is the whole program but for signals, which end ctx, and the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{args: args, stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	defer p.sessions.close()

	root := p.rootCommand()
	root.SetArgs(append([]string{}, args...)) // never nil, which would mean os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	strict(root)
	if completing(args) {
		plainUsages(root)
	}
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

// complain writes an error as one line. Parts of it may come from a server, and
// parts from the command line. Nobody is left to read that nobody reads.
func (p *program) complain(code int, err error) {
	if code == exitBrokenPipe {
		return
	}
	text := err.Error()
	if code == exitInterrupted && !errors.Is(err, errInterrupted) {
		text = errInterrupted.Error() // how deep it struck is nobody's concern
	}
	text = strings.ReplaceAll(strings.TrimSpace(masked(text, p.args)), "\n", "; ")
	fmt.Fprintln(p.stderr, "cbtmap: "+render.Clean(text))
}
