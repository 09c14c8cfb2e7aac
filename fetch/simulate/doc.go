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
//	cast ─► vm, disk, snapshot objects ─► simulator's registry
//
// All clients come through one front door. Questions about changed areas go to
// the tracker in either protocol and may meet a fault that was asked for; the
// rest is the simulator's, after a look at what it would let pass.
//
//	                 ┌─► question ─► relay ─► tracker ─► fault? ─► answer ─► wire
//	SOAP ──┐         │                 │ lends the session of the request
//	       ├─► front ┼─► VI JSON ──────┴────► access ─► simulator's methods
//	JSON ──┘         │                          │
//	                 └─► SOAP ──────────────────┴─► privileges, listings, withheld properties
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
//   - The same seed gives the same bytes, the same object ids and the same
//     instance UUID; nothing that a disk holds depends on the clock.
//   - SOAP and VI JSON give the same answers and the same faults.
//   - No answer waits for another: neither latency nor a fault holds a lock.
//   - Changed areas are written without reflection, and are byte for byte what the
//     client library's own encoders write; form.go.
//   - A fault shows what a real server or the way to it may show. Odd pages still
//     tell the truth about the bytes that they speak of; fault_page.go names the
//     exceptions.
//   - Close ends every answer that is under way, however slow.
//   - What the large disk of Options.Scale changed in a night follows from a hash of
//     the place: a page costs its extents, wherever it is, and nothing is kept.
//   - A list of VMs in pages is read page by page: its first rows do not wait for
//     its last.
//   - An epoch is written when it is first asked for, from a random stream of
//     its own, so the order of questions changes no answer.
//   - The server listens on loopback only: its password is public.
package simulate
