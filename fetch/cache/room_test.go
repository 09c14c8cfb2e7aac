package cache_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"cbtmap/fetch/cache"
)

// interval is the i-th of many.
func interval(i int) cache.Key {
	k := key
	k.To = fmt.Sprintf("52 de/%d", i)
	return k
}

// back makes all files of the folder older.
func back(t *testing.T, dir string, by time.Duration) {
	t.Helper()
	for _, name := range files(t, dir, "*") {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		then := info.ModTime().Add(-by)
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLongestUnusedGoesFirst: to look at an interval is to use it.
func TestLongestUnusedGoesFirst(t *testing.T) {
	dir := t.TempDir()
	for i := range 4 {
		keep(t, dir, interval(i), numbered(0), numbered(1))
		back(t, dir, time.Hour)
	}
	kept(t, dir, interval(0)) // which was the oldest
	one := size(t, dir) / 4
	e := open(t, cache.Open(dir, 4*one), interval(9))
	if err := e.Keep(0, numbered(0).page); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2, 0, 2, 2} {
		if got, _ := kept(t, dir, interval(i)); len(got) != want {
			t.Errorf("interval %d has %d replies, want %d", i, len(got), want)
		}
	}
}

// TestLimit: however much comes, the files never take more, what is being
// written stays as long as there is anything else to remove, and then it is told.
func TestLimit(t *testing.T) {
	dir := t.TempDir()
	const limit = 2000
	c := cache.Open(dir, limit)
	stays := open(t, c, interval(0))
	if err := stays.Keep(0, numbered(0).page); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < 100; i++ {
		e := open(t, c, interval(i))
		for n := range 5 {
			if err := e.Keep(numbered(n).asked, numbered(n).page); err != nil {
				t.Fatal(err)
			}
			if now := size(t, dir); now > limit {
				t.Fatalf("%d bytes, and the limit is %d", now, limit)
			}
		}
		e.Close()
		back(t, dir, time.Minute)
	}
	if got, _ := kept(t, dir, interval(0)); len(got) != 1 {
		t.Error("removed what is in use")
	}

	var warning error
	e := open(t, c, interval(100))
	n := 0
	for ; warning == nil && n < 1000; n++ {
		warning = e.Keep(numbered(n).asked, numbered(n).page)
	}
	warns(t, warning, "limit of 2.0 KiB")
	if again := e.Keep(0, numbered(0).page); again != warning {
		t.Errorf("then %v", again)
	}
	if now := size(t, dir); now > limit {
		t.Errorf("%d bytes, and the limit is %d", now, limit)
	}
	if got, err := kept(t, dir, interval(100)); len(got) != n-1 || err != nil {
		t.Errorf("%d replies are there, %d were kept; %v", len(got), n-1, err)
	}
}

// A lower limit holds from the first look on, and files of others do not count.
func TestLowerLimit(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "notes.pages")
	if err := os.WriteFile(foreign, make([]byte, 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		keep(t, dir, interval(i), numbered(0), numbered(1))
	}
	open(t, cache.Open(dir, 100), interval(7))
	if only(t, dir) != foreign {
		t.Error("removed a file that is not of the cache")
	}
}

// Damaged files take room like all others.
func TestDamagedCounts(t *testing.T) {
	_, name, content, _ := sample(t)
	content[50] ^= 1
	dir := folder(t, name, content)
	_, err := kept(t, dir, key)
	warns(t, err, "damaged")
	back(t, dir, time.Hour)
	open(t, cache.Open(dir, 50), interval(1))
	if left := files(t, dir, "*"); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}
