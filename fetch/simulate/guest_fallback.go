package simulate

// wholeDisk stands for a store that cannot tell what has changed, as NFS may:
// every answer is the whole disk in one piece, which is a fallback, no change.
func wholeDisk(j *journal) { j.write(0, j.capacity) }
