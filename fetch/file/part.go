package file

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Part names the n-th part of a map that is kept beside a file, which may be whole
// and stays as it is: night.partial.cbtmap beside night.cbtmap, and then
// night.partial-2.cbtmap. n counts from 1.
func Part(path string, n int) string {
	ext := filepath.Ext(path)
	mark := ".partial"
	if n > 1 {
		mark += fmt.Sprintf("-%d", n)
	}
	return strings.TrimSuffix(path, ext) + mark + ext
}
