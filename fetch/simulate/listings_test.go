package simulate_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

// begin asks for some properties of all VMs, most at a time.
func begin(t testing.TB, c *vim25.Client, view types.ManagedObjectReference, most int32) types.RetrieveResult {
	t.Helper()
	res, err := methods.RetrievePropertiesEx(t.Context(), c, &types.RetrievePropertiesEx{
		This: c.ServiceContent.PropertyCollector,
		SpecSet: []types.PropertyFilterSpec{{
			PropSet: []types.PropertySpec{{Type: "VirtualMachine", PathSet: []string{"name", "runtime.powerState", "snapshot", "summary.config.numVirtualDisks"}}},
			ObjectSet: []types.ObjectSpec{{Obj: view, Skip: types.NewBool(true), SelectSet: []types.BaseSelectionSpec{
				&types.TraversalSpec{Type: "ContainerView", Path: "view"},
			}}},
		}},
		Options: types.RetrieveOptions{MaxObjects: most},
	})
	if err != nil {
		t.Fatal(err)
	}
	return *res.Returnval
}

// allVMs is a view of them.
func allVMs(t testing.TB, c *vim25.Client) types.ManagedObjectReference {
	t.Helper()
	v, err := view.NewManager(c).CreateContainerView(t.Context(), c.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		t.Fatal(err)
	}
	return v.Reference()
}

// goOn asks for the next page.
func goOn(t *testing.T, c *vim25.Client, token string) (types.RetrieveResult, error) {
	t.Helper()
	more, err := methods.ContinueRetrievePropertiesEx(t.Context(), c, &types.ContinueRetrievePropertiesEx{This: c.ServiceContent.PropertyCollector, Token: token})
	if err != nil {
		return types.RetrieveResult{}, err
	}
	return more.Returnval, nil
}

// listed asks for all pages, and calls visit between them.
func listed(t *testing.T, c *vim25.Client, most int32, visit func(page int)) (all []types.ObjectContent) {
	t.Helper()
	result := begin(t, c, allVMs(t, c), most)
	for page := 0; ; page++ {
		if most > 0 && len(result.Objects) > int(most) {
			t.Fatalf("%d objects in a page of %d", len(result.Objects), most)
		}
		all = append(all, result.Objects...)
		if result.Token == "" {
			return all
		}
		visit(page)
		var err error
		if result, err = goOn(t, c, result.Token); err != nil {
			t.Fatal(err)
		}
	}
}

// In pages of any size, a list is the one that the simulator gives in one piece.
func TestListingsAreTheSameInPages(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	want := listed(t, c, 0, nil)
	for _, most := range []int32{1, 7, 100, 212, 500} {
		pages := 1
		got := listed(t, c, most, func(int) { pages++ })
		if !reflect.DeepEqual(withoutNil(got), withoutNil(want)) || pages != (len(want)+int(most)-1)/int(most) {
			t.Errorf("%d at a time: %d objects in %d pages, want %d", most, len(got), pages, len(want))
		}
	}
}

// withoutNil leaves out properties that are not set, which the simulator tells
// of in some of its pages.
func withoutNil(objects []types.ObjectContent) (all []string) {
	for _, o := range objects {
		text := o.Obj.String()
		for _, p := range o.PropSet {
			if p.Val != nil {
				text += fmt.Sprintf(" %s=%v", p.Name, describe(p.Val))
			}
		}
		all = append(all, text)
	}
	return all
}

func describe(v any) string {
	if info, ok := v.(types.VirtualMachineSnapshotInfo); ok {
		return fmt.Sprint(flatten(&info))
	}
	return fmt.Sprint(v)
}

// What is withheld is withheld in pages too, from the page on that follows.
func TestListingsWithhold(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	missing := 0
	for i, o := range listed(t, c, 50, func(page int) {
		if page == 0 {
			if err := s.Fail("missing"); err != nil {
				t.Error(err)
			}
		}
	}) {
		missing += len(o.MissingSet)
		if i < 50 && len(o.MissingSet) > 0 {
			t.Fatalf("%v: %v", o.Obj, o.MissingSet)
		}
	}
	if missing < 100 {
		t.Errorf("only %d properties were withheld", missing)
	}
}

// A listing goes on in its own session alone, and not when it was given up.
func TestListingsBelongToASession(t *testing.T) {
	s := start(t, simulate.Options{})
	c, other := login(t, s), login(t, s)
	token := begin(t, c, allVMs(t, c), 10).Token
	bad := func(what string, err error) {
		t.Helper()
		if !fault.Is(err, &types.InvalidPropertyFault{}) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := goOn(t, other, token)
	bad("another session goes on", err)
	next, err := goOn(t, c, token)
	if err != nil || len(next.Objects) != 10 || next.Token == token {
		t.Fatalf("%d objects, %v", len(next.Objects), err)
	}
	_, err = goOn(t, c, token)
	bad("a token is used twice", err)
	cancel := types.CancelRetrievePropertiesEx{This: c.ServiceContent.PropertyCollector, Token: next.Token}
	if _, err := methods.CancelRetrievePropertiesEx(t.Context(), c, &cancel); err != nil {
		t.Error(err)
	}
	_, err = goOn(t, c, next.Token)
	bad("it goes on after it was given up", err)
}

// Those that are never asked for again make room for others.
func TestListingsAreBounded(t *testing.T) {
	c := login(t, start(t, simulate.Options{}))
	vms := allVMs(t, c)
	first := begin(t, c, vms, 1).Token
	last := ""
	for range 64 {
		last = begin(t, c, vms, 1).Token
	}
	if _, err := goOn(t, c, first); err == nil {
		t.Error("the oldest of 65 goes on")
	}
	if _, err := goOn(t, c, last); err != nil {
		t.Errorf("the newest does not go on: %v", err)
	}
}

// BenchmarkFirstRows is the wait for the first hundred rows of a large inventory.
func BenchmarkFirstRows(b *testing.B) {
	vms := simulate.ScaleVMs
	if testing.Short() {
		vms = 300
	}
	c := login(b, start(b, simulate.Options{VMs: vms}))
	all := allVMs(b, c)
	for b.Loop() {
		if got := begin(b, c, all, 100); len(got.Objects) != 100 || got.Token == "" {
			b.Fatalf("%d objects", len(got.Objects))
		}
	}
}
