package vcenter_test

import (
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// metered passes connections on to a server and counts the bytes that come back.
func metered(tb testing.TB, config vcenter.Config) (vcenter.Config, *atomic.Int64) {
	tb.Helper()
	server := hostPort(config)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = l.Close() })
	bytes := new(atomic.Int64)
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				_ = near.Close()
				continue
			}
			pass := func(to, from net.Conn, count *atomic.Int64) {
				_, _ = io.Copy(to, meter{from, count})
				_, _ = to.Close(), from.Close()
			}
			go pass(far, near, new(atomic.Int64))
			go pass(near, far, bytes)
		}
	}()
	config.URL = strings.Replace(config.URL, server, l.Addr().String(), 1)
	return config, bytes
}

type meter struct {
	io.Reader
	count *atomic.Int64
}

func (m meter) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.count.Add(int64(n))
	return n, err
}

// BenchmarkInventoryOf5000 lists as many machines as a large vCenter has, over
// TLS, and finds one by name and one by id.
func BenchmarkInventoryOf5000(b *testing.B) {
	const want = 5000
	large, err := simulate.Start(simulate.Options{VMs: want - 212})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = large.Close() })
	for _, protocol := range protocols {
		config, bytes := metered(b, vcenter.Config{
			URL: large.URL(), Username: simulate.Username, Password: simulate.Password, CACerts: large.CAFile(), Protocol: protocol,
		})
		c := connect(b, config)
		b.Run("list/"+protocol, func(b *testing.B) {
			var first time.Duration
			rows := 0
			bytes.Store(0)
			for b.Loop() {
				rows = 0
				began := time.Now()
				if err := c.VMs(b.Context(), func(page []vcenter.VM) {
					if rows += len(page); rows == len(page) {
						first += time.Since(began)
					}
				}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows), "rows")
			b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms/first")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/last")
			b.ReportMetric(float64(bytes.Load())/float64(b.N*rows), "bytes/row")
		})
		var vm vcenter.VM
		for _, name := range []string{"vdi-4700", "vm"} {
			b.Run("find/"+name+"/"+protocol, func(b *testing.B) {
				want := name
				if name == "vm" {
					want = vm.MoID
				}
				bytes.Store(0)
				for b.Loop() {
					if vm, err = c.FindVM(b.Context(), want); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(bytes.Load())/float64(b.N), "bytes/op")
			})
		}
	}
}
