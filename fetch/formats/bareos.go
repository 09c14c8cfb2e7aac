package formats

// bareosKind is the _cbt.json that Bareos' VMware plugin (cbt2json in
// BareosFdPluginVMware.py) leaves in /var/tmp: one DiskChangeInfo, with what its
// dumper needs to reach the disk, the password in plain text.
var bareosKind = kind{
	Format: Format{
		ID:      "bareos",
		Name:    "Bareos CBT file",
		Command: "/var/tmp/VMS/…/DISK.vmdk_cbt.json",
		Rule:    "changed areas are changed; the rest of the reply is unchanged; what the reply does not speak for is unknown",
		Replies: true,
	},
	fits: func(h *head) bool {
		return h.object("diskchangeinfo") || h.object("connparams", "diskparams")
	},
	replies: changeInfoKind.replies,
}

// connection passes over how the server is reached, and by whom.
func (c *changeInfos) connection() {
	c.about.notes.add(Withheld, 0, 0,
		"the file holds the address, the user and the password of a vCenter: they are not read, but whoever has the file has them")
	c.j.skip()
}

// disk reads which disk this is. The changeId in it is the one that the disk had
// when its snapshot was taken, which the next backup begins with: the end of this
// interval. Its begin is not in the file.
func (c *changeInfos) disk() {
	h := &c.about.header
	c.j.enter('{')
	for key, ok := c.j.key(); ok; key, ok = c.j.key() {
		switch string(fold(key)) {
		case "diskpath":
			h.Disk.File = c.j.words()
		case "changeid":
			h.Interval.ToChangeID = c.j.words()
		default:
			c.j.skip()
		}
	}
}
