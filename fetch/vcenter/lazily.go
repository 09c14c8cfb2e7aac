package vcenter

import (
	"regexp"
	"sync"
)

// lazily compiles an expression when it is first asked for: most runs of a program
// that has this package in it never do.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
