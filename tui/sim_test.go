package tui_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// The tests of this package look at real answers: one simulated vCenter serves
// them all, over TLS, through the real client.
var simulated = sync.OnceValues(func() (*simulate.Server, error) { return simulate.Start(simulate.Options{}) })

func TestMain(m *testing.M) {
	code := m.Run()
	if sim, err := simulated(); err == nil {
		sim.Close()
	}
	os.Exit(code)
}

func connectSim(t testing.TB) func(context.Context, vcenter.Config) (tui.Connection, error) {
	t.Helper()
	return func(ctx context.Context, c vcenter.Config) (tui.Connection, error) {
		client, err := vcenter.Connect(ctx, c)
		if err != nil {
			return nil, err
		}
		t.Cleanup(func() { client.Close(context.Background()) })
		return remembering{tui.Named(tui.Client(client), "demo")}, nil
	}
}

// remembering keeps each reply, so that the many screens of one interval cost
// one fetch.
type remembering struct{ tui.Connection }

var replies sync.Map // of question to extent.Page

type question struct {
	disk, from, to string
	offset         int64
}

func (r remembering) Source(iv vcenter.Interval) fetch.Source {
	return memory{r.Connection.Source(iv), question{disk: iv.VM.Name + iv.Disk.Label, from: iv.FromChangeID, to: iv.ToName()}}
}

type memory struct {
	fetch.Source
	question question
}

func (m memory) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	q := m.question
	q.offset = offset
	if page, ok := replies.Load(q); ok {
		return page.(extent.Page), nil
	}
	page, err := m.Source.Areas(ctx, offset)
	if err == nil {
		replies.Store(q, page)
	}
	return page, err
}

func simConfig(t testing.TB) vcenter.Config {
	t.Helper()
	sim, err := simulated()
	if err != nil {
		t.Fatal(err)
	}
	return vcenter.Config{URL: sim.URL(), Username: simulate.Username, Password: simulate.Password, CACerts: sim.CAFile()}
}

// quiet are options under which the same keys give the same screens.
func quiet() tui.Options {
	return tui.Options{
		Fetch:    fetch.Options{Every: 1, Parallel: 1}, // a page a batch, in order
		Now:      func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		After:    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
		Location: time.UTC,
	}
}

// demo starts the program on the simulated vCenter, with steps answered.
func demo(t testing.TB, width, height int, pick tui.Pick) *drive.Driver {
	t.Helper()
	opts := quiet()
	opts.Config = simConfig(t)
	opts.Connect = connectSim(t)
	opts.Pick = pick
	d := drive.New(tui.New(opts), width, height)
	d.Settle()
	return d
}

var sqlData = tui.Pick{VM: "sql01", Disk: "Hard disk 2", To: "nightly-7", From: "nightly-6"}
