package tui

import (
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
)

// Messages of finished work. Each carries the generation of the work it belongs
// to; one that is not the newest any more is dropped.
type (
	connectedMsg struct {
		gen    int
		server Connection
		err    error
	}

	// vmsListedMsg is a part of the inventory; next asks for the one after it.
	vmsListedMsg struct {
		gen  int
		vms  []vcenter.VM
		done bool
		err  error
		next tea.Cmd
	}

	// vmPickedMsg is the VM that the command line named.
	vmPickedMsg struct {
		gen    int
		detail vcenter.Detail
		err    error
	}

	detailLoadedMsg struct {
		gen    int
		detail vcenter.Detail
		err    error
	}

	// fetchBegunMsg is a fetch that has begun; next asks for its first batch.
	fetchBegunMsg struct {
		gen     int
		fetch   *fetch.Fetch
		store   Store // what it keeps its replies in, nil without any
		warning error
		next    tea.Cmd
	}

	// batchArrivedMsg is a part of a change map; next asks for the one after it.
	batchArrivedMsg struct {
		gen   int
		batch fetch.Batch
		next  tea.Cmd
	}

	// checksReadyMsg is what a doctor found.
	checksReadyMsg struct {
		gen    int
		checks []vcenter.Check
		err    error
	}

	// secondPassedMsg moves figures that depend on the time while a fetch runs.
	secondPassedMsg struct{ gen int }
)
