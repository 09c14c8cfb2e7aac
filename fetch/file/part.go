package file

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// partMark is what Part adds to a name.
var partMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.partial(?:-([0-9]{1,6}))?$`) })

// Part names the n-th part of a map that is kept beside a file, which may be whole
// and stays as it is: night.partial.cbtmap beside night.cbtmap, and then
// night.partial-2.cbtmap. Beside a part it counts on. n counts from 1.
func Part(path string, n int) string {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	if found := partMark().FindStringSubmatch(stem); found != nil {
		before, err := strconv.Atoi(found[1])
		if err != nil {
			before = 1
		}
		stem, n = strings.TrimSuffix(stem, found[0]), n+before
	}
	mark := ".partial"
	if n > 1 {
		mark += fmt.Sprintf("-%d", n)
	}
	return stem + mark + ext
}
