// Package cache keeps the replies of a fetch on disk, so that a fetch that was
// interrupted goes on where it was.
package cache
