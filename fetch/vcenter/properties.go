package vcenter

import (
	"context"
	"slices"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// pageObjects is how many objects one reply of an inventory holds. Small pages
// cost no measurable time and let the first rows show early.
const pageObjects = 100

// cleanupTimeout bounds what is tidied up on the server after a cancelled call.
const cleanupTimeout = 5 * time.Second

// properties are the values that the server gave for one object, by path. What
// it left out, for want of a permission or because it does not know the path, is
// not in the map.
type properties map[string]any

func propertiesOf(o types.ObjectContent) properties {
	p := make(properties, len(o.PropSet))
	for _, v := range o.PropSet {
		p[v.Name] = v.Val
	}
	return p
}

// isMissing says whether the server names path as withheld. A property that is
// merely not set is neither given nor named.
func isMissing(o types.ObjectContent, path string) bool {
	return slices.ContainsFunc(o.MissingSet, func(m types.MissingProperty) bool { return m.Path == path })
}

// get is the property at path, ok if the server gave it with the type expected.
func get[T any](p properties, path string) (value T, ok bool) {
	value, ok = p[path].(T)
	return value, ok
}

// text is a string property of any string type, "" if it is not there.
func text[T ~string](p properties, path string) string {
	value, _ := get[T](p, path)
	return string(value)
}

// flag is a boolean property, Unknown if it is not there.
func flag(p properties, path string) Flag {
	if b, ok := get[bool](p, path); ok {
		return FlagOf(&b)
	}
	return Unknown
}

// retrieve reads properties page by page and calls each with every page, also
// an empty one. The rest of a list that is given up half-way stays with the
// server until the session ends.
func (c *Client) retrieve(ctx context.Context, spec types.PropertyFilterSpec, each func([]types.ObjectContent)) error {
	collector := c.vim.ServiceContent.PropertyCollector
	res, err := methods.RetrievePropertiesEx(ctx, c.vim, &types.RetrievePropertiesEx{
		This:    collector,
		SpecSet: []types.PropertyFilterSpec{spec},
		Options: types.RetrieveOptions{MaxObjects: pageObjects},
	})
	if err != nil {
		return err
	}
	result := res.Returnval
	for result != nil {
		each(result.Objects)
		if result.Token == "" {
			return nil
		}
		next, err := methods.ContinueRetrievePropertiesEx(ctx, c.vim, &types.ContinueRetrievePropertiesEx{This: collector, Token: result.Token})
		if err != nil {
			return err
		}
		result = &next.Returnval
	}
	return nil
}

// retrieveAllVMs reads properties of every virtual machine, through a view that
// is destroyed again in any case.
func (c *Client) retrieveAllVMs(ctx context.Context, paths []string, each func([]types.ObjectContent)) error {
	content := c.vim.ServiceContent
	res, err := methods.CreateContainerView(ctx, c.vim, &types.CreateContainerView{
		This:      *content.ViewManager,
		Container: content.RootFolder,
		Type:      []string{"VirtualMachine"},
		Recursive: true,
	})
	if err != nil {
		return err
	}
	view := res.Returnval
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTimeout)
		defer cancel()
		_, _ = methods.DestroyView(ctx, c.vim, &types.DestroyView{This: view})
	}()
	return c.retrieve(ctx, types.PropertyFilterSpec{
		PropSet: []types.PropertySpec{{Type: "VirtualMachine", PathSet: paths}},
		ObjectSet: []types.ObjectSpec{{
			Obj:  view,
			Skip: types.NewBool(true),
			SelectSet: []types.BaseSelectionSpec{
				&types.TraversalSpec{Type: "ContainerView", Path: "view"},
			},
		}},
	}, each)
}
