package fetch

// Settle tells how large the disk is, in bytes, where that was not known before:
// whoever audits without it makes the auditor of a disk as large as can be. It is
// at least as large as what the replies so far speak for.
func (a *Auditor) Settle(capacity int64) { a.capacity, a.covered.capacity = capacity, capacity }

// Known is the number of bytes that the replies so far speak for.
func (a *Auditor) Known() int64 { return a.covered.total }
