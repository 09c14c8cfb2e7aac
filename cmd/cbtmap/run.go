package main

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
)

// program is one run: its surroundings, and what it has opened.
type program struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	sessions sessions
	accepted string      // the certificate of --thumbprint, if any
	parsed   bool        // the command line made sense
	drained  atomic.Bool // standard input is read by now
}

// run is the whole program but for signals, which end ctx, and the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{args: args, stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	defer p.sessions.close()

	root, alone := p.aloneCommand(args), true
	if root == nil {
		root, alone = p.rootCommand(), false
	}
	root.SetArgs(append([]string{}, args...)) // never nil, which would mean os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if !alone {
		strict(root)
	}
	if completing(args) {
		plainUsages(root)
	}
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !p.parsed {
		err = usage("%w: see %s --help", err, cmd.CommandPath())
	}
	code := exitCode(ctx, err)
	if err != nil && !errors.As(err, new(toldError)) {
		p.complain(code, err)
	}
	return code
}
