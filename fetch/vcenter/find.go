package vcenter

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// vmID is the form of a virtual machine's id on a vCenter.
var vmID = lazily(`^vm-[0-9]+$`)

// FindVM finds one virtual machine by its managed object id or name; letter
// case counts only where it decides between two names. An id takes one call. For
// a name, names are all that is read of the others, about 230 bytes each: no
// server finds machines by name without a path, nor tells of two with the same.
func (c *Client) FindVM(ctx context.Context, nameOrMoID string) (VM, error) {
	want := strings.TrimSpace(nameOrMoID)
	if want == "" {
		return VM{}, &Error{What: "no virtual machine is named", Advice: "give a name or a managed object id with --vm"}
	}
	if vmID().MatchString(want) {
		vm, err := c.lightVM(ctx, named{want, want})
		if e := (*Error)(nil); err == nil || ctx.Err() != nil || errors.As(err, &e) && e.Temporary() {
			return vm, err
		}
		// It may still be a name.
	}
	var all []named
	err := c.retrieveAllVMs(ctx, []string{propName}, func(page []types.ObjectContent) {
		for _, o := range page {
			name := text[string](propertiesOf(o), propName)
			all = append(all, named{id: o.Obj.Value, name: unescapeName(name)})
		}
	})
	if err != nil {
		return VM{}, c.callError(err, "looking for a virtual machine")
	}
	found, err := pickVM(all, want, c.place())
	if err != nil {
		return VM{}, err
	}
	return c.lightVM(ctx, found)
}

func pickVM(all []named, want, place string) (named, error) {
	found := match(all, want)
	if len(found) == 0 && want != unescapeName(want) {
		found = match(all, unescapeName(want))
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		advice := "see cbtmap inventory for what there is"
		if near := nearest(all, want, 3); len(near) > 0 {
			advice = "did you mean " + strings.Join(near, " or ") + "?"
		} else if len(all) == 0 {
			advice = "the account sees none at all, so check its permissions"
		}
		return named{}, &Error{What: fmt.Sprintf("no virtual machine %s on %s", quoted(want), place), Advice: advice}
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.id
	}
	return named{}, &Error{
		What:   fmt.Sprintf("%d virtual machines are named %s", len(found), quoted(want)),
		Advice: "give the managed object id of one: " + someOf(ids),
	}
}

// lightVM reads the light properties of one virtual machine.
func (c *Client) lightVM(ctx context.Context, vm named) (VM, error) {
	var got VM
	err := c.retrieve(ctx, types.PropertyFilterSpec{
		PropSet:   []types.PropertySpec{{Type: "VirtualMachine", PathSet: lightSet}},
		ObjectSet: []types.ObjectSpec{{Obj: vmRef(vm.id)}},
	}, func(page []types.ObjectContent) {
		for _, o := range page {
			got = vmOf(o)
		}
	})
	if err == nil && got.MoID == "" {
		return VM{}, goneVM(vm.name, nil)
	}
	if err != nil {
		return VM{}, c.callError(err, fmt.Sprintf("reading virtual machine %s", quoted(vm.name)))
	}
	return got, nil
}

func vmRef(moid string) types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "VirtualMachine", Value: moid}
}

func goneVM(name string, cause error) error {
	return &Error{
		What:   fmt.Sprintf("the virtual machine %s is not there any more", quoted(name)),
		Advice: "list the virtual machines again",
		Err:    cause,
	}
}
