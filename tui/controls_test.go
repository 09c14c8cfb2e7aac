package tui_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// gated is a Source that answers only when it is let, and keeps what it was
// asked. Each reply covers page bytes.
type gated struct {
	capacity, page int64
	let            chan error // nil answers, an error is the answer

	mu    sync.Mutex
	asked []int64
}

func newGated(capacity, page int64) *gated {
	return &gated{capacity: capacity, page: page, let: make(chan error, 1000)}
}

func (g *gated) Capacity() int64 { return g.capacity }

func (g *gated) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	g.mu.Lock()
	g.asked = append(g.asked, offset)
	g.mu.Unlock()
	select {
	case err := <-g.let:
		return extent.Page{Start: offset, Length: min(g.page, g.capacity-offset)}, err
	case <-ctx.Done():
		return extent.Page{}, ctx.Err()
	}
}

func (g *gated) questions() []int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]int64(nil), g.asked...)
}

// answer lets n questions be answered.
func (g *gated) answer(n int) {
	for range n {
		g.let <- nil
	}
}

// onMap starts the program on the map of a source.
func onMap(t *testing.T, src fetch.Source, with func(*tui.Options)) *drive.Driver {
	t.Helper()
	f := newFake(src.Capacity(), "db01")
	f.source = src
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
	if with != nil {
		with(&opts)
	}
	return drive.New(tui.New(opts), 120, 36)
}

// wait steps until the screen has a text.
func wait(t *testing.T, d *drive.Driver, text string) {
	t.Helper()
	if !d.Until(func(string) bool { return strings.Contains(plain(d), text) }) {
		t.Fatalf("%q never comes:\n%s", text, plain(d))
	}
}

// must tells which texts are not on the screen, and which should not be.
func must(t *testing.T, d *drive.Driver, says, not []string) {
	t.Helper()
	s := folded(d)
	for _, want := range says {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not said:\n%s", want, plain(d))
		}
	}
	for _, wrong := range not {
		if strings.Contains(s, wrong) {
			t.Errorf("%q is said:\n%s", wrong, plain(d))
		}
	}
}

// TestPause: p stops asking, what is under way still counts, and p goes on.
func TestPause(t *testing.T) {
	src := newGated(1<<40, 1<<38)
	d := onMap(t, src, nil)
	src.answer(1)
	wait(t, d, "25 %")
	d.Send(drive.Key("p"))
	src.answer(1) // the one under way
	wait(t, d, "paused at 50.0 %")
	if n := len(src.questions()); n != 2 {
		t.Errorf("%d questions were asked, want 2", n)
	}
	src.answer(2)
	d.Send(drive.Key("p"))
	d.Settle()
	if s := plain(d); !strings.Contains(s, "complete, trustworthy") || len(src.questions()) != 4 {
		t.Errorf("%d questions were asked:\n%s", len(src.questions()), s)
	}
	d.Press("p")
	if !strings.Contains(plain(d), "no fetch to pause") {
		t.Errorf("a fetch that has ended can be paused:\n%s", plain(d))
	}
}

// TestViewComesFirst: the range that the user looks at is asked for next.
func TestViewComesFirst(t *testing.T) {
	src := newGated(1<<40, 1<<34)
	d := onMap(t, src, nil)
	src.answer(1)
	wait(t, d, " 1 %")
	for _, k := range []string{"g", "7", "5", "%", "enter", "+", "+", "+", "+"} {
		d.Send(drive.Key(k))
	}
	src.answer(1) // asked before the user went elsewhere
	wait(t, d, " 3 %")
	src.answer(1)
	wait(t, d, " 4 %")
	asked := src.questions()
	if len(asked) < 3 || asked[1] != 1<<34 || asked[2] < 1<<39 || asked[2] > 3<<38 {
		t.Errorf("asked at %v; the third question should be at about three quarters", asked)
	}
	d.Send(drive.Key("q"))
}

// unready is an error that may pass.
type unready struct{ error }

func (unready) Temporary() bool { return true }
func (unready) Explain() fault.Fault {
	return fault.Fault{Fault: "http", Property: "503", What: "vc01 is not ready", Meaning: "what has arrived stays true", Advice: "wait until its services run"}
}

