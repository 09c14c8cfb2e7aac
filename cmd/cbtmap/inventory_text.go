package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// nothing stands for what the server did not tell, or what there is none of;
// unknown for what the account may not see, and there may be much of.
const (
	nothing = "-"
	unknown = "unknown"
)

// inventoryTime is how a table writes times, in UTC.
const inventoryTime = "2006-01-02 15:04 MST"

func writeVMs(w io.Writer, vms []vcenter.VM) error {
	t := newTable("name", "id", "power", "tracking", "disks>", "snapshots>")
	for _, vm := range vms {
		t.row(vm.Name, vm.MoID, power(vm.Power), vm.Tracking.String(), count(vm.Disks), count(vm.Snapshots))
	}
	return t.write(w)
}

// heading is a virtual machine in a line.
func heading(d vcenter.Detail) string {
	return fmt.Sprintf("%s (%s) · power %s · hardware %s · change tracking %s\n",
		render.Clean(d.Name), render.Clean(d.MoID), power(d.Power), render.Clean(orNothing(d.HardwareVersion)), d.Tracking)
}

func writeDetail(w io.Writer, d vcenter.Detail) error {
	if _, err := io.WriteString(w, heading(d)); err != nil {
		return err
	}
	disks := newTable("key", "disk", "capacity>", "tracked", "mode", "volumes", "file")
	for _, k := range d.Disks {
		tracked := "no"
		if k.ChangeID != "" {
			tracked = "yes"
		}
		paths := volumes(k)
		if d.VolumesWithheld() {
			paths = unknown
		}
		disks.row(strconv.Itoa(int(k.Key)), k.Label, render.Bytes(k.Capacity), tracked, k.Mode, paths, k.File)
	}
	snapshots := newTable("snapshot", "id", "time", "key", "changeId")
	for _, s := range d.Snapshots {
		at := ""
		if !s.Created.IsZero() {
			at = s.Created.UTC().Format(inventoryTime)
		}
		row := []string{s.Name, s.MoID, at}
		for _, k := range s.Disks {
			if k.ChangeID == "" {
				continue
			}
			snapshots.row(append(row, strconv.Itoa(int(k.Key)), k.ChangeID)...)
			row = []string{" ", " ", " "} // said once
		}
		switch {
		case s.Withheld:
			snapshots.row(append(row, unknown, maySee("its disks"))...)
		case row[0] != " ":
			snapshots.row(append(row, "", "")...)
		}
	}
	for _, part := range []struct {
		table *table
		none  string
	}{
		{disks, none("virtual disks", d.DisksWithheld())},
		{snapshots, none("snapshots", d.SnapshotsWithheld())},
	} {
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		if len(part.table.rows) == 0 {
			if _, err := fmt.Fprintln(w, part.none); err != nil {
				return err
			}
			continue
		}
		if err := part.table.write(w); err != nil {
			return err
		}
	}
	return nil
}

// power is a power state without the word that all of them begin with.
func power(state string) string {
	return render.Clean(strings.ToLower(orNothing(strings.TrimPrefix(state, "powered"))))
}

func count(n int) string {
	if n < 0 {
		return nothing
	}
	return render.Count(int64(n))
}

// none says that there are none, or that nobody can tell.
func none(of string, withheld bool) string {
	if withheld {
		return maySee("the " + of)
	}
	return "no " + of
}

func maySee(what string) string { return "the account may not see " + what }

func volumes(k vcenter.Disk) string {
	paths := make([]string, len(k.Volumes))
	for i, v := range k.Volumes {
		paths[i] = v.Path
	}
	return strings.Join(paths, " ")
}

func orNothing(s string) string {
	if s == "" {
		return nothing
	}
	return s
}
