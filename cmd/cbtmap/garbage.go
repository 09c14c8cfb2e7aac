package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The Go runtime lets memory grow to twice of what is in use before it collects
// garbage. A change map of ten million extents is 83 MB without a pointer in it, so
// that looking through it costs next to nothing, while as much again beside it may
// be more than a machine has to spare. Here garbage may be an eighth of what is in
// use, or leastGarbage if that is more: below it there is nothing to gain, and a
// program that has just started does not stop to collect.
//
//	in use      4 MB    64 MB    100 MB    1 GB
//	garbage    16 MiB   16 MiB    16 MiB   1/8 GB
const (
	leastGarbage = 16 << 20
	ofLive       = 8
)

// garbagePercent is what garbage may come to beside live bytes in use, in percent
// of these, as GOGC has it.
func garbagePercent(live uint64) int {
	live = max(live, 1<<20) // a percentage of nothing is nothing
	return int(max(leastGarbage, live/ofLive) * 100 / live)
}

// boundGarbage keeps the garbage of this process small from now on, and says
// whether it does: somebody who has set GOGC or GOMEMLIMIT knows better. It is not
// for a server, whose memory is full of pointers.
func boundGarbage(getenv func(string) string) bool {
	if getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "" {
		return false
	}
	// Before the first collection, the runtime takes 4 MiB for what is in use.
	debug.SetGCPercent(garbagePercent(4 << 20))
	afterEachCollection(func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		debug.SetGCPercent(garbagePercent(live[0].Value.Uint64()))
	})
	return true
}

// collected is garbage from the start: that it is collected tells of a collection.
type collected struct{ _ [16]byte }

// afterEachCollection calls do soon after each collection that is to come.
func afterEachCollection(do func()) {
	runtime.SetFinalizer(new(collected), func(*collected) {
		do()
		afterEachCollection(do)
	})
}
