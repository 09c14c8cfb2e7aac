package main

import (
	"cmp"

	"cbtmap/fetch/cache"
	"cbtmap/fetch/vcenter"
)

// store is where the replies about an interval are kept between runs; nil if
// they are not. What stands in the way is a warning, once.
func (p *program) store(f *fetchFlags, server vcenter.Server, iv vcenter.Interval) *cache.Entry {
	if f.noCache {
		return nil
	}
	key := cacheKey(server, iv)
	if !key.OK() {
		return nil // it may change
	}
	dir, err := cache.Dir(p.getenv)
	if err != nil {
		p.warn(err)
		return nil
	}
	entry, err := cache.Open(dir, f.cacheLimit).Interval(key)
	if err != nil {
		p.warn(err)
	}
	return entry
}

// cacheKey identifies an interval. The current state of a machine that is off
// has a changeId as well, but may be written to at any time.
func cacheKey(server vcenter.Server, iv vcenter.Interval) cache.Key {
	key := cache.Key{
		// A single host has no instance UUID.
		Server:    cmp.Or(server.Instance, server.Host),
		VM:        iv.VM.MoID,
		Disk:      cmp.Or(iv.Disk.ObjectID, iv.Disk.UUID),
		DeviceKey: iv.Disk.Key,
		From:      iv.FromChangeID,
		Capacity:  iv.Capacity,
	}
	if iv.To.MoID == "" {
		return key
	}
	key.To = iv.ToChangeID
	if then, ok := iv.To.Match(iv.Disk); ok {
		key.DeviceKey = then.Key
	}
	return key
}
