package vcenter

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
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

// withheld lists the paths that the server names as withheld.
func withheld(o types.ObjectContent) []string {
	var paths []string
	for _, m := range o.MissingSet {
		paths = append(paths, m.Path)
	}
	return paths
}

// restarts is how often a reading of many replies begins anew after a login. A
// session that ends more often than that has another problem.
const restarts = 3

// restarting does work that cannot go on in another session than the one it was
// begun in: what it keeps on the server, a view or the rest of a list, ends with
// that. It is done again from the start then, by calls that tell of a new session
// and are not repeated themselves.
func (c *Client) restarting(work func(soap.RoundTripper) error) error {
	for n := 0; ; n++ {
		err := work(c.session.once())
		if n == restarts || !errors.Is(err, errRenewed) {
			return err
		}
	}
}

// retrieve reads properties of few objects and calls each with every page, also
// an empty one, and with a page for the second time if the session was renewed
// in between.
func (c *Client) retrieve(ctx context.Context, spec types.PropertyFilterSpec, each func([]types.ObjectContent)) error {
	return c.restarting(func(rt soap.RoundTripper) error {
		return c.retrievePages(ctx, rt, spec, each)
	})
}

// mostStale bounds how many pages in a row may bring nothing new. A server that
// works sends none: a list of those would never end.
const mostStale = 100

// retrievePages reads properties page by page. The rest of a list that is given
// up half-way stays with the server until the session ends.
func (c *Client) retrievePages(ctx context.Context, rt soap.RoundTripper, spec types.PropertyFilterSpec, each func([]types.ObjectContent)) error {
	collector := c.vim.ServiceContent.PropertyCollector
	res, err := methods.RetrievePropertiesEx(ctx, rt, &types.RetrievePropertiesEx{
		This:    collector,
		SpecSet: []types.PropertyFilterSpec{spec},
		Options: types.RetrieveOptions{MaxObjects: pageObjects},
	})
	if err != nil {
		return err
	}
	result := res.Returnval
	seen := map[types.ManagedObjectReference]bool{}
	for stale := 0; result != nil; {
		before := len(seen)
		for _, o := range result.Objects {
			seen[o.Obj] = true
		}
		if stale++; len(seen) > before {
			stale = 0
		}
		if stale > mostStale {
			return &Error{
				What:    c.server.Host + " sends a list that does not end, with nothing new in it",
				Meaning: "what it has sent so far may not be all",
				Advice:  "connect again, and check what stands between if it lasts",
				Fault:   nameNetwork,
				Err:     errBadReply,
			}
		}
		each(result.Objects)
		if result.Token == "" {
			return nil
		}
		next, err := methods.ContinueRetrievePropertiesEx(ctx, rt, &types.ContinueRetrievePropertiesEx{This: collector, Token: result.Token})
		if err != nil {
			return err
		}
		result = &next.Returnval
	}
	return nil
}

// retrieveAllVMs reads properties of every virtual machine, of each once even if
// the list had to begin anew.
func (c *Client) retrieveAllVMs(ctx context.Context, paths []string, each func([]types.ObjectContent)) error {
	seen := map[string]bool{}
	return c.restarting(func(rt soap.RoundTripper) error {
		return c.viewVMs(ctx, rt, paths, func(page []types.ObjectContent) {
			each(slices.DeleteFunc(page, func(o types.ObjectContent) bool {
				again := seen[o.Obj.Value]
				seen[o.Obj.Value] = true
				return again
			}))
		})
	})
}

// viewVMs lists virtual machines through a view that is destroyed again in any
// case.
func (c *Client) viewVMs(ctx context.Context, rt soap.RoundTripper, paths []string, each func([]types.ObjectContent)) error {
	container, err := c.container(ctx, rt)
	if err != nil {
		return err
	}
	res, err := methods.CreateContainerView(ctx, rt, &types.CreateContainerView{
		This:      *c.vim.ServiceContent.ViewManager,
		Container: container,
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
		// Not worth a login: the view ends with its session.
		_, _ = methods.DestroyView(ctx, c.session.as(), &types.DestroyView{This: view})
	}()
	return c.retrievePages(ctx, rt, types.PropertyFilterSpec{
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
