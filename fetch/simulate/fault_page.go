package simulate

import (
	"slices"

	"github.com/vmware/govmomi/vim25/types"
)

// pageKinds are answers that are allowed but rare, or that a broken server
// gives. But for wholeDisk, which reports more than changed, and beyond, which
// speaks of bytes that there are none of, none of them tells a lie about a byte:
// a client that takes only what a page proves comes to the true map or to none.
var pageKinds = []kind{
	{FaultName: FaultName{"single", "one extent a page"}, page: func(a areas) types.DiskChangeInfo { return a.page(1) }},
	{FaultName: FaultName{"huge", "all extents in one page, however many"}, page: func(a areas) types.DiskChangeInfo { return a.page(unlimited) }},
	{FaultName: FaultName{"empty", "an empty page wherever the next extent is further on"}, page: empty},
	{FaultName: FaultName{"stall", "a page of length 0"}, page: stall},
	{FaultName: FaultName{"negative", "a page of negative length"}, page: negative},
	{FaultName: FaultName{"beyond", "a page that ends beyond the disk's capacity"}, page: beyond},
	{FaultName: FaultName{"elsewhere", "a page about another place than asked for"}, page: elsewhere},
	{FaultName: FaultName{"early", "a first extent that starts before its page"}, page: early},
	{FaultName: FaultName{"unsorted", "extents in reverse order"}, page: unsorted},
	{FaultName: FaultName{"overlap", "extents that overlap"}, page: overlap},
	{FaultName: FaultName{"duplicate", "every extent twice"}, page: duplicate},
	{FaultName: FaultName{"wholeDisk", "one extent for the whole disk"}, page: wholeDiskPage},
}

func empty(a areas) types.DiskChangeInfo {
	info := a.page(1)
	if len(info.ChangedArea) == 0 || info.ChangedArea[0].Start == a.offset {
		return a.page(pageLimit)
	}
	info.Length = info.ChangedArea[0].Start - a.offset
	info.ChangedArea = nil
	return info
}

func stall(a areas) types.DiskChangeInfo {
	return types.DiskChangeInfo{StartOffset: a.offset}
}

func negative(a areas) types.DiskChangeInfo {
	return types.DiskChangeInfo{StartOffset: a.offset, Length: -Granularity}
}

// beyond has every extent in its one page, since its length says so.
func beyond(a areas) types.DiskChangeInfo {
	info := a.page(unlimited)
	info.Length += gib
	return info
}

// elsewhere starts a little later than asked, and from the disk's beginning
// where there is nothing later.
func elsewhere(a areas) types.DiskChangeInfo {
	const later = 16 * Granularity
	if a.offset += later; a.offset >= a.capacity {
		a.offset = 0
	}
	return a.page(pageLimit)
}

// early does not cut the extent that the page begins in.
func early(a areas) types.DiskChangeInfo {
	info := a.page(pageLimit)
	if len(info.ChangedArea) > 0 {
		first := &info.ChangedArea[0]
		if whole := a.runStart(first.Start); whole < first.Start {
			first.Length += first.Start - whole
			first.Start = whole
		}
	}
	return info
}

func unsorted(a areas) types.DiskChangeInfo {
	info := a.page(pageLimit)
	slices.Reverse(info.ChangedArea)
	return info
}

// overlap sends the second half of every extent once more.
func overlap(a areas) types.DiskChangeInfo {
	info := a.page(pageLimit / 2)
	var twice []types.DiskChangeExtent
	for _, e := range info.ChangedArea {
		half := e.Length / 2
		twice = append(twice, e, types.DiskChangeExtent{Start: e.Start + half, Length: e.Length - half})
	}
	info.ChangedArea = twice
	return info
}

func duplicate(a areas) types.DiskChangeInfo {
	info := a.page(pageLimit / 2)
	var twice []types.DiskChangeExtent
	for _, e := range info.ChangedArea {
		twice = append(twice, e, e)
	}
	info.ChangedArea = twice
	return info
}

func wholeDiskPage(a areas) types.DiskChangeInfo {
	rest := a.capacity - a.offset
	return types.DiskChangeInfo{
		StartOffset: a.offset, Length: rest,
		ChangedArea: []types.DiskChangeExtent{{Start: a.offset, Length: rest}},
	}
}
