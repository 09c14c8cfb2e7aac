package vcenter

import (
	"context"
	"errors"
)

// Detail reads the disks and snapshots of one virtual machine.
func (c *Client) Detail(ctx context.Context, moid string) (Detail, error) {
	return Detail{}, errors.New("not built yet")
}
