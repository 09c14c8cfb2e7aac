package vcenter

import (
	"context"

	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
)

// Areas asks once for the changed areas of an interval from offset (bytes) on,
// 0 <= offset < iv.Capacity. The reply is passed on as it came: it covers up to
// about 2,000 areas, and says itself how many bytes that is; an empty one is
// not the end. The account needs VirtualMachine.Provisioning.DiskRandomRead.
//
// The page is the caller's. Whoever is done with it may say so with Recycle, and
// its memory is used for another reply.
//
// The call is made directly and not through govmomi's object.VirtualMachine,
// which asks for the snapshot's hardware again with every page, takes no
// changeId, and loses the fault's type.
func (c *Client) Areas(ctx context.Context, iv Interval, offset int64) (extent.Page, error) {
	q := areasQuestion{types.QueryChangedDiskAreas{
		This:        vmRef(iv.VM.MoID),
		DeviceKey:   iv.Disk.Key,
		StartOffset: offset,
		ChangeId:    iv.FromChangeID,
	}}
	if iv.To.MoID != "" {
		q.Snapshot = &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: iv.To.MoID}
		if then, ok := iv.To.Match(iv.Disk); ok {
			q.DeviceKey = then.Key
		}
	}
	var got areasReply
	if err := c.vim.RoundTrip(ctx, &q, &got); err != nil {
		return extent.Page{}, c.areasError(err, iv, offset)
	}
	return got.page, nil
}

// Recycle takes the memory of a page back that came from Areas, for another one:
// neither the caller nor anybody else looks at it, or keeps it, from now on. It
// must not be given back twice.
func (c *Client) Recycle(p extent.Page) { c.memory.recycle(p) }

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

// Recycle takes the memory of a page back; see Client.Recycle.
func (s *Source) Recycle(p extent.Page) { s.client.Recycle(p) }

// Capacity is the size in bytes of the disk at the interval's end, which may
// differ from what it is now.
func (s *Source) Capacity() int64 { return s.interval.Capacity }
