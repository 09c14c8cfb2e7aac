package vcenter_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// live is the simulated vCenter that the tests of this package share.
var live *simulate.Server

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if url := os.Getenv(connectURL); url != "" {
		connectOnly(url)
		return 0
	}
	var err error
	if live, err = simulate.Start(simulate.Options{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer live.Close()
	return m.Run()
}

// liveConfig is how to reach live.
func liveConfig() vcenter.Config {
	return vcenter.Config{
		URL: live.URL(), Username: simulate.Username, Password: simulate.Password,
		CACerts: live.CAFile(), Timeout: 20 * time.Second,
	}
}

// liveOver is liveConfig over one of the protocols.
func liveOver(protocol string) vcenter.Config {
	c := liveConfig()
	c.Protocol = protocol
	return c
}

// connect gives a session that ends with the test.
func connect(t testing.TB, c vcenter.Config) *vcenter.Client {
	t.Helper()
	client, err := vcenter.Connect(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return client
}

// moids are the machines of live that have disks, by name.
var moids = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, truth := range live.Disks() {
		all[truth.VM] = truth.MoID
	}
	return all
})

// detail reads one machine of live by name.
func detail(t testing.TB, c *vcenter.Client, name string) vcenter.Detail {
	t.Helper()
	moid, ok := moids()[name]
	if !ok {
		vm, err := c.FindVM(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		moid = vm.MoID
	}
	d, err := c.Detail(t.Context(), moid)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
