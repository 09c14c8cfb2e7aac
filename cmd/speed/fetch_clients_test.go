package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// library is govmomi as its examples use it.
func library(b *testing.B, p vcenterProcess, protocol string) *vim25.Client {
	b.Helper()
	u, err := soap.ParseURL(p.url)
	if err != nil {
		b.Fatal(err)
	}
	sc := soap.NewClient(u, false)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(p.roots))
	sc.DefaultTransport().TLSClientConfig.RootCAs = roots
	sc.Namespace, sc.Version = "urn:vim25", speedRelease
	sc.UseJSON(protocol == vcenter.JSON)
	c, err := vim25.NewClient(b.Context(), sc)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(sc.CloseIdleConnections)
	return c
}

func question(at int64) *types.QueryChangedDiskAreas {
	return &types.QueryChangedDiskAreas{
		This:        types.ManagedObjectReference{Type: "VirtualMachine", Value: "vm-1"},
		Snapshot:    &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: "snapshot-2"},
		DeviceKey:   2000,
		StartOffset: at,
		ChangeId:    changeIDs[0],
	}
}

var changeIDs = [2]string{"52 dd dd dd dd dd dd dd-dd dd dd dd dd dd dd dd/1", "52 dd dd dd dd dd dd dd-dd dd dd dd dd dd dd dd/2"}

// plainLoop is the program that people write with govmomi.
func plainLoop(ctx context.Context, c *vim25.Client) ([]types.DiskChangeExtent, error) {
	var changed []types.DiskChangeExtent
	for at := int64(0); at < servedBytes; {
		res, err := methods.QueryChangedDiskAreas(ctx, c, question(at))
		if err != nil {
			return nil, err
		}
		changed = append(changed, res.Returnval.ChangedArea...)
		at = res.Returnval.StartOffset + res.Returnval.Length
	}
	return changed, nil
}

// readAndDiscard makes the same calls and looks at nothing of what comes: what
// the wire, TLS and HTTP cost by themselves. The questions are written before.
type readAndDiscard struct {
	client    *soap.Client
	url       string
	kind      string
	questions [][]byte
	buf       []byte
}

func newReadAndDiscard(c *vim25.Client, protocol string, places []int64) (*readAndDiscard, error) {
	d := &readAndDiscard{client: c.Client, url: c.URL().String(), kind: `text/xml; charset="utf-8"`, buf: make([]byte, 64<<10)}
	if protocol == vcenter.JSON {
		d.url += "/vim25/" + speedRelease + "/VirtualMachine/vm-1/QueryChangedDiskAreas"
		d.kind = "application/json"
	}
	for _, at := range places {
		var text bytes.Buffer
		var err error
		if protocol == vcenter.JSON {
			err = types.NewJSONEncoder(&text).Encode(question(at))
		} else {
			err = xml.NewEncoder(&text).Encode(soap.Envelope{Body: &methods.QueryChangedDiskAreasBody{Req: question(at)}})
		}
		if err != nil {
			return nil, err
		}
		d.questions = append(d.questions, text.Bytes())
	}
	return d, nil
}

func (d *readAndDiscard) run(ctx context.Context) (read int64, err error) {
	for _, text := range d.questions {
		req, err := http.NewRequest(http.MethodPost, d.url, bytes.NewReader(text))
		if err != nil {
			return 0, err
		}
		req.Header.Set("Content-Type", d.kind)
		err = d.client.Do(ctx, req, func(res *http.Response) error {
			if res.StatusCode != http.StatusOK {
				return errors.New(res.Status)
			}
			n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, res.Body, d.buf)
			read += n
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return read, nil
}

// explorer is cbtmap without its screens.
func explorer(b *testing.B, p vcenterProcess, protocol string) *vcenter.Client {
	b.Helper()
	c, err := vcenter.Connect(b.Context(), vcenter.Config{URL: p.url, Username: "reader", Password: "secret", RootCAs: p.roots, Protocol: protocol})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

// interval is what the client asks for.
func interval() vcenter.Interval {
	disk := func(changeID string) vcenter.Disk {
		return vcenter.Disk{Key: 2000, Label: "Hard disk 1", Capacity: servedBytes, ChangeID: changeID}
	}
	end := vcenter.Snapshot{MoID: "snapshot-2", Name: "nightly", Disks: []vcenter.Disk{disk(changeIDs[1])}}
	return vcenter.Interval{
		VM:           vcenter.Detail{VM: vcenter.VM{MoID: "vm-1", Name: "sql01"}, Snapshots: []vcenter.Snapshot{end}},
		Disk:         disk(changeIDs[1]),
		FromChangeID: changeIDs[0],
		To:           end,
		ToChangeID:   changeIDs[1],
		Capacity:     servedBytes,
	}
}

// intoMap fetches all of the disk.
func intoMap(ctx context.Context, c *vcenter.Client, parallel int) (*extent.Map, fetch.Progress, error) {
	var last fetch.Batch
	m, err := fetch.Collect(ctx, c.Source(interval()), fetch.Options{Parallel: parallel}, func(b fetch.Batch) { last = b })
	return m, last.Progress, err
}

// same tells how a map differs from what was served.
func (d served) same(m *extent.Map) error {
	if !m.Complete() || m.Extents() != int64(len(d.changes)) {
		return fmt.Errorf("%d of %d bytes are known, and %d of %d extents", m.Known(), servedBytes, m.Extents(), len(d.changes))
	}
	i := 0
	for e := range m.All(0, servedBytes) {
		if e != d.changes[i] {
			return fmt.Errorf("extent %d is %v, and %v was served", i, e, d.changes[i])
		}
		i++
	}
	return nil
}
