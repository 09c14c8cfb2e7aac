package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Dir is the folder for the replies of this user, by the environment:
// $XDG_CACHE_HOME/cbtmap, else ~/.cache/cbtmap, also on macOS; on Windows
// %LocalAppData%\cbtmap. As the XDG specification has it, a path that is not
// absolute does not count.
func Dir(getenv func(name string) string) (string, error) {
	return dirOn(runtime.GOOS, getenv)
}

func dirOn(system string, getenv func(string) string) (string, error) {
	places := []struct{ variable, below string }{{"XDG_CACHE_HOME", "cbtmap"}, {"HOME", ".cache/cbtmap"}}
	if system == "windows" {
		places = []struct{ variable, below string }{{"LocalAppData", "cbtmap"}}
	}
	for _, p := range places {
		if base := getenv(p.variable); filepath.IsAbs(base) {
			return filepath.Join(base, filepath.FromSlash(p.below)), nil
		}
	}
	last := places[len(places)-1].variable
	return "", &Error{
		What:    "no folder to keep replies in: " + last + " is not set to one",
		Meaning: notKept,
		Advice:  "set " + places[0].variable + " to a folder of yours" + off,
	}
}

// openFolder makes the folder if it is missing, and sees to it that nobody else
// may look into it. Only its owner can: so a folder that somebody else put there
// is refused, without any call that only Unix has. The files are reached through
// the root, which no symbolic link leaves.
func openFolder(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, errFolder(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, errFolder(dir, err)
	}
	if err := tighten(root, ".", 0o700); err != nil {
		_ = root.Close()
		return nil, errFolder(dir, err)
	}
	return root, nil
}

// tighten takes from others what they may do with a file or a folder. Where the
// system knows no such permissions it does nothing.
func tighten(root *os.Root, name string, mode fs.FileMode) error {
	info, err := root.Stat(name)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return root.Chmod(name, mode)
}

// list is the names and sizes of the files in the folder.
func list(root *os.Root) ([]fs.FileInfo, error) {
	folder, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	entries, err := folder.ReadDir(-1)
	var infos []fs.FileInfo
	for _, entry := range entries {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // somebody else removed it just now
		}
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() {
			infos = append(infos, info)
		}
	}
	return infos, err
}
