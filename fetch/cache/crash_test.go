package cache_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"cbtmap/fetch/cache"
)

// sample are replies in a file of a few hundred bytes, the file itself, and the
// lengths at which each reply has come to its end.
func sample(t *testing.T) (replies []reply, name string, content []byte, ends []int) {
	t.Helper()
	dir := t.TempDir()
	e := open(t, cache.Open(dir, 0), key)
	for i := range 5 {
		r := numbered(i)
		if i == 2 {
			r.page.Extents = nil
		}
		if err := e.Keep(r.asked, r.page); err != nil {
			t.Fatal(err)
		}
		replies = append(replies, r)
		ends = append(ends, int(size(t, dir)))
	}
	e.Close()
	path := only(t, dir)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return replies, filepath.Base(path), content, ends
}

// folder holds one file.
func folder(t *testing.T, name string, content []byte) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestKilledAtAnyByte: a run that is killed while it writes loses the reply it
// was writing and no other, nobody is troubled with it, and the next run goes on.
func TestKilledAtAnyByte(t *testing.T) {
	replies, name, content, ends := sample(t)
	for n := range len(content) + 1 {
		dir := folder(t, name, content[:n])
		whole := 0
		for whole < len(ends) && ends[whole] <= n {
			whole++
		}
		got, err := kept(t, dir, key)
		if err != nil {
			t.Fatalf("after %d bytes: %v", n, err)
		}
		same(t, got, replies[:whole])

		keep(t, dir, key, replies[whole:]...)
		got, err = kept(t, dir, key)
		if err != nil || len(got) != len(replies) {
			t.Fatalf("gone on after %d bytes: %d replies, %v", n, len(got), err)
		}
		slices.SortFunc(got, func(a, b reply) int { return int(a.asked>>30 - b.asked>>30) })
		same(t, got, replies)
	}
}

// TestAnyBitFlipped: no damage gives a wrong reply. What is before it is used,
// the file is set aside with a warning, and that once.
func TestAnyBitFlipped(t *testing.T) {
	replies, name, content, ends := sample(t)
	for bit := range 8 * len(content) {
		damaged := slices.Clone(content)
		damaged[bit/8] ^= 1 << (bit % 8)
		dir := folder(t, name, damaged)
		whole := 0
		for ends[whole] <= bit/8 {
			whole++
		}
		if bit/8 < 44 {
			whole = 0 // the header
		}
		got, err := kept(t, dir, key)
		warns(t, err, name+".damaged")
		same(t, got, replies[:whole])
		got, err = kept(t, dir, key)
		if err != nil {
			t.Fatalf("bit %d: warned twice: %v", bit, err)
		}
		same(t, got, replies[:whole])
		if n := len(files(t, dir, "*.damaged")); n != 1 {
			t.Fatalf("bit %d: %d files are set aside", bit, n)
		}
	}
}

// A power cut may leave zeros where the system had not written yet.
func TestZerosAtTheEnd(t *testing.T) {
	replies, name, content, _ := sample(t)
	dir := folder(t, name, append(content, make([]byte, 5000)...))
	got, err := kept(t, dir, key)
	warns(t, err, "damaged")
	same(t, got, replies)
}

// A file that was renamed or copied to the name of another interval is not its.
func TestFileOfAnotherInterval(t *testing.T) {
	other := key
	other.Capacity++
	dir := t.TempDir()
	keep(t, dir, key, numbered(1))
	mine := only(t, dir)
	keep(t, dir, other, numbered(2))
	for _, name := range files(t, dir, "*") {
		if name != mine {
			if err := os.Rename(name, mine); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := kept(t, dir, key)
	warns(t, err, "damaged")
	same(t, got, nil)
}

func TestFewDamagedFilesStay(t *testing.T) {
	_, name, content, _ := sample(t)
	dir := t.TempDir()
	content[60] ^= 1
	for i := range 8 {
		bad := name[:len(name)-len("x.pages")] + string(rune('a'+i)) + ".pages"
		if err := os.WriteFile(filepath.Join(dir, bad), content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := kept(t, dir, key)
		warns(t, err, bad)
	}
	kept(t, dir, key)
	if n := len(files(t, dir, "*.damaged")); n < 1 || n > 3 {
		t.Errorf("%d damaged files", n)
	}
}
