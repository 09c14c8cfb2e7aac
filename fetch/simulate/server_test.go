package simulate_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"

	"cbtmap/fetch/simulate"
)

func TestOnlyLoopbackIsServed(t *testing.T) {
	for _, address := range []string{":8989", "0.0.0.0:8989", "[::]:8989", "192.0.2.1:8989", "169.254.0.1:0", "8989", "127.0.0.1", "no.such.host.invalid:1", "127.0.0.1:http", "127.0.0.1:65536", "127.0.0.1:-1"} {
		s, err := simulate.Start(simulate.Options{Listen: address})
		if err == nil {
			s.Close()
			t.Errorf("%q was served at %s", address, s.URL())
			continue
		}
		if !strings.Contains(err.Error(), address) || !strings.Contains(err.Error(), "127.0.0.1:8989") {
			t.Errorf("%q: the error names neither it nor what to use: %v", address, err)
		}
		if bad := (*simulate.AddressError)(nil); !errors.As(err, &bad) || bad.Address != address {
			t.Errorf("%q: %T does not blame the address", address, err)
		}
	}
	for _, address := range []string{"", "127.0.0.1:0", "localhost:0", "127.0.0.2:0"} {
		s, err := simulate.Start(simulate.Options{Listen: address})
		if address == "127.0.0.2:0" && err != nil {
			continue // an address of its own on some systems only
		}
		if err != nil {
			t.Errorf("%q: %v", address, err)
			continue
		}
		if !strings.HasPrefix(s.URL(), "https://") || !strings.HasSuffix(s.URL(), "/sdk") || strings.Contains(s.URL(), "@") {
			t.Errorf("url %q", s.URL())
		}
		s.Close()
	}
}

func TestBusyPortIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = simulate.Start(simulate.Options{Listen: l.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), l.Addr().String()) || !strings.HasSuffix(err.Error(), "another server is on this port, so stop it or choose another port, 0 for any free one") {
		t.Errorf("got %v", err)
	}
	if bad := (*simulate.AddressError)(nil); errors.As(err, &bad) {
		t.Errorf("%v blames the address", err)
	}
}

// A client that checks certificates reaches every loopback address.
func TestCertificateNamesTheAddress(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "127.0.0.2:0", "localhost:0", "[::1]:0"} {
		s, err := simulate.Start(simulate.Options{Listen: address, InMemory: true})
		if bad := (*simulate.AddressError)(nil); err != nil && !errors.As(err, &bad) {
			continue // an address that this computer does not have
		}
		if err != nil {
			t.Fatal(err)
		}
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM([]byte(s.Root()))
		conn, err := tls.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "https://"), "/sdk"), &tls.Config{RootCAs: roots})
		if err != nil {
			t.Errorf("%s: %v", address, err)
		} else {
			_ = conn.Close()
		}
		_ = s.Close()
	}
}

func useTempDir(t *testing.T, dir string) {
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
}

// Whatever ends the process, a server in memory leaves nothing.
func TestInMemoryKeepsNoFiles(t *testing.T) {
	dir := t.TempDir()
	useTempDir(t, dir)
	s, err := simulate.Start(simulate.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 || s.CAFile() != "" {
		t.Errorf("it keeps %v, %q, %v", left, s.CAFile(), err)
	}
}

func TestMissingTempDirIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not-there")
	useTempDir(t, dir)
	for _, inMemory := range []bool{false, true} {
		s, err := simulate.Start(simulate.Options{InMemory: inMemory})
		if err == nil {
			s.Close()
			t.Fatal("it started")
		}
		if want := "cannot make a temporary folder in " + dir + " for the simulated vCenter: set TMPDIR"; !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v", err)
		}
	}
}

// TestCloseLeavesNothing starts, uses and closes servers and looks for what
// they have left: files, goroutines, an open port.
func TestCloseLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	useTempDir(t, dir)
	before := runtime.NumGoroutine()
	for range 3 {
		s, err := simulate.Start(simulate.Options{})
		if err != nil {
			t.Fatal(err)
		}
		c := login(t, s)
		d := diskOf(t, s, "web01", "Hard disk 1")
		fetch(t, c, question(d, 0, 6), d.Capacity)
		if _, err := os.Stat(s.CAFile()); err != nil || filepath.Dir(filepath.Dir(s.CAFile())) != dir {
			t.Errorf("certificate %s: %v", s.CAFile(), err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("closing twice: %v", err)
		}
		c.CloseIdleConnections()
		if conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "https://"), "/sdk")); err == nil {
			conn.Close()
			t.Error("the port still answers")
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// TestLatencyEndsWithTheServer leaves calls waiting for an hour's latency, all
// of one VM, and closes the server under them.
func TestLatencyEndsWithTheServer(t *testing.T) {
	s, err := simulate.Start(simulate.Options{Latency: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	c := login(t, s)
	q := question(diskOf(t, s, "sql01", "Hard disk 1"), 5, 6)
	var calls sync.WaitGroup
	for range 4 {
		calls.Go(func() { _, _ = methods.QueryChangedDiskAreas(t.Context(), c, &q) })
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	calls.Wait()
}

func TestManyClientsAtOnce(t *testing.T) {
	s := start(t, simulate.Options{Latency: time.Millisecond})
	c := login(t, s)
	d := diskOf(t, s, "sql01", "Hard disk 1")
	want, _ := fetch(t, s.Local(), question(d, 0, 6), d.Capacity)
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			if got, _, err := pageThrough(c, question(d, 0, 6), d.Capacity); err != nil || !slices.Equal(got, want) {
				t.Errorf("%d extents, want %d: %v", len(got), len(want), err)
			}
		})
	}
	clients.Wait()
}

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s, err := simulate.Start(simulate.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}

// BenchmarkFirstAnswer is the wait for the first page of the largest question:
// the night has to be written first.
func BenchmarkFirstAnswer(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s := start(b, simulate.Options{})
		q := question(diskOf(b, s, "sql01", "Hard disk 2"), 5, 6)
		b.StartTimer()
		if _, err := methods.QueryChangedDiskAreas(b.Context(), s.Local(), &q); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}
