package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// sameSignal is how soon after a signal another one is not yet somebody who has lost
// patience: timeout(1) signals its child and then the group that the child is in.
const sameSignal = time.Second

// interruptible is a context that ends when the user wants the program to end:
// by ctrl+c, by kill, or by closing the terminal. A second ctrl+c or kill, some
// time after the first, ends the process at once.
//
// From then on a write to a pipe that nobody reads is an error like any other,
// not the sudden death that would leave sessions and files behind.
func interruptible(parent context.Context) (ctx context.Context, stop func()) {
	parent, cancel := context.WithCancel(parent)
	ctx, release := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() { time.AfterFunc(sameSignal, release) })

	// A terminal that closes says so more than once, by its shell and by the
	// system, so that this signal stays caught. Under nohup it has no meaning.
	hangup := make(chan os.Signal, 1)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(hangup, syscall.SIGHUP)
	}
	go func() {
		select {
		case <-hangup:
			cancel()
		case <-ctx.Done():
		}
	}()

	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // the write itself fails as well
	return ctx, cancel
}
