// Package capture is cbtmap's own file: a change map with all that is known of
// where it comes from.
//
//	Header, pages, Footer ──Writer──▶ gzip of JSON lines ──Reader──▶ the same
//	          ▲
//	          └── Anonymizer: names, files and UUIDs become pseudonyms
//
// A file is gzip of UTF-8 text: zcat shows it. Each line is a JSON object. The
// first is the header, the last the footer, and each line between is a page: what
// one reply says of an unbroken range of the disk. Times are RFC 3339 in UTC. What
// is not known is left out. An example, folded where a line begins with spaces:
//
//	{"cbtmap":{"major":1,"minor":1},"taken":"2026-11-23T07:30:00Z","program":"cbtmap 1.0",
//	  "server":{"host":"vc01","product":"VMware vCenter Server 8.0.3","release":"8.0.3.0"},
//	  "vm":{"name":"sql01","moid":"vm-42","powerState":"poweredOn","hardwareVersion":"vmx-19"},
//	  "disk":{"label":"Hard disk 2","key":2001,"file":"[ds1] sql01/sql01_1.vmdk","capacityBytes":1073741824},
//	  "interval":{"fromChangeId":"52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81","toSnapshot":"nightly-2"},
//	  "checks":[{"id":"hardware","title":"hardware version","result":"pass","found":"version 19"}],"anonymized":false}
//	{"start":0,"length":536870912,"unit":65536,"extents":[16,2,1,5]}
//	{"start":536870912,"length":536870912,"unit":1,"extents":[]}
//	{"footer":{"pages":2,"extents":2,"replies":2,"rawExtents":3,"granularityBytes":65536,"knownBytes":1073741824,
//	  "changedBytes":458752,"verdict":"trustworthy","sha256":"…"}}
//
// The header names what `cbtmap report --json`, `inventory --json` and `doctor
// --json` call the same. "cbtmap" is the version of the format.
//
// A page speaks for the bytes from start to start + length. What it calls changed
// is in extents, as pairs of numbers: how many units lie between the end of the
// extent before, or the start of the page, and this one; and how many units it is
// long. A unit is that many bytes: the largest power of two that divides all gaps
// and lengths. So the first page of the example calls 131072 bytes at 1048576
// changed and 327680 bytes at 1245184, and everything else in its 512 MiB
// unchanged. What no page speaks for is unknown.
//
// The footer counts the pages and the extents in them. "sha256" is the checksum of
// all lines before it, as `zcat FILE | head -n -1 | sha256sum` has it. Findings of
// the audit and ranges that were asked for in vain stand there too, as in a
// report.
//
// Lines may also be written in another way, as JSON allows: white space, keys in
// any order, several of them not known here. Where all of them got carriage returns
// on their way, the checksum is that of the lines without. Lines of an unknown kind are passed
// over, so that a file of a later minor version can be read; one of a later major
// version is refused.
//
// Invariants:
//   - what was written can be read up to the last whole line, however a file was
//     cut off, and a file that was cut off says so. The stream is flushed for each
//     MiB of text;
//   - a file that was altered says so, at the latest at its end: see Damaged;
//   - no secret has a place in it, and URLs lose their user and password;
//   - no line is longer than MaxLine, and a page line that is written has at most
//     4096 extents. Reading takes a line, its numbers, and its page: at most 64 MiB
//     for the worst of files, and less than 1 MiB for those that a Writer made;
//   - whatever is read can be written, and then reads as the same.
package capture
