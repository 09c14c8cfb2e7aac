package cache_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/cache"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// TestRoundTrip: whatever one run keeps, the next one finds as it came, in its
// order, and with it what further runs add.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		var want []reply
		for range rapid.IntRange(0, 20).Draw(rt, "replies") {
			want = append(want, anyReply().Draw(rt, "reply"))
		}
		keep(t, dir, key, want...)
		got, warning := kept(t, dir, key)
		if warning != nil {
			rt.Fatal(warning)
		}
		same(t, got, want)
	})
}

func TestRunsAddUp(t *testing.T) {
	dir := t.TempDir()
	var want []reply
	for i := range 30 { // each run ends after one reply more
		got, err := kept(t, dir, key)
		if err != nil || len(got) != i {
			t.Fatalf("run %d finds %d replies, %v", i, len(got), err)
		}
		keep(t, dir, key, numbered(i))
		want = append(want, numbered(i))
	}
	if n := len(files(t, dir, "*")); n > 10 {
		t.Errorf("%d files for one interval", n)
	}
	got, err := kept(t, dir, key)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d replies, %v", len(got), err)
	}
	seen := map[int64]bool{}
	for _, r := range got {
		if !r.equal(want[r.asked>>30]) || seen[r.asked] {
			t.Errorf("found %v", r)
		}
		seen[r.asked] = true
	}
}

// A run that only looks writes nothing.
func TestNothingKeptNoFile(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0))
	for range 3 {
		kept(t, dir, key)
	}
	only(t, dir)
}

// Two runs that did not know of each other asked for the same: it counts once,
// and what is odd in one of them is not lost.
func TestAskedTwice(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, cache.Open(dir, 0), key), open(t, cache.Open(dir, 0), key)
	odd := reply{7 << 30, extent.Page{Start: 7 << 30}}
	for _, r := range []reply{numbered(0), numbered(1), numbered(2), odd} {
		if err := a.Keep(r.asked, r.page); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []reply{numbered(1), numbered(3), odd, {9 << 30, extent.Page{Start: 9 << 30, Length: -5}}} {
		if err := b.Keep(r.asked, r.page); err != nil {
			t.Fatal(err)
		}
	}
	got, err := kept(t, dir, key)
	if err != nil {
		t.Fatal(err)
	}
	count := map[int64]int{}
	for _, r := range got {
		count[r.asked>>30]++
	}
	for _, i := range []int64{0, 1, 2, 3, 7, 9} {
		if count[i] != 1 {
			t.Errorf("the reply to %d is there %d times", i, count[i])
		}
	}
}

func TestOtherKeys(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0))
	for name, change := range map[string]func(*cache.Key){
		"server":   func(k *cache.Key) { k.Server += "0" },
		"vm":       func(k *cache.Key) { k.VM = "vm-471" },
		"disk":     func(k *cache.Key) { k.Disk = "" },
		"border":   func(k *cache.Key) { k.VM, k.Disk = "vm-47112", "-2001" },
		"key":      func(k *cache.Key) { k.DeviceKey++ },
		"from":     func(k *cache.Key) { k.From = "*" },
		"to":       func(k *cache.Key) { k.To += "1" },
		"swapped":  func(k *cache.Key) { k.From, k.To = k.To, k.From },
		"capacity": func(k *cache.Key) { k.Capacity++ },
	} {
		other := key
		change(&other)
		if got, err := kept(t, dir, other); len(got) != 0 || err != nil {
			t.Errorf("another %s: %v, %v", name, got, err)
		}
	}
}

// An interval to the current state changes all the time.
func TestNotOK(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	for _, k := range []cache.Key{{}, {From: key.From}, {To: key.To}} {
		if k.OK() {
			t.Errorf("%+v is OK", k)
		}
		e, err := cache.Open(dir, 0).Interval(k)
		if e != nil || err != nil {
			t.Fatalf("Interval: %v, %v", e, err)
		}
		if err := e.Keep(0, extent.Page{}); err != nil || len(load(e)) != 0 || e.Close() != nil {
			t.Errorf("a nil entry does something: %v", err)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("it made a folder")
	}
}

// Nothing that tells whose disk it is stands in the folder: neither in the names
// nor in the files.
func TestNoNames(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0), numbered(1))
	name := only(t, dir)
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	content = append(content, filepath.Base(name)...)
	for _, field := range []string{key.Server, key.VM, key.Disk, key.From, key.To, "52 de", "/81", "4711"} {
		if bytes.Contains(content, []byte(field)) {
			t.Errorf("%q is to be read there", field)
		}
	}
}

func TestClosed(t *testing.T) {
	e := open(t, cache.Open(t.TempDir(), 0), key)
	for range 2 {
		if err := e.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	if err := e.Keep(0, numbered(0).page); err == nil {
		t.Error("kept after Close")
	}
	if n := len(load(e)); n != 0 {
		t.Errorf("%d replies after Close", n)
	}
}

// What is forgotten is gone from the disk, of this run and of those before, and
// other intervals stay.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0), numbered(1))
	other := key
	other.To += "0"
	keep(t, dir, other, numbered(3))
	e := open(t, cache.Open(dir, 0), key)
	if err := e.Keep(numbered(2).asked, numbered(2).page); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := e.Forget(); err != nil {
			t.Errorf("Forget: %v", err)
		}
	}
	if err := e.Keep(0, numbered(0).page); err == nil {
		t.Error("kept after Forget")
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if n := len(load(open(t, cache.Open(dir, 0), key))); n != 0 {
		t.Errorf("%d replies are still there", n)
	}
	if n := len(load(open(t, cache.Open(dir, 0), other))); n != 1 {
		t.Errorf("%d replies of another interval, want 1", n)
	}
}

// A reply that is too large for one record costs only itself.
func TestTooLarge(t *testing.T) {
	dir := t.TempDir()
	e := open(t, cache.Open(dir, 0), key)
	huge := extent.Page{Length: 1 << 40, Extents: make([]extent.Extent, 9<<20)}
	warns(t, e.Keep(0, huge), "too large")
	if err := e.Keep(numbered(1).asked, numbered(1).page); err != nil {
		t.Fatal(err)
	}
	got, err := kept(t, dir, key)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, []reply{numbered(1)})
}

// warns checks that a warning says all that it must.
func warns(t testing.TB, err error, about string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no warning of %q", about)
	}
	f := fault.Of(err)
	if !strings.Contains(f.What, about) || f.Fault != "cache" || f.Advice == "" || !strings.Contains(f.Meaning, "nothing but time") {
		t.Errorf("warning of %q: %+v", about, f)
	}
}