// TestWaiting: a server that is away for a while is waited for, and the screen
// says so.
func TestWaiting(t *testing.T) {
	src := newGated(1<<40, 1<<39)
	d := onMap(t, src, func(o *tui.Options) { o.Fetch.Backoff = 1 })
	src.answer(1)
	src.let <- unready{errors.New("503")}
	wait(t, d, "waiting at 50.0 %")
	if s := plain(d); !strings.Contains(s, "waiting vc01 is not ready") {
		t.Errorf("why it waits is not said:\n%s", s)
	}
	d.Send(drive.Key("i"))
	if s := folded(d); !strings.Contains(s, "vc01 is not ready what has arrived stays true it is asked again and again, for at most 2 min without a reply → wait until its services run") {
		t.Errorf("the doctor does not know why:\n%s", plain(d))
	}
	d.Send(drive.Key("esc"))
	src.answer(1)
	d.Settle()
	if s := plain(d); !strings.Contains(s, "complete, trustworthy") {
		t.Errorf("it does not go on:\n%s", s)
	}
	d.Press("i")
	if s := folded(d); !strings.Contains(s, "3 calls, 1 of them again, 2 pages") {
		t.Errorf("the calls are not told:\n%s", plain(d))
	}
}

// TestRestGoesOn: a place that the server refuses for good is shown as failed,
// the rest arrives, and r asks for that place alone.
func TestRestGoesOn(t *testing.T) {
	src := newGated(1<<40, 1<<38)
	d := onMap(t, src, nil)
	src.answer(1)
	src.let <- errors.New("worn out")
	src.answer(100)
	d.Settle()
	if s := plain(d); !strings.Contains(s, "incomplete") || !strings.Contains(s, "✗ worn out") {
		t.Fatalf("no word of the failure:\n%s", s)
	}
	d.Press("x")
	if s := plain(d); !strings.Contains(s, "failed worn out") || !strings.Contains(s, "╳") || !strings.Contains(s, "r ask again") {
		t.Errorf("the failure is gone:\n%s", s)
	}
	before := len(src.questions())
	src.answer(100)
	d.Press("r")
	if s := plain(d); !strings.Contains(s, "complete, trustworthy") {
		t.Errorf("r does not bring what is missing:\n%s", s)
	}
	for _, at := range src.questions()[before:] {
		if at < 1<<38 {
			t.Errorf("what is known is asked for again, at %d", at)
		}
	}
}

// memoryStore is a Store that lasts as long as the test.
type memoryStore struct {
	asked  []int64
	pages  []extent.Page
	closed int
}

func (m *memoryStore) Replies() iter.Seq2[int64, extent.Page] {
	return func(yield func(int64, extent.Page) bool) {
		for i, p := range m.pages {
			if !yield(m.asked[i], p) {
				return
			}
		}
	}
}

func (m *memoryStore) Keep(asked int64, p extent.Page) error {
	m.asked, m.pages = append(m.asked, asked), append(m.pages, p)
	return nil
}

func (m *memoryStore) Close() error { m.closed++; return nil }

// TestKept: what an earlier run was told is on the map at once, and only the
// rest is asked for.
func TestKept(t *testing.T) {
	store := &memoryStore{}
	keep := func(o *tui.Options) {
		o.Keep = func(srv vcenter.Server, iv vcenter.Interval) (tui.Store, error) {
			if srv.Host != "fake" || iv.Capacity != 1<<40 {
				t.Errorf("asked to keep %v of %v", iv, srv)
			}
			return store, nil
		}
	}
	src := newGated(1<<40, 1<<38)
	d := onMap(t, src, keep)
	src.answer(2)
	wait(t, d, "50 %")
	if len(store.pages) != 2 {
		t.Fatalf("%d pages were kept, want 2", len(store.pages))
	}
	d.Send(drive.Key("q")) // as if killed: nobody tidies up

	src = newGated(1<<40, 1<<38)
	d = onMap(t, src, keep)
	src.answer(2)
	d.Settle()
	if s := plain(d); !strings.Contains(s, "complete, trustworthy") {
		t.Errorf("the map is not whole:\n%s", s)
	}
	if asked := src.questions(); len(asked) != 2 || asked[0] != 1<<39 {
		t.Errorf("asked at %v, want only the second half", asked)
	}
	d.Press("i")
	if s := folded(d); !strings.Contains(s, "512 GiB kept from before") {
		t.Errorf("what was kept is not told:\n%s", plain(d))
	}
	d.Press("esc", "esc", "up", "b", "enter") // another interval
	if store.closed == 0 {
		t.Error("the store stays open though nobody needs it")
	}
}

// TestKeepWarns: a store that cannot be opened costs a sentence and no more.
func TestKeepWarns(t *testing.T) {
	src := newGated(1<<40, 1<<40)
	src.answer(1)
	d := onMap(t, src, func(o *tui.Options) {
		o.Keep = func(vcenter.Server, vcenter.Interval) (tui.Store, error) { return nil, errors.New("the disk is full") }
	})
	d.Settle()
	if s := plain(d); !strings.Contains(s, "the disk is full") || !strings.Contains(s, "complete, trustworthy") {
		t.Errorf("no warning, or no map:\n%s", s)
	}
}
