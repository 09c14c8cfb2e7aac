package simulate

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Names of the datastores.
const (
	vmfsStore = "vmfs-01"
	nfsStore  = "nfs-01"
)

// site is the data centre that the cast lives in: one cluster of one host, two
// datastores, and a template that every VM starts as a copy of.
type site struct {
	model    *simulator.Model
	folder   *simulator.Folder // of the VMs
	host     *simulator.HostSystem
	pool     *simulator.ResourcePool
	network  *mo.Network
	stores   map[string]*simulator.Datastore
	template *simulator.VirtualMachine
}

// buildSite makes the data centre, with its template still in it. The seed
// decides which vCenter it is: clients know one again by its instance UUID.
func buildSite(seed uint64) (*site, error) {
	m := simulator.VPX()
	m.Cluster, m.ClusterHost, m.Host, m.Machine, m.Portgroup, m.Datastore = 1, 1, 0, 0, 0, 2
	m.Autostart = false
	about := &m.ServiceContent.About
	about.Name, about.FullName = "VMware vCenter Server", "VMware vCenter Server 8.0.3 build-24022515"
	about.Version, about.Build, about.ApiVersion = "8.0.3", "24022515", apiRelease
	s := &site{model: m, stores: map[string]*simulator.Datastore{}}
	if err := m.Create(); err != nil {
		s.remove()
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			return nil, noFolder(err)
		}
		return nil, fmt.Errorf("create the simulator's inventory: %w", err)
	}
	registry := m.Map()
	registry.Get(vim25.ServiceInstance).(*simulator.ServiceInstance).Content.About.InstanceUuid = instanceUUID(seed)
	dc := registry.Any("Datacenter").(*simulator.Datacenter)
	dc.Name = "dc1"
	cluster := registry.Any("ClusterComputeResource").(*simulator.ClusterComputeResource)
	cluster.Name = "cluster1"
	s.pool = registry.Get(*cluster.ResourcePool).(*simulator.ResourcePool)
	s.folder = registry.Get(dc.VmFolder).(*simulator.Folder)
	s.network = registry.Any("Network").(*mo.Network)
	s.host = registry.Any("HostSystem").(*simulator.HostSystem)
	s.host.Name = "esx01.example.com"
	s.host.Summary.Config.Name = s.host.Name
	names := map[string]string{"LocalDS_0": vmfsStore, "LocalDS_1": nfsStore}
	for _, e := range registry.All("Datastore") {
		ds := e.(*simulator.Datastore)
		ds.Name = names[ds.Name]
		ds.Summary.Name = ds.Name
		ds.Info.GetDatastoreInfo().Name = ds.Name
		ds.Summary.Type = map[string]string{vmfsStore: "VMFS", nfsStore: "NFS"}[ds.Name]
		s.stores[ds.Name] = ds
	}
	if err := s.makeTemplate(); err != nil {
		s.remove()
		return nil, err
	}
	return s, nil
}

// populate enters machines in their order and furnishes them side by side.
func (s *site) populate(machines []machine, seed uint64) []*actor {
	actors := make([]*actor, len(machines))
	for i, m := range machines {
		actors[i] = s.enter(m, seed)
	}
	var workers sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= int64(len(actors)) {
					return
				}
				actors[i].furnish(s, seed)
			}
		})
	}
	workers.Wait()
	return actors
}

// dismiss takes the template and all references to it out of the inventory.
func (s *site) dismiss() {
	without := func(refs *[]types.ManagedObjectReference) {
		simulator.RemoveReference(refs, s.template.Self)
	}
	without(&s.folder.ChildEntity)
	without(&s.host.Vm)
	without(&s.pool.Vm)
	without(&s.network.Vm)
	for _, ds := range s.stores {
		without(&ds.Vm)
	}
	s.model.Map().Remove(s.model.Service.Context, s.template.Self)
}

// add puts a VM into the inventory and into every list that has to know it.
func (s *site) add(vm *simulator.VirtualMachine, stores []string) {
	s.model.Map().PutEntity(s.folder, vm)
	s.folder.ChildEntity = append(s.folder.ChildEntity, vm.Self)
	s.host.Vm = append(s.host.Vm, vm.Self)
	s.pool.Vm = append(s.pool.Vm, vm.Self)
	s.network.Vm = append(s.network.Vm, vm.Self)
	for _, name := range stores {
		ds := s.stores[name]
		ds.Vm = append(ds.Vm, vm.Self)
		vm.Datastore = append(vm.Datastore, ds.Self)
	}
}

// remove deletes the folders that the simulator has put on disk.
func (s *site) remove() {
	if s.model.Service != nil {
		s.model.Remove()
	}
}

// instanceUUID is one of version 4 that follows from a seed.
func instanceUUID(seed uint64) string {
	random := stream(seedOf(seed, 0, "vCenter"))
	hi, lo := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xfff, 0x8000|lo>>48&0x3fff, lo&0xffffffffffff)
}
