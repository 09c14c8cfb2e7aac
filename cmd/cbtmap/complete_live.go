package main

import (
	"context"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
)

// A shell that completes waits for three seconds at most: for a server's answer,
// and a little more for the good-bye and all else. Tests wait for longer, on
// machines that are busy.
var completionTimeout = 2500 * time.Millisecond

const completionGoodbye = 250 * time.Millisecond

// offering is what has been found so far, while more is asked for.
type offering struct {
	mu    sync.Mutex
	found words
}

// add adds what a part of an answer holds.
func (o *offering) add(more words) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.found = append(o.found, more...)
}

func (o *offering) list(begun string) []cobra.Completion {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.found.offers(begun)
}

// live asks the server of the flags on the line and of the environment. Whatever
// goes wrong there, what was found before is offered and nothing is said: a shell has no
// place for it, and a key pressed for convenience asks no questions.
func (p *program) live(server *serverFlags, ask func(context.Context, *vcenter.Client, *offering) error) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		p.sessions.goodbye = completionGoodbye
		found := inTime(cmd.Context(), func(ctx context.Context, o *offering) error {
			client, err := p.server(ctx, server)
			if err != nil {
				return err
			}
			return ask(ctx, client, o)
		})
		return found.list(begun), cobra.ShellCompDirectiveNoFileComp
	}
}

// inTime is what was found within completionTimeout.
func inTime(ctx context.Context, find func(context.Context, *offering) error) *offering {
	ctx, cancel := context.WithTimeout(ctx, completionTimeout)
	defer cancel()
	var found offering
	_, _ = unlessInterrupted(ctx, func() (any, error) { return nil, find(ctx, &found) })
	return &found
}
