package mishap_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Mishaps on the way, most of them of a reply.
const (
	slow        = "latency"
	zipped      = "gzip"
	drip        = "slow drip"
	dropped     = "dropped before a reply"
	reset       = "connection reset"
	half        = "half a body"
	cut         = "dropped in mid-reply"
	shortened   = "a body cut by a proxy"
	badGateway  = "502"
	unavailable = "503"
	retryAfter  = "503 with Retry-After"
	tooMany     = "429"
	webPage     = "a web page"
	emptyBody   = "an empty body"
	hang        = "no reply"
	expired     = "expired session"
	refused     = "a place that cannot be read"
)

// Oddities of a reply that arrives whole.
const (
	unsorted  = "unsorted"
	duplicate = "duplicate"
	overlap   = "overlapping"
	outside   = "out of range"
	emptyArea = "area without bytes"
	beyond    = "beyond the disk"
	early     = "starts early"
	late      = "starts late"
	nothing   = "page of length 0"
	negative  = "page of negative length"
	minusArea = "area of negative length"
	minusPage = "page that starts below 0"
	wildArea  = "area of the largest numbers"
)

var (
	onTheWay = []string{slow, zipped, drip, dropped, reset, half, cut, shortened, badGateway, unavailable, retryAfter, tooMany, webPage, emptyBody, hang, expired, refused}
	passing  = []string{slow, zipped, drip, dropped, reset, half, cut, shortened, badGateway, unavailable, retryAfter, tooMany, hang, expired}
	losing   = []string{dropped, reset, half, cut, shortened, badGateway, unavailable, retryAfter, tooMany, webPage, emptyBody, hang}
	oddities = []string{unsorted, duplicate, overlap, outside, emptyArea, beyond, early, late, nothing, negative, minusArea, minusPage, wildArea}
)

// mix is all that goes wrong in one trial. Everything in it follows from the seed.
type mix struct {
	seed   uint64
	json   bool
	disk   disk
	most   int            // extents a page
	span   int64          // bytes a page, 0 for any number: with it, pages may be empty
	dense  bool           // so many extents that it had better run alone
	chance map[string]int // of a mishap or an oddity, in a thousand calls

	restartAt, goneAt, grownAt int // the server's n-th question, 0 for never

	parallel          int
	patience, timeout time.Duration
	cache             bool
	phases            int  // fetches before the server is well
	steady            bool // nothing that does not pass, and the patience for it
	kill              bool
	cancelAt          int // the user's n-th batch, 0 for never
	look, pause       int // in a thousand batches
	retry             int
	from, to          string
}

func newMix(seed uint64) mix {
	r := rand.New(rand.NewPCG(seed, 0x6d697368617073))
	m := mix{
		seed: seed, json: r.IntN(2) == 0, chance: map[string]int{},
		parallel: 1 + r.IntN(8), patience: 40 * time.Millisecond, timeout: slowness * 20 * time.Second,
		cache: r.IntN(2) == 0, phases: 1 + r.IntN(3), kill: r.IntN(3) == 0,
		from: changeID(r, 81), to: changeID(r, 95),
	}
	m.most = []int{1, 2, 5, 20, 2000}[r.IntN(5)]
	m.disk = newDisk(r, 12*min(m.most, 40))
	if r.IntN(2) == 0 {
		m.span = max(512, m.disk.capacity/(1+r.Int64N(40))/512*512)
	}
	if r.IntN(250) == 0 {
		m.disk, m.most, m.span, m.dense = dense(200_000), 200_000, 0, true
	}
	if r.IntN(8) > 0 {
		for _, kind := range onTheWay {
			if r.IntN(5) == 0 {
				m.chance[kind] = []int{10, 50, 200, 600}[r.IntN(4)]
			}
		}
	}
	if r.IntN(3) == 0 {
		for _, kind := range oddities {
			if r.IntN(5) == 0 {
				m.chance[kind] = []int{50, 200, 1000}[r.IntN(3)]
			}
		}
	}
	if m.chance[hang] = min(m.chance[hang], 50); m.dense {
		delete(m.chance, hang)
	}
	if m.chance[retryAfter] > 0 && r.IntN(4) > 0 {
		delete(m.chance, retryAfter) // it takes its second
	}
	once := func(one int) int {
		if r.IntN(one) == 0 {
			return 1 + r.IntN(20)
		}
		return 0
	}
	m.restartAt, m.goneAt, m.grownAt, m.cancelAt = once(5), once(8), once(10), once(4)
	if m.goneAt > 0 && r.IntN(2) == 0 { // no reply is lost: each question in vain was known to be
		for _, kind := range losing {
			delete(m.chance, kind)
		}
	}
	switch r.IntN(4) {
	case 0:
		m.patience = -1
	case 1:
		m.patience = 5 * time.Millisecond
	}
	if r.IntN(4) == 0 {
		m.steady, m.patience = true, 15*time.Second
		m.goneAt, m.grownAt, m.cancelAt = 0, 0, 0
		for kind, n := range m.chance {
			if m.chance[kind] = min(n, 50); !slices.Contains(passing, kind) {
				delete(m.chance, kind)
			}
		}
	}
	if m.has(hang) {
		m.timeout = slowness * 150 * time.Millisecond
	}
	m.look, m.pause, m.retry = r.IntN(300), r.IntN(100), r.IntN(100)
	return m
}

// changeID is one in any of the ways to write it.
func changeID(r *rand.Rand, sequence int) string {
	id := []string{"52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63", "52DEC0D9B9439D10-61D54C1BE97B6563", "52 DE c0 D9 b9 43 9D 10-61 d5 4C 1b e9 7b 65 63",
		"52dec0d9-b943-9d10-61d5-4c1be97b6563"}[r.IntN(4)]
	return fmt.Sprintf("%s/%d", id, sequence)
}

// strikes tells, the same each time it is asked, whether a mishap befalls the
// n-th call about something.
func (m mix) strikes(kind string, about int64, n int) bool {
	return m.chance[kind] > 0 && m.random(kind, about, n).IntN(1000) < m.chance[kind]
}

// random is the source for the details of a mishap.
func (m mix) random(kind string, about int64, n int) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s %d %d", m.seed, kind, about, n)
	return rand.New(rand.NewPCG(m.seed, h.Sum64()))
}

// has tells whether one of these may happen.
func (m mix) has(kinds ...string) bool {
	return slices.ContainsFunc(kinds, func(kind string) bool { return m.chance[kind] > 0 })
}

func (m mix) String() string {
	var all []string
	for _, kind := range append(slices.Clone(onTheWay), oddities...) {
		if n := m.chance[kind]; n > 0 {
			all = append(all, fmt.Sprintf("%s %d ‰", kind, n))
		}
	}
	tongue := "SOAP"
	if m.json {
		tongue = "JSON"
	}
	return fmt.Sprintf("%s, %d bytes in %d runs, %d extents and %d bytes a page, parallel %d, patience %s, cache %v, phases %d, kill %v, steady %v; restart %d, gone %d, grown %d, cancel %d; %s",
		tongue, m.disk.capacity, len(m.disk.runs), m.most, m.span, m.parallel, m.patience, m.cache, m.phases, m.kill, m.steady,
		m.restartAt, m.goneAt, m.grownAt, m.cancelAt, strings.Join(all, ", "))
}
