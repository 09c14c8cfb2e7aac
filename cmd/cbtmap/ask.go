package main

import (
	"context"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
)

// asking is a question for a server about one interval of one disk.
type asking struct {
	server serverFlags
	fetch  fetchFlags
	pick   pickFlags
	checks bool // also what change tracking needs, as far as it can be had
}

// ask asks a server. The error says why the map is not whole.
func (p *program) ask(ctx context.Context, q *asking) (evidence, error) {
	client, err := p.server(ctx, &q.server)
	if err != nil {
		return evidence{}, err
	}
	interval, err := resolve(ctx, client, q.pick)
	if err != nil {
		return evidence{}, err
	}
	var checks []vcenter.Check
	if q.checks {
		// The rows are there also where the server could not be asked.
		checks, _ = client.Doctor(ctx, interval.VM, []vcenter.Disk{interval.Disk}, &interval)
	}
	got := evidence{header: tui.HeaderOf(client.Server(), interval, checks, time.Now())}
	if q.server.demo {
		got.header.Server.Host = demoName // its address means nothing
	}
	options := q.fetch.options(q.server.timeout)
	if !q.server.demo { // that server ends with this run
		if entry := p.store(&q.fetch, client.Server(), interval); entry != nil {
			defer entry.Close() // every reply was written as it came
			options.Store = entry
		}
	}
	fetched, err := p.fetch(ctx, client, interval, options)
	got.changes, got.kept = fetched.changes, fetched.kept
	got.failed = inWords(fetched.last.Failed, got.header)
	got.audit = tui.Audited(fetched.last.Audit, interval)
	return got, explained(err, got.header)
}

// inWords has the reasons in words that name the disk.
func inWords(failed []fetch.Failure, from capture.Header) []fetch.Failure {
	list := make([]fetch.Failure, len(failed))
	for i, f := range failed {
		list[i] = fetch.Failure{Range: f.Range, Err: explained(f.Err, from)}
	}
	return list
}

// resolve finds what the flags name.
func resolve(ctx context.Context, client *vcenter.Client, pick pickFlags) (iv vcenter.Interval, err error) {
	defer func() { err = chosen(err) }()
	vm, err := client.FindVM(ctx, pick.VM)
	if err != nil {
		return vcenter.Interval{}, err
	}
	detail, err := client.Detail(ctx, vm.MoID)
	if err != nil {
		return vcenter.Interval{}, err
	}
	disk, err := detail.FindDisk(pick.Disk)
	if err != nil {
		return vcenter.Interval{}, err
	}
	return detail.FindInterval(disk, pick.To, pick.From)
}
