package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

func TestGarbagePercent(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{
		{0, 1600}, {4 << 20, 400}, {16 << 20, 100}, {64 << 20, 25}, {128 << 20, 12}, {1 << 30, 12}, {1 << 40, 12},
	} {
		if got := garbagePercent(c.live); got != c.want {
			t.Errorf("%d bytes in use: %d %%, want %d", c.live, got, c.want)
		}
	}
}

// Garbage is bounded anew as more is in use, unless somebody has set a bound.
func TestGarbageIsBounded(t *testing.T) {
	for _, c := range []struct {
		env     environment
		bounded bool
	}{
		{nil, true},
		{environment{"GOGC": "100"}, false},
		{environment{"GOMEMLIMIT": "1GiB"}, false},
	} {
		cmd, _ := process(t, c.env)
		cmd.Env = append(cmd.Env, playing+"=garbage")
		out, err := cmd.Output()
		var bounded bool
		var percent int
		var live uint64
		if _, scanned := fmt.Sscan(string(out), &bounded, &percent, &live); err != nil || scanned != nil {
			t.Fatalf("%v: %q, %v, %v", c.env, out, err, scanned)
		}
		if live < inUse {
			t.Errorf("%v: %d bytes in use, of which %d were taken", c.env, live, inUse)
		}
		// One more collection may have counted a little less or more.
		least, most := 100, 100
		if c.bounded {
			least, most = garbagePercent(live+live/16), garbagePercent(live-live/16)
		}
		if bounded != c.bounded || percent < least || percent > most {
			t.Errorf("%v: bounded %t, %d %% of %d bytes; want %t, %d to %d %%",
				c.env, bounded, percent, live, c.bounded, least, most)
		}
	}
}

// inUse is what bounding holds: what the process has beside it, which the race
// detector multiplies, is small.
const inUse = 64 << 20

// bounding has inUse bytes in use, and prints whether garbage is bounded, the
// percentage that the runtime is at then, and how much it counts as in use.
func bounding() {
	bounded := boundGarbage(os.Getenv)
	use := make([]byte, inUse)
	seen := []metrics.Sample{{Name: "/gc/gogc:percent"}, {Name: "/gc/heap/live:bytes"}}
	for range 1000 {
		runtime.GC()
		if metrics.Read(seen); !bounded || seen[0].Value.Uint64() < 100 {
			break
		}
		time.Sleep(time.Millisecond) // for the finalizer
	}
	fmt.Println(bounded, seen[0].Value.Uint64(), seen[1].Value.Uint64())
	runtime.KeepAlive(use)
	os.Exit(exitOK)
}

func init() { roles["garbage"] = bounding }
