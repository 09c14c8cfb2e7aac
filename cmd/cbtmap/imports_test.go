package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// beneath says which packages of the module each one may import: only those
// below it. The rooms of fetch stand beside each other and know nothing of one
// another.
var beneath = map[string][]string{
	"fetch/extent":   {},
	"fetch/fault":    {},
	"fetch":          {"fetch/extent", "fetch/fault"},
	"fetch/cache":    {"fetch/extent", "fetch/fault"},
	"fetch/reply":    {"fetch/extent"},
	"fetch/vcenter":  {"fetch/reply", "fetch/extent", "fetch/fault"},
	"fetch/mishap":   {"fetch", "fetch/cache", "fetch/vcenter", "fetch/extent", "fetch/fault"},
	"fetch/capture":  {"fetch/extent", "fetch/fault"},
	"fetch/formats":  {"fetch/capture", "fetch/reply", "fetch/extent", "fetch/fault"},
	"fetch/file":     {"fetch", "fetch/formats", "fetch/capture", "fetch/extent", "fetch/fault"},
	"fetch/simulate": {"fetch/extent"},
	"render":         {"fetch/extent", "fetch/fault"},
	"render/picture": {"render", "fetch/extent"},
	"tui":            {"render", "fetch", "fetch/cache", "fetch/file", "fetch/formats", "fetch/vcenter", "fetch/capture", "fetch/extent", "fetch/fault"},
	"tui/drive":      {},
	"cmd/cbtmap":     {"tui", "render", "render/picture", "fetch", "fetch/cache", "fetch/file", "fetch/formats", "fetch/vcenter", "fetch/capture", "fetch/simulate", "fetch/extent", "fetch/fault"},
	"cmd/speed":      {"fetch", "fetch/capture", "fetch/simulate", "fetch/vcenter", "fetch/extent", "fetch/fault"},
	"screenshots":    {"tui", "tui/drive", "render", "render/picture", "fetch", "fetch/cache", "fetch/file", "fetch/formats", "fetch/vcenter", "fetch/capture", "fetch/simulate", "fetch/extent", "fetch/fault"},
}

// pure packages have no clock, no files, no network and no terminal.
var (
	pure    = []string{"fetch/extent", "fetch/fault", "fetch/reply", "fetch/capture", "fetch/formats", "render", "render/picture"}
	outside = []string{"net", "net/http", "os", "os/exec", "syscall", "path/filepath", "log", "charm.land/bubbletea/v2"}
)

const module = "cbtmap/"

// misplaced says what is wrong with one import, "" if nothing is.
func misplaced(pkg, path string, test bool) string {
	if test && (path == module+"fetch/simulate" || path == module+"tui/drive") {
		return "" // any test may have a server, and somebody at the keys
	}
	if test && path == module+pkg {
		return "" // an external test of the package itself
	}
	if own, ok := strings.CutPrefix(path, module); ok {
		allowed, known := beneath[pkg]
		switch {
		case !known:
			return "is a package that the house has no room for"
		case !slices.Contains(allowed, own):
			return "imports " + own + ", which is not below it"
		}
		return ""
	}
	if test {
		return ""
	}
	if pkg == "fetch/extent" && strings.Contains(strings.Split(path, "/")[0], ".") {
		return "imports " + path + ", which is not of the standard library"
	}
	if slices.Contains(pure, pkg) && slices.Contains(outside, path) {
		return "imports " + path + ", though it is pure"
	}
	return ""
}

// eachFile parses every Go file of the module up to its imports.
func eachFile(t *testing.T, visit func(pkg, name string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && name != root) {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		pkg, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(pkg), filepath.ToSlash(name), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsPointDown(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(pkg, name string, file *ast.File) {
		seen[pkg] = true
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := misplaced(pkg, path, strings.HasSuffix(name, "_test.go")); why != "" {
				t.Errorf("%s %s", name, why)
			}
		}
	})
	for _, pkg := range []string{"fetch/extent", "fetch", "fetch/vcenter", "fetch/simulate", "render", "tui", "cmd/cbtmap"} {
		if !seen[pkg] {
			t.Errorf("no file of %s was read", pkg)
		}
	}
}

func TestEveryRoomSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	eachFile(t, func(pkg, name string, file *ast.File) {
		said[pkg] = said[pkg] || file.Doc != nil && !strings.HasSuffix(name, "_test.go")
	})
	for pkg, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
}

func TestMisplaced(t *testing.T) {
	for _, c := range []struct {
		pkg, path string
		test, bad bool
	}{
		{"render", "cbtmap/fetch/extent", false, false},
		{"render", "cbtmap/tui", false, true},
		{"render", "cbtmap/fetch", false, true},
		{"render", "os", false, true},
		{"render", "io", false, false},
		{"fetch", "cbtmap/fetch/vcenter", false, true},
		{"fetch/vcenter", "cbtmap/fetch/simulate", false, true},
		{"fetch/vcenter", "cbtmap/fetch/simulate", true, false},
		{"fetch/simulate", "cbtmap/render", false, true},
		{"fetch/extent", "charm.land/lipgloss/v2", false, true},
		{"fetch/extent", "math/bits", false, false},
		{"tui", "cbtmap/fetch/vcenter", false, false},
		{"tui", "cbtmap/cmd/cbtmap", false, true},
		{"tui", "cbtmap/fetch/simulate", false, true},
		{"cmd/cbtmap", "cbtmap/tui", false, false},
		{"attic", "cbtmap/tui", false, true},
	} {
		if why := misplaced(c.pkg, c.path, c.test); (why != "") != c.bad {
			t.Errorf("%s importing %s (test %t): %q", c.pkg, c.path, c.test, why)
		}
	}
}
