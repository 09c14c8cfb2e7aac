package tui_test

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/file"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// A file that vanished while it was offered leaves the list, which stays.
func TestRecentFileThatVanished(t *testing.T) {
	opts := quiet()
	opts.Recent = func() []tui.Recent {
		return []tui.Recent{{Path: "/maps/a.cbtmap"}, {Path: "/maps/locked.cbtmap"}, {Path: "/maps/gone.cbtmap"}}
	}
	opts.OpenFile = func(path string) tui.File {
		return tui.File{Name: path, Open: func(context.Context) (*file.Load, error) {
			if strings.Contains(path, "gone") {
				return nil, fmt.Errorf("there is no file %q: %w", path, fs.ErrNotExist)
			}
			return nil, fs.ErrPermission
		}}
	}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Send(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}) // to the last
	d.Press("enter")
	contains(t, d, "Connect to a vCenter", "open a.cbtmap", "▌ open locked.cbtmap", `there is no file "/maps/gone.cbtmap"`)
	if strings.Contains(plain(d), "open gone.cbtmap") {
		t.Error("it is still offered")
	}
	d.Press("enter")
	contains(t, d, "Connect to a vCenter", "▌ open locked.cbtmap", "permission denied")
}

// Of two files of one name the end of the folder is seen on any screen.
func TestRecentFoldersAreSeen(t *testing.T) {
	opts := quiet()
	opts.OpenFile = func(path string) tui.File { return textFile(path, qemuMap(), nil) }
	opts.Recent = func() (list []tui.Recent) {
		for _, day := range []string{"mon", "tue"} {
			folder := "/srv/backup/of/all/virtual/machines/" + day
			list = append(list, tui.Recent{Path: folder + "/night.cbtmap", Folder: folder, Note: "sql01 · Hard disk 2 · nightly-7"})
		}
		return append(list, tui.Recent{Path: "/maps/" + strings.Repeat("long", 40), Folder: "/maps", Note: "x"})
	}
	for width, note := range map[int]string{40: "", 60: "", 80: "sql0", 120: "sql01 · Hard disk 2 · nightly-7 · /srv"} {
		d := drive.New(tui.New(opts), width, 24)
		d.Settle()
		contains(t, d, "machines/mon", "machines/tue", note, "/maps")
	}
}
