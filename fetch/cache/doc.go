// Package cache keeps the replies of a fetch on disk while they arrive, so that
// a fetch that was interrupted, even by kill -9, goes on where it was. The
// areas that changed between two changeIds never change again: a reply that was
// right once may be used for ever.
//
//	            run 1, killed                 run 2
//	server ─► reply ─► Keep ─► a.pages ─► Replies ─► known, not asked again
//	                                      server ─► reply ─► Keep ─► b.pages
//
// The folder is flat. Each run that has something to keep makes one file of its
// own, KEY.RUN.pages: KEY is the SHA-256 of what identifies the interval, so
// that it is found again although no name of a VM or a server is in the folder;
// RUN is drawn at random. A file is a header and then one record a reply, with
// its length and checksums, written by a single write to the end:
//
//	header   "cbtmap" 0 version, KEY (32 bytes), checksum
//	record   length, checksum of the length, checksum of the reply, the reply
//	reply    asked, start, length, number of areas, unit, (gap, length)…
//
// Numbers of a reply are variable length integers, and those of its areas are
// counted in the largest power of two that divides them all: about 3 bytes an
// area where changes are scattered in 64 KiB blocks. Whatever a server sends is
// kept as it came, odd or not, so that an audit sees the same twice.
//
// Invariants:
//   - a file has one writer in its life: the run that made it. Nobody else
//     appends to it, cuts it or writes over it; others read it or remove it. So
//     two processes on one interval cannot damage each other's files, without
//     any lock. At worst one removes what the other is still writing, to stay
//     within the limit or when it puts many small files together; what is lost
//     is asked for again;
//   - what is read passed its checksum. A record that ends too early is what
//     kill -9 leaves: it is left out, silently. A wrong one ends what is used of
//     its file: what is sound is written to a new file, and the damaged one is
//     set aside as NAME.damaged, of which there are at most a few;
//   - after kill -9, at most the record that was being written is missing. No
//     record waits for the disk (fsync): a power cut may cost what the system
//     had not written yet, usually the last half minute, and the checksums tell;
//   - all files together stay within the limit, the damaged ones included. The
//     intervals that were not used for longest go first, never one in use here;
//   - folder 0700, files 0600, tightened if they are not: whoever cannot do so
//     does not own the folder, and it is not used. Symbolic links do not lead
//     out of it;
//   - no failure costs more than time: each one is a warning.
package cache
