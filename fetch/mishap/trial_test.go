package mishap_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/cache"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// trial is one mix in progress.
type trial struct {
	mix    mix
	server *server
	client *vcenter.Client
	source *watched
	random *rand.Rand
	dir    string // of the cache

	heard transcript
	odd   strange
	got   *extent.Map
	pages []extent.Page // as they were handed on, since got was empty
	last  fetch.Batch

	damaged bool // a file of the cache
	begun   int  // fetches, and by the user again
}

// transcript is all that ever came, by whichever fetch of the trial.
type transcript struct {
	mu    sync.Mutex
	pages []extent.Page
}

func (t *transcript) add(p extent.Page) {
	p.Extents = slices.Clone(p.Extents) // they are used again
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pages = append(t.pages, p)
}

func (t *transcript) all() []extent.Page {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.pages
}

// watched passes questions on, and notes what must not be asked again.
type watched struct {
	fetch.Source
	most int

	mu       sync.Mutex
	known    *extent.Map              // before the fetch began
	under    map[context.Context]bool // calls under way, each with a context of its own
	calls    int
	heard    *transcript
	odd      *strange
	mistaken error // the first mistake
}

func (w *watched) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	if ctx.Err() != nil { // given up before it began: nobody is asked
		return extent.Page{}, ctx.Err()
	}
	w.mu.Lock()
	w.calls++
	w.under[ctx] = true
	wanted := 0
	for c := range w.under {
		if c.Err() == nil { // those that were cancelled may take their time
			wanted++
		}
	}
	switch {
	case w.mistaken != nil:
	case w.known.Sum(offset, offset+1).Known > 0:
		w.mistaken = fmt.Errorf("asked at %d, which was known before", offset)
	case wanted > w.most:
		w.mistaken = fmt.Errorf("%d calls at once, and no more than %d are allowed", wanted, w.most)
	}
	w.mu.Unlock()
	p, err := w.Source.Areas(ctx, offset)
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.under, ctx)
	if err == nil {
		w.heard.add(p)
		w.odd.note(offset, p)
	}
	return p, err
}

// Recycle gives a page back to the client, full of lies: whoever still looks at it
// will break the law.
func (w *watched) Recycle(p extent.Page) {
	all := p.Extents[:cap(p.Extents)]
	for i := range all {
		all[i] = extent.Extent{Start: int64(i), Length: w.Capacity()}
	}
	w.Source.(fetch.Recycler).Recycle(p)
}

// run tries a mix, and says how it broke the law.
func run(m mix, dir string) (err error) {
	s, err := startServer(m)
	if err != nil {
		return err
	}
	defer s.stop()
	_, roots := identity()
	config := vcenter.Config{URL: "https://" + s.addr, Username: "reader", Password: "Zq-secret-9X", RootCAs: roots, Protocol: vcenter.SOAP}
	if m.json {
		config.Protocol = vcenter.JSON
	}
	client, err := vcenter.Connect(context.Background(), config)
	if err != nil {
		return fmt.Errorf("connecting to a server that is well: %w", err)
	}
	t := &trial{mix: m, odd: strange{mix: m, all: extent.New(m.disk.capacity), stalls: map[int64]bool{}}, server: s, client: client, random: m.random("user", 0, 0), dir: dir}
	err = t.fetches()
	s.heal(true)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	// After a restart the logout may come by a connection that was cut; the
	// session must be gone all the same.
	if e := client.Close(ctx); err == nil && e != nil && m.restartAt == 0 {
		err = fmt.Errorf("logging out of a server that is well: %w", e)
	}
	if err == nil {
		err = t.nothingLeft()
	}
	if err == nil && s.complaint != "" {
		err = errors.New(s.complaint)
	}
	return err
}

