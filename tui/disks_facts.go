package tui

import (
	"fmt"
	"strings"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// facts tells all about the disk under the cursor.
func (s *disksScreen) facts(width int) []string {
	st := s.m.styles
	d := s.detail.Disks[min(s.table.cursor, len(s.detail.Disks)-1)]
	var lines []string
	fact := func(label, value string) {
		if value != "" {
			lines = append(lines, indent+"  "+st.Dim.Render(render.Pad(label, 10, false))+
				st.Text.Render(render.Cut(render.Clean(value), max(width-2*margin-14, 1))))
		}
	}
	tracked := d.ChangeID
	if tracked == "" {
		tracked = "none: " + s.untracked(d)
	}
	fact("changeId", tracked)
	fact("file", d.File)
	if s.detail.VolumesWithheld() {
		fact("volumes", "? the account may not see them")
	}
	fact("volumes", volumeSizes(d.Volumes))
	fact("backing", strings.Join(nonEmpty(d.Backing, d.Mode, sharing(d), d.RDM, d.Slot), " · "))
	fact("size", fmt.Sprintf("%s · %s bytes", render.Bytes(d.Capacity), render.Count(d.Capacity)))
	fact("uuid", d.UUID)
	return lines
}

// untracked says why a disk carries no changeId, as far as its own properties
// tell.
func (s *disksScreen) untracked(d vcenter.Disk) string {
	switch {
	case strings.HasPrefix(d.Mode, "independent"):
		return "independent disks cannot be tracked"
	case d.RDM == "physicalMode":
		return "physical raw device mappings cannot be tracked"
	case sharing(d) != "":
		return "shared disks cannot be tracked"
	case s.detail.Tracking == vcenter.No:
		return "change tracking is off for this VM"
	case d.Tracking == vcenter.No:
		return "change tracking is off for this disk"
	}
	return "the disk is not tracked yet; tracking begins at the next snapshot or power-on"
}

// sharing is a disk's sharing mode where there is something to say of it.
func sharing(d vcenter.Disk) string {
	if d.Sharing == "sharingNone" {
		return ""
	}
	return d.Sharing
}

// volumes are the names of those on a disk, "?" if they are withheld.
func (s *disksScreen) volumes(d vcenter.Disk) string {
	if s.detail.VolumesWithheld() && len(d.Volumes) == 0 {
		return "?"
	}
	return volumeNames(d.Volumes)
}

func volumeNames(volumes []vcenter.Volume) string {
	var names []string
	for _, v := range volumes {
		names = append(names, v.Path)
	}
	return orDash(strings.Join(names, " "))
}

func volumeSizes(volumes []vcenter.Volume) string {
	var sizes []string
	for _, v := range volumes {
		sizes = append(sizes, fmt.Sprintf("%s %s, %s free", v.Path, render.Bytes(v.Capacity), render.Bytes(v.Free)))
	}
	return strings.Join(sizes, " · ")
}

// shortChangeID keeps the end of a changeId, which tells neighbours apart.
func shortChangeID(id string, width int) string {
	if id == "" {
		return "–"
	}
	if r := []rune(id); len(r) > width {
		return "…" + string(r[len(r)-width+1:])
	}
	return id
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func nonEmpty(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
