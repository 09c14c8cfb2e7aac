package file

import (
	"errors"
	"io"
)

// Replace writes a file so that there is, whatever happens, either the old one or
// all of the new one. It returns the number of bytes written. Without replace it
// refuses to write over a file: the error is an fs.ErrExist.
func Replace(name string, replace bool, write func(io.Writer) error) (int64, error) {
	return 0, errors.ErrUnsupported
}
