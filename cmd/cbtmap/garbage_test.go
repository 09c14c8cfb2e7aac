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
		env  environment
		want string
	}{
		{nil, "true 25"},
		{environment{"GOGC": "100"}, "false 100"},
		{environment{"GOMEMLIMIT": "1GiB"}, "false 100"},
	} {
		cmd, _ := process(t, c.env)
		cmd.Env = append(cmd.Env, playing+"=garbage")
		if out, err := cmd.Output(); err != nil || string(out) != c.want {
			t.Errorf("%v: %q, %v; want %q", c.env, out, err, c.want)
		}
	}
}

// bounding has 64 MB in use, and prints the percentage that the runtime is at then.
func bounding() {
	bounded := boundGarbage(os.Getenv)
	use := make([]byte, 64<<20)
	percent := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	for range 1000 {
		runtime.GC()
		if metrics.Read(percent); !bounded || percent[0].Value.Uint64() < 100 {
			break
		}
		time.Sleep(time.Millisecond) // for the finalizer
	}
	fmt.Printf("%t %d", bounded, (percent[0].Value.Uint64()+1)/5*5)
	runtime.KeepAlive(use)
	os.Exit(exitOK)
}

func init() { roles["garbage"] = bounding }
