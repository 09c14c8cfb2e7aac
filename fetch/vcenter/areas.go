package vcenter

import (
	"context"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
)

// Areas asks once for the changed areas of an interval from offset (bytes) on,
// 0 <= offset < iv.Capacity. The reply is passed on as it came: it covers up to
// about 2,000 areas, and says itself how many bytes that is; an empty one is
// not the end. The account needs VirtualMachine.Provisioning.DiskRandomRead.
//
// The call is made directly and not through govmomi's object.VirtualMachine,
// which asks for the snapshot's hardware again with every page, takes no
// changeId, and loses the fault's type.
func (c *Client) Areas(ctx context.Context, iv Interval, offset int64) (extent.Page, error) {
	req := types.QueryChangedDiskAreas{
		This:        vmRef(iv.VM.MoID),
		DeviceKey:   iv.Disk.Key,
		StartOffset: offset,
		ChangeId:    iv.FromChangeID,
	}
	if iv.To.MoID != "" {
		req.Snapshot = &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: iv.To.MoID}
		if then, ok := iv.To.Match(iv.Disk); ok {
			req.DeviceKey = then.Key
		}
	}
	res, err := methods.QueryChangedDiskAreas(ctx, c.vim, &req)
	if err != nil {
		return extent.Page{}, c.areasError(err, iv, offset)
	}
	info := res.Returnval
	page := extent.Page{Start: info.StartOffset, Length: info.Length, Extents: make([]extent.Extent, len(info.ChangedArea))}
	for i, area := range info.ChangedArea {
		page.Extents[i] = extent.Extent{Start: area.Start, Length: area.Length}
	}
	return page, nil
}

// Source asks for the changed areas of one interval.
type Source struct {
	client   *Client
	interval Interval
}

// Source binds the client to one interval.
func (c *Client) Source(iv Interval) *Source { return &Source{client: c, interval: iv} }

// Areas asks once, from offset (bytes) on; see Client.Areas.
func (s *Source) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	return s.client.Areas(ctx, s.interval, offset)
}

// Capacity is the size in bytes of the disk at the interval's end, which may
// differ from what it is now.
func (s *Source) Capacity() int64 { return s.interval.Capacity }
