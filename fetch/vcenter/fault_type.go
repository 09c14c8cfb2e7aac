package vcenter

import "github.com/vmware/govmomi/fault"

// asFault finds a fault of type T in err: a pointer to a fault's struct, or an
// interface that a family of faults satisfies.
func asFault[T any](err error) (T, bool) {
	var f T
	_, ok := fault.As(err, &f)
	return f, ok
}

func isFault[T any](err error) bool {
	_, ok := asFault[T](err)
	return ok
}
