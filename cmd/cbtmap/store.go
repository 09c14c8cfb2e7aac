package main

import (
	"cmp"

	"cbtmap/fetch/cache"
	"cbtmap/fetch/vcenter"
)

// store is where the replies about an interval are kept between runs; nil if
// they are not. What stands in the way is a warning, once.
func (p *program) store(f *fetchFlags, server vcenter.Server, iv vcenter.Interval) *cache.Entry {
	entry, err := f.entry(p.getenv, server, iv)
	if err != nil {
		p.warn(err)
	}
	return entry
}

// entry opens what is kept about an interval. An error is a warning: the fetch
// goes on with what there is, if only with nil, which keeps nothing.
func (f *fetchFlags) entry(getenv func(string) string, server vcenter.Server, iv vcenter.Interval) (*cache.Entry, error) {
	key := cacheKey(server, iv)
	if f.noCache || !key.OK() { // or it may change
		return nil, nil
	}
	dir, err := cache.Dir(getenv)
	if err != nil {
		return nil, err
	}
	return cache.Open(dir, f.cacheLimit).Interval(key)
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
