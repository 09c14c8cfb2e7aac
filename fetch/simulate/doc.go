// Package simulate is a vCenter in a process: govmomi's simulator, reached over
// real TLS with a real password, and taught what it lacks, Changed Block
// Tracking. It serves demonstrations, tests, and any other vSphere client that
// wants a server to practise on.
//
//	seed ─► guest ─► journal ─► history ──► tracker ─────────────► pages
//	        writes   one epoch  all epochs  QueryChangedDiskAreas  2,000 extents
//	        bytes    in order   in 64 KiB   finds VM, disk and     at most, or a
//	                            blocks      interval               typed fault
//
//	cast ─► vm, disk, snapshot objects ─► simulator's registry ─► SOAP over TLS
//
// A disk's life is a row of epochs. Epoch 0 is all that was written before the
// first snapshot, epoch n what was written between snapshot n-1 and snapshot n.
// Each snapshot freezes the changeId that ends its epoch:
//
//	   epoch 0      epoch 1      epoch 2         epoch 3
//	──────────────┬────────────┬────────────┬─ ─ ─ ─ ─ ─ ─ ─►
//	          nightly-1    nightly-2    nightly-3      now
//	            …/41         …/43         …/44     (powered off: …/45)
//
// Invariants:
//
//   - changes(A→B) is the union of the epochs after A up to B, in whole blocks
//     of Granularity bytes cut at the disk's end; "*" is the union of all up to B.
//   - The same seed gives the same bytes and the same object ids; nothing reads
//     the clock.
//   - An epoch is written when it is first asked for, from a random stream of
//     its own, so the order of questions changes no answer.
//   - The server listens on loopback only: its password is public.
package simulate