func (t *trial) interval() vcenter.Interval {
	at := func(changeID string) vcenter.Disk {
		return vcenter.Disk{Key: 2000, Label: "Hard disk 1", Capacity: t.mix.disk.capacity, ChangeID: changeID, ObjectID: "1-2000"}
	}
	first := vcenter.Snapshot{MoID: "snapshot-1", Name: "before", Disks: []vcenter.Disk{at(t.mix.from)}}
	second := vcenter.Snapshot{MoID: "snapshot-2", Name: "nightly", Parent: "snapshot-1", Disks: []vcenter.Disk{at(t.mix.to)}}
	return vcenter.Interval{
		VM:           vcenter.Detail{VM: vcenter.VM{MoID: "vm-1", Name: "sql01"}, Snapshots: []vcenter.Snapshot{first, second}},
		Disk:         at(t.mix.to),
		FromChangeID: t.mix.from,
		To:           second,
		ToChangeID:   t.mix.to,
		Capacity:     t.mix.disk.capacity,
	}
}

// fetches goes from trouble to a server that is well, and to the whole disk.
func (t *trial) fetches() error {
	if _, reset := t.interval().Reset(); reset {
		return fmt.Errorf("%q and %q are taken for two UUIDs", t.mix.from, t.mix.to)
	}
	var f *fetch.Fetch
	var entry *cache.Entry
	defer func() { entry.Close() }()
	begin := func() (err error) {
		entry.Close()
		if entry, err = t.open(); err != nil {
			return err
		}
		f = t.start(entry)
		return nil
	}
	if err := begin(); err != nil {
		return err
	}
	t.server.heal(false)
	var since time.Time // the server is well
	for phase := 1; ; phase++ {
		well := phase > t.mix.phases
		if well && since.IsZero() {
			t.server.heal(true)
			since = time.Now()
		}
		if phase > 1 {
			if killed := t.mix.kill && !well; killed {
				harmed, err := t.harm(entry)
				if err != nil {
					return err
				}
				before := t.got
				if err := begin(); err != nil {
					return err
				}
				if t.mix.cache && !harmed {
					if err := t.odd.lost(before, t.source.before()); err != nil {
						return err
					}
				}
			} else {
				t.source.goOn(t.got)
				f = f.Continue(context.Background())
			}
		}
		if err := t.follow(f, well); err != nil {
			return err
		}
		if err := t.law(); err != nil {
			return fmt.Errorf("phase %d: %w", phase, err)
		}
		if t.mix.steady && !t.got.Complete() {
			return fmt.Errorf("what passes did not, in phase %d: %w", phase, t.last.Err)
		}
		switch complete := t.got.Complete(); {
		case complete && well:
			return nil
		case well && (!t.again() || time.Since(since) > slowness*time.Minute):
			return fmt.Errorf("the server is well, and %d bytes are not known: %w", t.mix.disk.capacity-t.got.Known(), t.last.Err)
		}
	}
}

// again tells whether a fetch from a server that is well may fail: a deadline
// made for silent servers is short for a busy machine, and connections that a
// restart has cut are found out by using them.
func (t *trial) again() bool {
	return t.mix.chance[hang] > 0 || t.mix.restartAt > 0 && t.mix.patience < 0
}

// start is a fetch as a process begins it.
func (t *trial) start(entry *cache.Entry) *fetch.Fetch {
	opts := fetch.Options{
		Timeout: t.mix.timeout, Every: time.Millisecond, Parallel: t.mix.parallel,
		Patience: t.mix.patience, Backoff: 500 * time.Microsecond,
	}
	known := extent.New(t.mix.disk.capacity)
	if entry != nil {
		opts.Store = entry
		for _, p := range entry.Replies() {
			if lo := max(p.Start, 0); lo < p.End() {
				_ = known.Add(extent.Page{Start: lo, Length: p.End() - lo}) // nothing in it is negative
			}
		}
	}
	t.source = &watched{Source: t.client.Source(t.interval()), most: t.mix.parallel, known: known, under: map[context.Context]bool{}, heard: &t.heard, odd: &t.odd}
	t.got, t.pages = extent.New(t.mix.disk.capacity), nil
	return fetch.Start(context.Background(), t.source, opts)
}

