package vcenter_test

import (
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// changes asks for an interval to its end, page by page.
func changes(t testing.TB, s *vcenter.Source) (bytes int64, extents []extent.Extent, pages int) {
	t.Helper()
	for offset := int64(0); offset < s.Capacity(); pages++ {
		page, err := s.Areas(t.Context(), offset)
		if err != nil {
			t.Fatal(err)
		}
		if page.Start != offset || page.Length <= 0 || page.End() > s.Capacity() {
			t.Fatalf("asked at %d, the page covers %d to %d of %d", offset, page.Start, page.End(), s.Capacity())
		}
		for _, e := range page.Extents {
			bytes += e.Length
		}
		extents = append(extents, page.Extents...)
		offset = page.End()
	}
	return bytes, extents, pages
}

func TestAreas(t *testing.T) { eachProtocol(t, testAreas) }

func testAreas(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	for _, tt := range []struct{ vm, disk, to, from string }{
		{"web01", "Hard disk 1", "", ""},
		{"sql01", "Hard disk 1", "nightly-2", "nightly-1"},
		{"off01", "Hard disk 3", vcenter.Current, ""},
		{"reset01", "", "", ""},
		{"rac01", "Hard disk 5", "", vcenter.Everything},
	} {
		d := detail(t, c, tt.vm)
		disk, err := d.FindDisk(tt.disk)
		if err != nil {
			t.Fatal(err)
		}
		iv, err := d.FindInterval(disk, tt.to, tt.from)
		if err != nil {
			t.Fatal(err)
		}
		bytes, extents, pages := changes(t, c.Source(iv))
		if bytes == 0 || len(extents) == 0 || pages == 0 {
			t.Errorf("%+v: %d bytes in %d extents on %d pages", tt, bytes, len(extents), pages)
		}
	}
}

// The disk was extended after the end: the bound is what it was then.
func TestAreasOfAGrownDisk(t *testing.T) { eachProtocol(t, testAreasOfAGrownDisk) }

func testAreasOfAGrownDisk(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	d := detail(t, c, "web01")
	iv, err := d.FindInterval(d.Disks[0], "nightly-2", "nightly-1")
	if err != nil {
		t.Fatal(err)
	}
	if iv.Capacity >= d.Disks[0].Capacity {
		t.Fatalf("%d bytes at the end, %d now", iv.Capacity, d.Disks[0].Capacity)
	}
	changes(t, c.Source(iv))
	_, err = c.Areas(t.Context(), iv, iv.Capacity)
	wantError(t, err, `lies outside Hard disk 1 of "web01" at snapshot "nightly-2"`)
}

func TestAreasRefused(t *testing.T) { eachProtocol(t, testAreasRefused) }

func testAreasRefused(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	interval := func(vm string) vcenter.Interval {
		d := detail(t, c, vm)
		iv, err := d.FindInterval(d.Disks[0], "", "")
		if err != nil {
			t.Fatal(err)
		}
		return iv
	}
	for _, tt := range []struct {
		vm     string
		change func(*vcenter.Interval)
		want   string
	}{
		{"broken01", nil, `the change tracking file of Hard disk 1 of "broken01" is corrupt: make a full backup`},
		{"noperm01", nil, "lacks VirtualMachine.Provisioning.DiskRandomRead"},
		{"web01", func(iv *vcenter.Interval) { iv.FromChangeID = resetUUID + "/1" }, "the server does not accept this changeId"},
		{"web01", func(iv *vcenter.Interval) { iv.To.MoID = "snapshot-nothing" }, "is not there any more: read the snapshots again"},
		{"web01", func(iv *vcenter.Interval) { iv.To = vcenter.Snapshot{} }, "cannot be asked for while it is not powered off"},
		{"web01", func(iv *vcenter.Interval) { iv.Disk.Key, iv.To.Disks = 2999, nil }, "no trackable disk with key 2999"},
		{"web01", func(iv *vcenter.Interval) { iv.VM.MoID = "vm-nothing" }, `the virtual machine "web01" is not there any more`},
		{"web01", func(iv *vcenter.Interval) { *iv = untracked(iv.VM) }, "change tracking was off for Hard disk 2"},
	} {
		iv := interval(tt.vm)
		if tt.change != nil {
			tt.change(&iv)
		}
		_, err := c.Areas(t.Context(), iv, 0)
		wantError(t, err, tt.want)
	}
}

// untracked asks in spite of all advice for a disk that has no tracking.
func untracked(d vcenter.Detail) vcenter.Interval {
	return vcenter.Interval{VM: d, Disk: d.Disks[1], FromChangeID: resetUUID + "/1", To: d.Snapshots[0], Capacity: d.Disks[1].Capacity}
}

func BenchmarkAreas(b *testing.B) {
	c := connect(b, liveConfig())
	d := detail(b, c, "sql01")
	iv, err := d.FindInterval(d.Disks[1], "", "")
	if err != nil {
		b.Fatal(err)
	}
	source, extents := c.Source(iv), 0
	for b.Loop() {
		page, err := source.Areas(b.Context(), 0)
		if err != nil {
			b.Fatal(err)
		}
		extents += len(page.Extents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(extents), "ns/extent")
}
