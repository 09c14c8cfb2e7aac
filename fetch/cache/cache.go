package cache

import (
	"crypto/rand"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// DefaultLimit is a limit in bytes that fits some hundred large intervals.
const DefaultLimit = 1 << 30

// Cache is one folder of kept replies. It may be used by many goroutines, and
// its folder by many processes, at once.
type Cache struct {
	dir   string
	limit int64

	mu    sync.Mutex
	inUse map[string]int // intervals, by their name: entries that are not closed
	total int64          // bytes in the folder at the last look, and written since
	fresh int64          // of these, bytes written since
}

// Open names the folder and the most bytes that its files may have together; a
// limit that is not positive means DefaultLimit. Nothing on disk is touched yet.
func Open(dir string, limit int64) *Cache {
	if limit <= 0 {
		limit = DefaultLimit
	}
	return &Cache{dir: dir, limit: limit, inUse: map[string]int{}}
}

// Interval finds what is kept about an interval, and keeps what comes. An error
// is a warning: the fetch goes on, with a nil Entry (which keeps nothing, and
// may be used all the same) or with one that misses what was damaged. If the
// interval may change (see Key.OK), the Entry is nil and there is no warning.
func (c *Cache) Interval(k Key) (*Entry, error) {
	if !k.OK() {
		return nil, nil
	}
	root, err := openFolder(c.dir)
	if err != nil {
		return nil, err
	}
	e := &Entry{cache: c, root: root, name: k.name(), digest: k.digest(), capacity: k.Capacity}
	names, err := e.touch()
	if err == nil {
		err = c.hold(e)
	}
	if err != nil {
		_ = root.Close()
		return nil, errFolder(c.dir, err)
	}
	return e, e.find(names)
}

// touch marks the files of an interval as used now, and gives their names.
func (e *Entry) touch() (names []string, err error) {
	infos, err := list(e.root)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	for _, info := range infos {
		key, damaged, ok := parse(info.Name())
		if !ok || damaged || key != e.name {
			continue
		}
		// What fails here will fail again, and be told, when it matters.
		_ = tighten(e.root, info.Name(), 0o600)
		_ = e.root.Chtimes(info.Name(), now, now)
		names = append(names, info.Name())
	}
	return names, nil
}

const (
	suffix        = ".pages"
	suffixDamaged = suffix + ".damaged"
)

// newName is a name that no file of the interval has yet.
func newName(interval string) string { return interval + "." + rand.Text()[:10] + suffix }

// parse takes the name of a file apart; ok is false if it is not of this package.
func parse(name string) (interval string, damaged, ok bool) {
	interval, rest, _ := strings.Cut(name, ".")
	run, damaged := strings.CutSuffix(rest, suffixDamaged)
	if !damaged {
		run, ok = strings.CutSuffix(rest, suffix)
	}
	return interval, damaged, (ok || damaged) && len(interval) == len(Key{}.name()) && run != ""
}

// create makes a file that was not there before, so that it has one writer only.
// What is written goes to its end.
func create(root *os.Root, name string) (*os.File, error) {
	return root.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE|os.O_EXCL, fs.FileMode(0o600))
}
