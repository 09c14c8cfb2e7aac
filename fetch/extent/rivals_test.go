package extent_test

import (
	"github.com/tidwall/btree"

	"cbtmap/fetch/extent"
)

// tree is the change map that many would reach for: a B-tree of extents.
type tree = btree.BTreeG[extent.Extent]

func newTree() *tree {
	return btree.NewBTreeG(func(a, b extent.Extent) bool { return a.Start < b.Start })
}

var _ = newTree