// goOn begins a fetch that continues another.
func (w *watched) goOn(known *extent.Map) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known = known.Snapshot()
}

// before is what was known before the fetch began, for another goroutine to look
// at: even looking at a map brings its sums up to date.
func (w *watched) before() *extent.Map {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.known.Snapshot()
}

func (t *trial) open() (*cache.Entry, error) {
	if !t.mix.cache {
		return nil, nil
	}
	iv := t.interval()
	e, err := cache.Open(t.dir, 0).Interval(cache.Key{Server: "vc", VM: iv.VM.MoID, Disk: iv.Disk.ObjectID, DeviceKey: iv.Disk.Key,
		From: iv.FromChangeID, To: iv.ToChangeID, Capacity: iv.Capacity})
	// A bit of a record that has no end is of no interest to anybody.
	if err != nil && !t.damaged {
		return e, fmt.Errorf("no file is damaged, and the cache warns: %w", err)
	}
	t.damaged = false // it was set aside
	return e, nil
}

// harm does to a file of the cache what kill -9 does at times, and disks seldom:
// the last write did not come to its end, or a bit is wrong.
func (t *trial) harm(entry *cache.Entry) (harmed bool, err error) {
	kind := t.random.IntN(4)
	if entry == nil || kind < 2 {
		return false, nil
	}
	names, err := filepath.Glob(filepath.Join(t.dir, "*.pages"))
	if err != nil || len(names) == 0 {
		return false, err
	}
	content, name := []byte(nil), names[t.random.IntN(len(names))]
	if content, err = os.ReadFile(name); err != nil || len(content) == 0 {
		return false, err
	}
	if kind == 2 {
		content = content[:max(0, len(content)-t.random.IntN(200))]
	} else {
		content[t.random.IntN(len(content))] ^= 1 << t.random.IntN(8)
		t.damaged = true
	}
	return true, os.WriteFile(name, content, 0o600)
}

// follow reads a fetch to its end as a user does: looking here and there,
// pausing, retrying, giving up.
func (t *trial) follow(f *fetch.Fetch, well bool) error {
	defer f.Cancel()
	t.begun++
	timeout := time.AfterFunc(slowness*time.Minute, f.Cancel)
	defer timeout.Stop()
	for n := 1; ; n++ {
		b, ok := f.Next()
		if !ok {
			if !t.last.Done {
				return errors.New("the fetch ended without saying so")
			}
			break
		}
		t.last = b
		if b.Warning != nil {
			return fmt.Errorf("the fetch warns: %w", b.Warning)
		}
		for _, p := range b.Pages {
			kept := p
			kept.Extents = slices.Clone(p.Extents)
			t.pages = append(t.pages, kept)
			if err := t.got.Add(p); err != nil {
				return fmt.Errorf("the fetch hands on a page that no map takes: %w", err)
			}
		}
		if b.Done {
			continue
		}
		if !well {
			t.meddle(f, n)
		}
	}
	if !timeout.Stop() {
		return fmt.Errorf("%v was not enough: %+v", slowness*time.Minute, t.last.Progress)
	}
	return nil
}

func (t *trial) meddle(f *fetch.Fetch, n int) {
	hits := func(chance int) bool { return t.random.IntN(1000) < chance }
	if hits(t.mix.look) {
		lo := t.random.Int64N(t.mix.disk.capacity)
		f.Look(lo, lo+t.random.Int64N(t.mix.disk.capacity))
	}
	if hits(t.mix.pause) {
		f.Pause()
		time.AfterFunc(time.Millisecond, f.Resume)
	}
	if hits(t.mix.retry) {
		f.Retry()
		t.begun++
	}
	if n == t.mix.cancelAt {
		f.Cancel()
	}
}
