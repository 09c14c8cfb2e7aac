package main

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"cbtmap/fetch/file"
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
		name := file.Part(output, n)
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
