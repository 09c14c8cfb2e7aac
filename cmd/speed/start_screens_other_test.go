//go:build !linux

package main

import "testing"

// startScreens needs a terminal, which is had differently on each system.
func startScreens(*testing.B) {}
