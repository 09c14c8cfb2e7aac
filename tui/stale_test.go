package tui

import (
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// TestStaleMessages: what belongs to work that was left behind changes nothing,
// however late it comes.
func TestStaleMessages(t *testing.T) {
	m := New(Options{})
	x := m.explorer
	x.changes = extent.New(1000)
	x.fetched.gen = m.next()
	page := extent.Page{Start: 0, Length: 1000, Extents: []extent.Extent{{Start: 0, Length: 10}}}
	x.arrived(batchArrivedMsg{gen: x.fetched.gen - 1, batch: fetch.Batch{Pages: []extent.Page{page}, Done: true}})
	if x.changes.Known() != 0 || x.fetched.done {
		t.Error("a batch of an older fetch is taken into the map")
	}
	x.arrived(batchArrivedMsg{gen: x.fetched.gen, batch: fetch.Batch{Pages: []extent.Page{page}, Done: true}})
	if x.changes.Known() != 1000 || !x.fetched.done {
		t.Error("a batch of the running fetch is not taken")
	}

	m.vms.gen = m.next()
	m.vms.listed(vmsListedMsg{gen: m.vms.gen - 1, vms: []vcenter.VM{{Name: "old"}}})
	if len(m.vms.all) != 0 {
		t.Error("a row of an older list is shown")
	}
	m.disks.gen, m.disks.loading = m.next(), true
	m.disks.loaded(detailLoadedMsg{gen: m.disks.gen - 1, detail: vcenter.Detail{Disks: make([]vcenter.Disk, 3)}})
	if len(m.disks.detail.Disks) != 0 {
		t.Error("the disks of another VM are shown")
	}
	m.stats.gen, m.stats.running = m.next(), true
	m.stats.ready(statsReadyMsg{gen: m.stats.gen - 1})
	if m.stats.have {
		t.Error("the figures of another map are shown")
	}
}
