package main

import "context"

// unlessInterrupted does what cannot be cancelled, and leaves it to itself when ctx ends.
// Opening a file may take for ever: a variable may name a pipe, on purpose or
// not, that nobody writes to.
func unlessInterrupted[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	select {
	case got := <-done:
		return got.value, got.err
	case <-ctx.Done():
		var none T
		return none, errInterrupted
	}
}
