package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
)

// logoutTimeout bounds the good-bye to a server that may be gone.
const logoutTimeout = 5 * time.Second

// connectCmd opens a connection.
func connectCmd(ctx context.Context, gen int, open func(context.Context) (Connection, error)) tea.Cmd {
	return func() tea.Msg {
		srv, err := open(ctx)
		return connectedMsg{gen: gen, server: srv, err: err}
	}
}

// closeCmd logs out of a server that nobody needs any more.
func closeCmd(srv Connection) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), logoutTimeout)
		defer cancel()
		_ = srv.Close(ctx) // nothing depends on it: an idle session expires by itself
		return nil
	}
}

// listCmd streams the inventory: each message carries the command that waits
// for the next.
func listCmd(ctx context.Context, gen int, srv Connection) tea.Cmd {
	return func() tea.Msg {
		parts := make(chan vmsListedMsg)
		send := func(msg vmsListedMsg) {
			select {
			case parts <- msg:
			case <-ctx.Done():
			}
		}
		var next tea.Cmd
		next = func() tea.Msg {
			select {
			case msg := <-parts:
				if !msg.done {
					msg.next = next
				}
				return msg
			case <-ctx.Done():
				return vmsListedMsg{gen: gen, done: true, err: ctx.Err()}
			}
		}
		go func() {
			err := srv.VMs(ctx, func(vms []vcenter.VM) { send(vmsListedMsg{gen: gen, vms: vms}) })
			send(vmsListedMsg{gen: gen, done: true, err: err})
		}()
		return next()
	}
}

// pickCmd finds the VM that the command line named.
func pickCmd(ctx context.Context, gen int, srv Connection, name string) tea.Cmd {
	return func() tea.Msg {
		vm, err := srv.FindVM(ctx, name)
		if err != nil {
			return vmPickedMsg{gen: gen, err: err}
		}
		detail, err := srv.Detail(ctx, vm.MoID)
		if detail.Name == "" {
			detail.Name = vm.Name
		}
		return vmPickedMsg{gen: gen, detail: detail, err: err}
	}
}

// detailCmd loads the disks and snapshots of one VM.
func detailCmd(ctx context.Context, gen int, srv Connection, moid string) tea.Cmd {
	return func() tea.Msg {
		detail, err := srv.Detail(ctx, moid)
		return detailLoadedMsg{gen: gen, detail: detail, err: err}
	}
}

// startCmd begins a fetch, with what was kept of an earlier one.
func startCmd(ctx context.Context, gen int, srv vcenter.Server, from fetch.Source, iv vcenter.Interval, opts Options) tea.Cmd {
	return func() tea.Msg {
		begun := fetchBegunMsg{gen: gen}
		with := opts.Fetch
		if opts.Keep != nil {
			store, err := opts.Keep(srv, iv)
			begun.warning = err
			if store != nil {
				with.Store, begun.store = store, store
			}
		}
		begun.fetch = fetch.Start(ctx, from, with)
		begun.next = batchCmd(gen, begun.fetch)
		return begun
	}
}

// continueCmd goes on with a fetch that has ended, where it left off.
func continueCmd(ctx context.Context, gen int, old *fetch.Fetch) tea.Cmd {
	return func() tea.Msg {
		f := old.Continue(ctx)
		return fetchBegunMsg{gen: gen, fetch: f, next: batchCmd(gen, f)}
	}
}

// batchCmd waits for the next batch; each message carries the command that waits
// for the one after it.
func batchCmd(gen int, f feed) tea.Cmd {
	var next tea.Cmd
	next = func() tea.Msg {
		batch, ok := f.Next()
		if !ok {
			return nil
		}
		msg := batchArrivedMsg{gen: gen, batch: batch}
		if !batch.Done {
			msg.next = next
		}
		return msg
	}
	return next
}

// checkCmd looks at all that change tracking needs.
func checkCmd(ctx context.Context, gen int, srv Connection, vm vcenter.Detail, disks []vcenter.Disk, iv *vcenter.Interval) tea.Cmd {
	return func() tea.Msg {
		checks, err := srv.Doctor(ctx, vm, disks, iv)
		return checksReadyMsg{gen: gen, checks: checks, err: err}
	}
}

// secondCmd tells when a second has passed.
func secondCmd(after Timer, gen int) tea.Cmd {
	return after(time.Second, func(time.Time) tea.Msg { return secondPassedMsg{gen} })
}
