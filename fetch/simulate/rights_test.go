package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

const randomRead = "VirtualMachine.Provisioning.DiskRandomRead"

func vmRef(t *testing.T, s *simulate.Server, name string) types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "VirtualMachine", Value: diskOf(t, s, name, "Hard disk 1").MoID}
}

// TestPrivileges asks by every way that there is, over both protocols.
func TestPrivileges(t *testing.T) {
	s := start(t, simulate.Options{Fail: []string{"noPermission@web01"}})
	for protocol, c := range map[string]*vim25.Client{"soap": login(t, s), "json": loginJSON(t, s)} {
		user, err := session.NewManager(c).UserSession(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		m := object.NewAuthorizationManager(c)
		ids := []string{randomRead, "System.Read", "VirtualMachine.Fly"}
		for name, reads := range map[string]bool{"sql01": true, "noperm01": false, "web01": false} {
			ref, want := vmRef(t, s, name), []bool{reads, true, false}
			one, err := m.HasPrivilegeOnEntity(t.Context(), ref, user.Key, ids)
			if err != nil || !slices.Equal(one, want) {
				t.Errorf("%s, %s: %v, %v", protocol, name, one, err)
			}
			many, err := methods.HasPrivilegeOnEntities(t.Context(), c, &types.HasPrivilegeOnEntities{
				This: m.Reference(), Entity: []types.ManagedObjectReference{ref}, SessionId: user.Key, PrivId: ids})
			if err != nil || !slices.Equal(granted(many.Returnval), want) {
				t.Errorf("%s, %s: %+v, %v", protocol, name, many, err)
			}
			byUser, err := m.HasUserPrivilegeOnEntities(t.Context(), []types.ManagedObjectReference{ref}, simulate.Username, ids)
			if err != nil || !slices.Equal(granted(byUser), want) {
				t.Errorf("%s, %s: %+v, %v", protocol, name, byUser, err)
			}
			all, err := m.FetchUserPrivilegeOnEntities(t.Context(), []types.ManagedObjectReference{ref}, simulate.Username)
			if err != nil || len(all) != 1 || slices.Contains(all[0].Privileges, randomRead) != reads || !slices.Contains(all[0].Privileges, "System.View") {
				t.Errorf("%s, %s: %+v, %v", protocol, name, all, err)
			}
		}
		gone := types.ManagedObjectReference{Type: "VirtualMachine", Value: "vm-99999"}
		if _, err := m.HasPrivilegeOnEntity(t.Context(), gone, user.Key, ids); !fault.Is(err, &types.ManagedObjectNotFound{}) {
			t.Errorf("%s, a vm that is not there: %v", protocol, err)
		}
	}
}

func granted(all []types.EntityPrivilege) (list []bool) {
	for _, e := range all {
		for _, p := range e.PrivAvailability {
			list = append(list, p.IsGranted)
		}
	}
	return list
}

// TestMissingProperties reads page by page what is withheld of one VM.
func TestMissingProperties(t *testing.T) {
	s := start(t, simulate.Options{Fail: []string{"missing@sql01"}})
	paths := []string{"name", "config.changeTrackingEnabled", "config.hardware", "snapshot", "guest.disk"}
	hidden, open := vmRef(t, s, "sql01"), vmRef(t, s, "web01")
	for protocol, c := range map[string]*vim25.Client{"soap": login(t, s), "json": loginJSON(t, s)} {
		collector := c.ServiceContent.PropertyCollector
		read := func(paths ...string) []types.ObjectContent {
			res, err := methods.RetrievePropertiesEx(t.Context(), c, &types.RetrievePropertiesEx{
				This: collector,
				SpecSet: []types.PropertyFilterSpec{{
					PropSet:   []types.PropertySpec{{Type: "VirtualMachine", PathSet: paths}},
					ObjectSet: []types.ObjectSpec{{Obj: open}, {Obj: hidden}},
				}},
				Options: types.RetrieveOptions{MaxObjects: 1},
			})
			if err != nil {
				t.Fatal(err)
			}
			more, err := methods.ContinueRetrievePropertiesEx(t.Context(), c, &types.ContinueRetrievePropertiesEx{This: collector, Token: res.Returnval.Token})
			if err != nil {
				t.Fatal(err)
			}
			return append(res.Returnval.Objects, more.Returnval.Objects...)
		}
		all := read(paths...)
		if len(all) != 2 || len(all[0].PropSet) != len(paths) || len(all[0].MissingSet) != 0 {
			t.Fatalf("%s, web01: %+v", protocol, all)
		}
		var told, missing []string
		for _, p := range all[1].PropSet {
			told = append(told, p.Name)
		}
		for _, m := range all[1].MissingSet {
			if f, ok := m.Fault.Fault.(types.BaseNoPermission); !ok || f.GetNoPermission().PrivilegeId != "System.Read" {
				t.Errorf("%s: %s is missing for %T", protocol, m.Path, m.Fault.Fault)
			}
			missing = append(missing, m.Path)
		}
		if got := strings.Join(told, " ") + " / " + strings.Join(missing, " "); got != "name config.hardware / config.changeTrackingEnabled snapshot guest.disk" {
			t.Errorf("%s, sql01: %s", protocol, got)
		}
		if all := read("config"); len(all[1].PropSet) != 0 || len(all[1].MissingSet) != 1 {
			t.Errorf("%s: all of config is told, with what is withheld in it", protocol)
		}
		old, err := methods.RetrieveProperties(t.Context(), c, &types.RetrieveProperties{This: collector, SpecSet: []types.PropertyFilterSpec{{
			PropSet: []types.PropertySpec{{Type: "VirtualMachine", PathSet: paths}}, ObjectSet: []types.ObjectSpec{{Obj: hidden}},
		}}})
		if err != nil || len(old.Returnval) != 1 || len(old.Returnval[0].MissingSet) != 3 {
			t.Errorf("%s, the old method: %+v, %v", protocol, old, err)
		}
	}
	c := loginPlain(t, s)
	if got := c.get(t, base+"VirtualMachine/"+hidden.Value+"/snapshot"); got.status != 500 || !strings.HasPrefix(got.body, `{"_typeName":"NoPermission"`) {
		t.Errorf("one property: %+v", got)
	}
	s.Mend()
	if got := c.get(t, base+"VirtualMachine/"+hidden.Value+"/snapshot"); got.status != 200 {
		t.Errorf("mended: %+v", got)
	}
}

// TestSearches looks a VM up in the ways that look at every object there is.
func TestSearches(t *testing.T) {
	s := start(t, simulate.Options{})
	c, want := login(t, s), vmRef(t, s, "sql01")
	index := object.NewSearchIndex(c)
	byName, err := index.FindByDnsName(t.Context(), nil, "sql01", true)
	if err != nil || byName == nil || byName.Reference() != want {
		t.Errorf("by name: %v, %v", byName, err)
	}
	if none, err := index.FindByUuid(t.Context(), nil, "none", true, nil); err != nil || none != nil {
		t.Errorf("by a uuid that no vm has: %v, %v", none, err)
	}
}
