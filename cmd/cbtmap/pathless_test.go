package main

import (
	"fmt"
	"io/fs"
	"os"
	"testing"
)

// What could not be written is named once, and not by the name that it has while
// it is being written.
func TestPathless(t *testing.T) {
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "/x/.foo.png.part", Err: fs.ErrPermission},
		&os.LinkError{Op: "rename", Old: ".foo.png.part", New: "foo.png", Err: fs.ErrPermission},
		fmt.Errorf("cannot: %w", &os.LinkError{Op: "rename", Old: ".foo.png.part", New: "foo.png", Err: fs.ErrPermission}),
	} {
		if got := pathless(err); got != fs.ErrPermission {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
