//go:build linux

// Command peak runs its arguments as a program, and prints how
// many bytes of memory that had resident at most. Linux counts the peak of whoever
// starts a program for one of the program, so a small one has to.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	fmt.Println(used.Maxrss << 10)
}
