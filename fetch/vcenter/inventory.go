package vcenter

import (
	"context"
	"errors"
)

// VMs lists all virtual machines that the account can see, in pages as they
// arrive and in the server's order.
func (c *Client) VMs(ctx context.Context, each func([]VM)) error {
	return errors.New("not built yet")
}

// FindVM finds one virtual machine by its name or managed object id.
func (c *Client) FindVM(ctx context.Context, nameOrMoID string) (VM, error) {
	return VM{}, errors.New("not built yet")
}
