package cache

import (
	"fmt"
	"os"
	"slices"
	"time"
)

// maxDamaged is how many damaged files are left for somebody to look at.
const maxDamaged = 3

// hold makes the folder small enough and then protects an interval from being
// removed by this process, until release.
func (c *Cache) hold(e *Entry) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.sweep(e.root, 0); err != nil {
		return err
	}
	c.inUse[e.name]++
	return nil
}

func (c *Cache) release(e *Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inUse[e.name]--; c.inUse[e.name] == 0 {
		delete(c.inUse, e.name)
	}
}

// reserve counts n bytes that are about to be written, and first removes what
// they displace. Other processes write as well: now and then it looks at the
// folder again.
func (c *Cache) reserve(root *os.Root, n int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.total+n > c.limit || c.fresh+n > c.margin() {
		if err := c.sweep(root, n); err != nil {
			return errFolder(c.dir, err)
		}
		if c.total+n > c.limit {
			return errFull(inUnits(c.limit))
		}
	}
	c.total += n
	c.fresh += n
	return nil
}

// margin is how many bytes are written between two looks at the folder, and
// also how much more than needed is removed at a time.
func (c *Cache) margin() int64 { return c.limit / 64 }

// group is what is removed together: all files of an interval, or a damaged file.
type group struct {
	names []string
	size  int64
	used  time.Time
}

// sweep looks at the folder, and removes what was not used for longest until n
// more bytes have room. The lock is held.
func (c *Cache) sweep(root *os.Root, n int64) error {
	infos, err := list(root)
	if err != nil {
		return err
	}
	groups := map[string]*group{}
	damaged := []*group{}
	c.total, c.fresh = 0, 0
	for _, info := range infos {
		interval, bad, ok := parse(info.Name())
		if !ok {
			continue
		}
		if bad {
			interval = info.Name()
		}
		g := groups[interval]
		if g == nil {
			g = &group{}
			groups[interval] = g
			if bad {
				damaged = append(damaged, g)
			}
		}
		g.names = append(g.names, info.Name())
		g.size += info.Size()
		if info.ModTime().After(g.used) {
			g.used = info.ModTime()
		}
		c.total += info.Size()
	}

	slices.SortFunc(damaged, byUse)
	for _, g := range damaged[:max(0, len(damaged)-maxDamaged)] {
		c.remove(root, g)
	}
	if c.total+n <= c.limit {
		return nil
	}
	var idle []*group
	for interval, g := range groups {
		if c.inUse[interval] == 0 && g.size > 0 {
			idle = append(idle, g)
		}
	}
	slices.SortFunc(idle, byUse)
	for _, g := range idle {
		if c.total+n+c.margin() <= c.limit {
			break
		}
		c.remove(root, g)
	}
	return nil
}

func byUse(a, b *group) int { return a.used.Compare(b.used) }

// remove takes away the files of a group. A file that cannot be removed, as one
// that another process has open on Windows, still counts.
func (c *Cache) remove(root *os.Root, g *group) {
	for _, name := range g.names {
		info, err := root.Lstat(name)
		if err == nil && root.Remove(name) == nil {
			c.total -= info.Size()
		}
	}
	g.size = 0
}

// inUnits is a number of bytes for people.
func inUnits(n int64) string {
	unit, name := int64(1), "B"
	for _, next := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if n < unit<<10 {
			break
		}
		unit, name = unit<<10, next
	}
	if n%unit == 0 {
		return fmt.Sprintf("%d %s", n/unit, name)
	}
	return fmt.Sprintf("%.1f %s", float64(n)/float64(unit), name)
}
