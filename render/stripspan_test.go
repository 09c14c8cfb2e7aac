package render

import (
	"testing"

	"pgregory.net/rapid"
)

func TestStripSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(1, 2000).Draw(t, "capacity")
		cells := rapid.IntRange(1, 3000).Draw(t, "cells")
		lo := rapid.Int64Range(0, capacity-1).Draw(t, "lo")
		hi := rapid.Int64Range(lo+1, capacity).Draw(t, "hi")
		from, to := StripSpan(capacity, lo, hi, cells)
		start := func(i int) int64 { return capacity * int64(i) / int64(cells) }
		if from < 0 || to > cells || start(from) > lo || start(from+1) <= lo || start(to-1) >= hi || start(to) < hi {
			t.Fatalf("[%d, %d) of %d in %d cells: cells [%d, %d)", lo, hi, capacity, cells, from, to)
		}
	})
	if from, to := StripSpan(MaxCapacity, MaxCapacity-1, MaxCapacity, 16384); from != 16383 || to != 16384 {
		t.Errorf("the last byte of the largest disk is in cells [%d, %d)", from, to)
	}
	if from, to := StripSpan(0, 0, 0, 10); from != 0 || to != 10 {
		t.Errorf("a disk without bytes fills cells [%d, %d)", from, to)
	}
}
