package simulate

// The data disk of the database server. Three files of tables, the temporary
// database, and an archive that grows at the end of what is allocated.
var (
	dbTable   = area{3 * gib, 96 * mib} // master file table
	dbOrders  = area{8 * gib, 388 * gib}
	dbStock   = area{404 * gib, 388 * gib}
	dbLedger  = area{800 * gib, 320 * gib}
	dbTemp    = area{1136 * gib, 48 * gib}
	dbArchive = area{1200 * gib, 180 * gib} // what it holds before the first night

	dbCurrent = area{322 * gib, 40 * gib}  // this month's orders, swept every night
	dbIndex   = area{470 * gib, 224 * gib} // where the rebuilt index comes to lie
)

// rebuildNight is the night in which the largest index of sql01 was rebuilt:
// the fourth, from nightly-4 to nightly-5.
const rebuildNight = 4

// databaseData is the data disk of a busy database. Every night its jobs sweep
// the current month, load new rows at the end and use the temporary database;
// the day's transactions leave pages all over the hot tables.
func databaseData(j *journal) {
	if j.epoch == 0 {
		j.write(0, mib)
		j.sequential(dbTable, 16*mib, 64*kib)
		for _, file := range []area{dbOrders, dbStock, dbLedger, dbArchive} {
			j.sequential(file, 768*mib, 24*mib)
		}
		j.write(dbTemp.start, dbTemp.length)
		return
	}
	j.pages(dbTable, 1, 160, 300, 4*kib)

	loaded, load := j.advance(2, 15*gib, 22*gib)
	j.sequential(area{dbArchive.end() + loaded, load}, 96*mib, 128*kib)

	j.sequential(dbCurrent, 7*mib, mib)
	j.textured(dbTemp, 3, 5*gib, 4*mib, 8, 512*kib, 3)

	// Transactions: tables have hot ranges, and the cold is never quite still.
	j.textured(area{dbOrders.start + 180*gib, 142 * gib}, 4, 17*gib, 4*mib, 2, 64*kib, 5)
	j.textured(area{dbStock.start + 20*gib, 356 * gib}, 5, 23*gib, 8*mib, 2, 64*kib, 5)
	j.textured(area{dbLedger.start, 210 * gib}, 6, 13*gib, 6*mib, 2, 64*kib, 5)
	for layer, file := range []area{dbOrders, dbStock, dbLedger} {
		j.pages(file, uint64(7+layer), 19000, 550, 8*kib)
		allocationMaps(j, file)
	}
	if j.epoch == rebuildNight {
		j.sequential(dbIndex, 320*mib, 3*mib)
	}
}

// allocationMaps are the pages at fixed distances in a database file that say
// which of its extents are in use.
func allocationMaps(j *journal, file area) {
	for at := file.start; at < file.end(); at += 512 * mib {
		if j.chance(600) {
			j.write(at, 16*kib)
		}
	}
}

// databaseLog is the transaction log: one ring that is written in order, each
// night on from where the last one stopped.
func databaseLog(j *journal) {
	var (
		table = area{3 * gib, 16 * mib}
		ring  = area{8 * gib, 400 * gib}
	)
	if j.epoch == 0 {
		j.write(0, mib)
		j.write(table.start, table.length)
		j.write(ring.start, ring.length) // a log is zeroed when it is made
		return
	}
	j.pages(table, 1, 24, 400, 4*kib)
	j.write(ring.start, 64*kib) // header
	before, now := j.advance(2, 24*gib, 42*gib)
	if j.epoch == rebuildNight {
		now += 96 * gib
	}
	if j.epoch > rebuildNight {
		before += 96 * gib
	}
	first := area{ring.start + before%ring.length, now}
	wrapped := first.end() - ring.end()
	if wrapped > 0 {
		first.length -= wrapped
		j.sequential(area{ring.start, wrapped}, 192*mib, 256*kib)
	}
	j.sequential(first, 192*mib, 256*kib)
}
