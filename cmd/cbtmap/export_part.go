package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostParts bounds how many parts are kept beside one file.
const mostParts = 1000

// putPart writes what is known of a map that is not whole, and returns where to. It
// never takes the place of anything: a file that is there may be whole. So the part
// lies beside it then, under another name.
func (p *program) putPart(ctx context.Context, s saving, output string) (string, error) {
	if output == standardOutput || !takes(output) {
		return output, p.put(ctx, s, output)
	}
	s.Replace = false
	for n := 1; ; n++ {
		name := partName(output, n)
		err := p.put(ctx, s, name)
		if !errors.Is(err, fs.ErrExist) || n == mostParts {
			return name, err
		}
	}
}

// takes says that a name is taken by a file, or by a link to what is not there.
// What is neither is refused by its own name.
func takes(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return exists(path)
	}
	return info.Mode().IsRegular()
}

// partName is the name of the n-th part beside a file: night.partial.cbtmap, and
// then night.partial-2.cbtmap.
func partName(path string, n int) string {
	ext := filepath.Ext(path)
	mark := ".partial"
	if n > 1 {
		mark += fmt.Sprintf("-%d", n)
	}
	return strings.TrimSuffix(path, ext) + mark + ext
}
