package vcenter

import (
	"context"
	"fmt"
	"strings"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// container is what the machines that are listed lie in: everything, or the
// datacenter that was named. A name means one at the top of the inventory, a
// path one in folders: "dc1", "/Europe/dc1".
func (c *Client) container(ctx context.Context, rt soap.RoundTripper) (types.ManagedObjectReference, error) {
	content := c.vim.ServiceContent
	path := strings.Trim(c.datacenter, "/")
	if path == "" {
		return content.RootFolder, nil
	}
	index := types.ManagedObjectReference{Type: "SearchIndex", Value: "SearchIndex"}
	if content.SearchIndex != nil {
		index = *content.SearchIndex
	}
	res, err := methods.FindByInventoryPath(ctx, rt, &types.FindByInventoryPath{This: index, InventoryPath: path})
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	if res.Returnval == nil || res.Returnval.Type != "Datacenter" {
		return types.ManagedObjectReference{}, &Error{
			What:   fmt.Sprintf("no datacenter %s on %s", quoted(c.datacenter), c.server.Host),
			Advice: "write its inventory path into GOVC_DATACENTER, or leave that out to see all of them",
		}
	}
	return *res.Returnval, nil
}

// place is where machines are looked for, in words.
func (c *Client) place() string {
	if c.datacenter == "" {
		return c.server.Host
	}
	return fmt.Sprintf("%s in the datacenter %s", c.server.Host, quoted(c.datacenter))
}
