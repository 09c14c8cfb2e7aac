package main

import (
	"time"

	"github.com/spf13/cobra"

	"cbtmap/fetch"
	"cbtmap/fetch/cache"
)

// mostParallel bounds --parallel. vCenter takes more sessions than this, but all
// of these calls end at one host.
const mostParallel = 32

// leastCache bounds --cache-limit: less than this keeps nothing worth keeping.
const leastCache = 1 << 20

// fetchFlags say how changed areas are asked for.
type fetchFlags struct {
	parallel   int
	retryFor   time.Duration
	noCache    bool
	cacheLimit int64
}

func (f *fetchFlags) add(cmd *cobra.Command) {
	f.addPace(cmd)
	fs := cmd.Flags()
	f.cacheLimit = cache.DefaultLimit
	fs.BoolVar(&f.noCache, "no-cache", false, "keep no replies on disk, and use none that were kept")
	fs.Var(sizeValue{&f.cacheLimit, leastCache}, "cache-limit", "most room for replies on disk, a `SIZE`\nin powers of 1024")
	complete(cmd, "cache-limit")
	grouped(cmd, groupFetch, "no-cache", "cache-limit")
}

// addPace adds what has nothing to do with the disk here.
func (f *fetchFlags) addPace(cmd *cobra.Command) {
	fs := cmd.Flags()
	f.parallel, f.retryFor = fetch.DefaultParallel, fetch.DefaultPatience
	fs.Var(countValue{&f.parallel, 1, mostParallel}, "parallel", "`NUMBER` of calls side by side, 1 to 32")
	fs.Var(timeValue{&f.retryFor}, "retry-for", "`TIME` to wait for a server that goes away\nwhile changes are fetched")
	complete(cmd, "parallel")
	complete(cmd, "retry-for")
	grouped(cmd, groupFetch, "parallel", "retry-for")
}

// options are those of the fetch; timeout is the deadline of each call.
func (f *fetchFlags) options(timeout time.Duration) fetch.Options {
	o := fetch.Options{Timeout: timeout, Parallel: f.parallel, Patience: f.retryFor}
	if f.retryFor == 0 {
		o.Patience = -1 // zero means the default there
	}
	return o
}
