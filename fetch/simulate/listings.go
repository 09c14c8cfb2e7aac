package simulate

import (
	"crypto/rand"
	"slices"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// listings answer those who list what a view shows in pages: they read the
// properties of a page when it is asked for. The simulator reads those of all
// objects before its first page, which takes seconds for thousands of VMs.
type listings struct {
	object
	withheld *withheld

	mu   sync.Mutex
	open []*listing // the oldest first
}

// mostListings bounds those that are open: a client may never ask for the rest.
const mostListings = 64

// listing is what is still to be told of one.
type listing struct {
	token   string
	session string // key: nobody else gets the rest
	request *types.RetrievePropertiesEx
	rest    []types.ManagedObjectReference
}

// concerns tells whether a request is about a listing: a view's objects asked
// for in pages, or more of one that is open.
func (l *listings) concerns(request any) bool {
	switch r := request.(type) {
	case *types.RetrievePropertiesEx:
		return viewIn(r) != nil
	case *types.ContinueRetrievePropertiesEx:
		return l.has(r.Token)
	case *types.CancelRetrievePropertiesEx:
		return l.has(r.Token)
	}
	return false
}

// viewIn is the view whose objects, and nothing else, a request asks for in
// pages; nil if it asks for anything more than that.
func viewIn(r *types.RetrievePropertiesEx) *types.ManagedObjectReference {
	if r.Options.MaxObjects <= 0 || len(r.SpecSet) != 1 || len(r.SpecSet[0].ObjectSet) != 1 {
		return nil
	}
	from := &r.SpecSet[0].ObjectSet[0]
	if from.Obj.Type != "ContainerView" || from.Skip == nil || !*from.Skip || len(from.SelectSet) != 1 {
		return nil
	}
	to, ok := from.SelectSet[0].(*types.TraversalSpec)
	if !ok || to.Path != "view" || to.Skip != nil && *to.Skip || len(to.SelectSet) > 0 {
		return nil
	}
	return &from.Obj
}

func (l *listings) has(token string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.open, func(o *listing) bool { return o.token == token })
}

// take ends a listing and returns it; nil if there is none of that token that
// the session may go on with.
func (l *listings) take(ctx *simulator.Context, token string) *listing {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.open, func(o *listing) bool { return o.token == token && o.session == ctx.Session.Key })
	if i < 0 {
		return nil
	}
	taken := l.open[i]
	l.open = slices.Delete(l.open, i, i+1)
	return taken
}

// RetrievePropertiesEx begins a listing.
func (l *listings) RetrievePropertiesEx(ctx *simulator.Context, req *types.RetrievePropertiesEx) soap.HasFault {
	view, ok := ctx.Session.Get(*viewIn(req)).(*simulator.ContainerView)
	if !ok {
		return l.withheld.RetrievePropertiesEx(ctx, req) // as it tells of any other that there is not
	}
	all := &listing{session: ctx.Session.Key, request: req}
	ctx.WithLock(view, func() { all.rest = slices.Clone(view.View) })
	return l.page(ctx, all)
}

// ContinueRetrievePropertiesEx goes on with one.
func (l *listings) ContinueRetrievePropertiesEx(ctx *simulator.Context, req *types.ContinueRetrievePropertiesEx) soap.HasFault {
	body := &methods.ContinueRetrievePropertiesExBody{}
	more := l.take(ctx, req.Token)
	if more == nil {
		body.Fault_ = noToken()
		return body
	}
	page := l.page(ctx, more)
	if body.Fault_ = page.Fault_; page.Res != nil {
		body.Res = &types.ContinueRetrievePropertiesExResponse{Returnval: *page.Res.Returnval}
	}
	return body
}

// CancelRetrievePropertiesEx gives one up.
func (l *listings) CancelRetrievePropertiesEx(ctx *simulator.Context, req *types.CancelRetrievePropertiesEx) soap.HasFault {
	body := &methods.CancelRetrievePropertiesExBody{Res: &types.CancelRetrievePropertiesExResponse{}}
	if l.take(ctx, req.Token) == nil {
		body.Res, body.Fault_ = nil, noToken()
	}
	return body
}

// noToken says that nothing goes on under a token.
func noToken() *soap.Fault {
	return simulator.Fault("A specified parameter was not correct: token", &types.InvalidPropertyFault{Name: "token"})
}

// page reads the properties of the next objects. Those that have gone since the
// listing began are left out.
func (l *listings) page(ctx *simulator.Context, of *listing) *methods.RetrievePropertiesExBody {
	n := min(len(of.rest), int(of.request.Options.MaxObjects))
	spec := types.PropertyFilterSpec{
		PropSet:                       of.request.SpecSet[0].PropSet,
		ReportMissingObjectsInResults: types.NewBool(true),
	}
	for _, ref := range of.rest[:n] {
		spec.ObjectSet = append(spec.ObjectSet, types.ObjectSpec{Obj: ref})
	}
	body := l.withheld.RetrievePropertiesEx(ctx, &types.RetrievePropertiesEx{
		This: of.request.This, SpecSet: []types.PropertyFilterSpec{spec},
	}).(*methods.RetrievePropertiesExBody)
	if of.rest = of.rest[n:]; len(of.rest) == 0 || body.Res == nil {
		return body
	}
	of.token = rand.Text()
	body.Res.Returnval.Token = of.token
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) == mostListings {
		l.open = slices.Delete(l.open, 0, 1)
	}
	l.open = append(l.open, of)
	return body
}
