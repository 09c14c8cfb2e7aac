package main

import "strings"

// suite is all that is measured, in the order of the table.
var suite = []part{
	{
		name: "fetch",
		what: "200,000 extents in pages of 2,000, over TLS from a process that has its replies ready; after a first fetch",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkFetch$", "2s", 3}},
		rows: append(fetches("SOAP", "soap", less(20)), fetches("VI JSON", "json", goal{})...),
	},
	{
		name: "latency",
		what: "200,000 extents from a server that takes 200 ms for a call",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkLatency$", "1x", 3}},
		rows: []row{
			{"fetch, SOAP, `--parallel 1`", measured("Latency/cbtmap-1", "s"), "a loop over govmomi", measured("Latency/govmomi", "s"), goal{}},
			{"fetch, SOAP, `--parallel 4`", measured("Latency/cbtmap-4", "s"), "a loop over govmomi", measured("Latency/govmomi", "s"), less(3.5)},
			{"fetch, SOAP, `--parallel 8`", measured("Latency/cbtmap-8", "s"), "a loop over govmomi", measured("Latency/govmomi", "s"), less(6)},
		},
	},
	{
		name: "map",
		what: "the change map; a slice has prefix sums, a B-tree is tidwall's",
		runs: []benchmarks{{"./fetch/extent", "^BenchmarkRivals$", "200ms", 3}},
		rows: rivals(),
	},
	{
		name: "draw",
		what: "drawing, 200×60 cells of two samples",
		runs: []benchmarks{
			{"./render", "^Benchmark(Frame|Lines)$", "200ms", 3},
			{"./tui", "^Benchmark(Wire|KeyToWire|Keys)$", "5x", 3},
		},
		rows: []row{
			{"sums, colours and text of the whole disk, 10 M extents", measured("Frame/10M/whole", "ns/frame"), "budget", budget(12, "ms/frame"), atMost(1)},
			{"the same of a thousandth of the disk, 10 M", measured("Frame/10M/middle", "ns/frame"), "budget", budget(1.5, "ms/frame"), atMost(1)},
			{"the same of 512 bytes a sample, 10 M", measured("Frame/10M/deepest", "ns/frame"), "budget", budget(1.5, "ms/frame"), atMost(1)},
			{"text of 24,000 given colours", measured("Lines/quiet/truecolor", "ns/op"), "budget", budget(0.2, "ms/op"), atMost(1)},
			{"text of 24,000 given colours, each another", measured("Lines/noise/truecolor", "ns/op"), "budget", budget(0.2, "ms/op"), goal{}},
			{"memory that is allocated for such a text, times", measured("Lines/quiet/truecolor", "allocs/op"), "budget", budget(1, "allocs/op"), atMost(1)},
			{"from a key to its bytes on the terminal, 1 M: a step", measured("KeyToWire/move", "ms/key"), "budget", budget(16, "ms/key"), atMost(1)},
			{"from a key to its bytes on the terminal, 1 M: a zoom", measured("KeyToWire/zoom", "ms/key"), "budget", budget(16, "ms/key"), atMost(1)},
			{"from a key to its bytes on the terminal, 1 M: other colours", measured("KeyToWire/colours", "ms/key"), "budget", budget(16, "ms/key"), atMost(1)},
			{"the slowest of some forty keys until the next is taken, 10 M, loaded", slowestKey, "budget", budget(50, "ms/key"), atMost(1)},
			{"bytes to the terminal for a pan by a line", measured("Wire/pan", "B/step"), "budget", budget(1500, "B/step"), atMost(1)},
			{"bytes to the terminal for a cell that changed", measured("Wire/cell", "B/step"), "budget", budget(200, "B/step"), atMost(1)},
			{"bytes to the terminal for the same picture", measured("Wire/still", "B/step"), "budget", budget(0, "B/step"), atMost(1)},
		},
	},
	{
		name: "start",
		what: "from the start of a built program",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkStart$", "10x", 1}},
		rows: []row{
			{"`cbtmap version`", measured("Start/version", "ms"), "3 × `true` + init of govmomi and its simulator", versionBound, atMost(1)},
			{"`cbtmap --help`", measured("Start/help", "ms"), "the same", versionBound, goal{}},
			{"`cbtmap demo` to the list of VMs", measured("Start/demo", "ms"), "budget", budget(1200, "ms"), atMost(1)},
			{"`cbtmap demo --vm …` to its first map", measured("Start/demo-map", "ms"), "budget", budget(1200, "ms"), atMost(1)},
			{"`cbtmap open` to the first map, 1 M extents", measured("Start/capture", "ms"), "budget", budget(1000, "ms"), atMost(1)},
		},
	},
	{
		name: "memory",
		what: "most memory of a process, over that of `cbtmap version`",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkMemory$", "1x", 1}},
		rows: []row{
			{"`cbtmap report` of 10 M extents from a server", measured("Memory/fetch", "B/extent"), "budget", budget(12, "B/extent"), atMost(1)},
			{"`cbtmap report` of 10 M extents from a capture", measured("Memory/report", "B/extent"), "budget", budget(12, "B/extent"), atMost(1)},
		},
	},
	{
		name: "open",
		what: "captures",
		runs: []benchmarks{
			{"./cmd/speed", "^BenchmarkOpen$", "5x", 1},
			{"./cmd/speed", "^BenchmarkStart$/^capture$", "10x", 1},
		},
		rows: []row{
			{"`cbtmap open` to the whole map on the screen, 1 M extents", measured("Start/capture", "whole-ms"), "`zcat \\| wc -l`", measured("Open/1M/zcat", "ms"), atMost(3)},
			{"`cbtmap report` with all figures, 1 M extents", measured("Open/1M/cbtmap", "ms"), "`zcat \\| wc -l`", measured("Open/1M/zcat", "ms"), atMost(3)},
			{"`cbtmap report` with all figures, 10 M extents", measured("Open/10M/cbtmap", "ms"), "`zcat \\| wc -l`", measured("Open/10M/zcat", "ms"), atMost(3)},
		},
	},
}

// fetches are the rows of a fetch in one protocol.
func fetches(name, protocol string, than goal) []row {
	of := func(client, unit string) value { return measured("Fetch/"+protocol+"/"+client, unit) }
	const loop, discard = "a loop over govmomi", "reading and discarding, one by one"
	return []row{
		{"fetch, " + name + ", `--parallel 4`", of("cbtmap", "ns/extent"), loop, of("govmomi", "ns/extent"), than},
		{"fetch, " + name + ", `--parallel 1`", of("cbtmap-parallel-1", "ns/extent"), loop, of("govmomi", "ns/extent"), goal{}},
		{"fetch, " + name + ", `--parallel 4`", of("cbtmap", "ns/extent"), discard, of("discard", "ns/extent"), atMost(2.5)},
		{"fetch, " + name + ", `--parallel 1`", of("cbtmap-parallel-1", "ns/extent"), discard, of("discard", "ns/extent"), atMost(2.5)},
		{"garbage left by it, " + name + ", `--parallel 4`", of("cbtmap", "garbage-B/extent"), loop, of("govmomi", "garbage-B/extent"), goal{}},
		{"garbage left by it, " + name + ", `--parallel 4`", of("cbtmap", "garbage-B/extent"), "budget", budget(5, "B/extent"), atMost(1)},
		{"garbage left by it, " + name + ", `--parallel 1`", of("cbtmap-parallel-1", "garbage-B/extent"), "budget", budget(5, "B/extent"), atMost(1)},
	}
}

// rivals are the rows that compare the change map with others, at two sizes.
func rivals() (rows []row) {
	for _, job := range []struct {
		what, name, unit string
		target           goal // beside a slice, at 10 M
	}{
		{"a page of 2,000 taken in out of order", "outoforder", "ns/page", less(50)},
		{"the total of the disk after it", "outoforder", "ns/total", goal{}},
		{"a page taken in in order", "inorder", "ns/page", goal{}},
		{"24,000 sums over the whole disk", "frame", "ns/frame", atMost(1)},
		{"24,000 sums over a thousandth of it", "middle", "ns/frame", goal{}},
		{"24,000 sums over one block each", "deep", "ns/frame", goal{}},
		{"the next change", "next", "ns/op", goal{}},
		{"memory", "memory", "B/extent", goal{}},
	} {
		for _, size := range []string{"1M", "10M"} {
			mine := measured("Rivals/"+job.name+"/map/"+size, job.unit)
			what := job.what + ", " + strings.Replace(size, "M", " M", 1)
			target := goal{}
			if size == "10M" {
				target = job.target
			}
			rows = append(rows,
				row{what, mine, "a slice", measured("Rivals/"+job.name+"/slice/"+size, job.unit), target},
				row{what, mine, "a B-tree", measured("Rivals/"+job.name+"/btree/"+size, job.unit), goal{}})
			if job.name == "memory" {
				rows = append(rows, row{what, mine, "budget", budget(9, job.unit), atMost(1)})
			}
		}
	}
	return rows
}

// versionBound is three times what the shortest program takes, and what a program
// that only links govmomi takes more than an empty one.
func versionBound(r *results) (amount, bool) {
	shortest, ok := r.of(figure{"Start/true", "ms"})
	empty, two := r.of(figure{"Start/empty", "ms"})
	linked, three := r.of(figure{"Start/govmomi", "ms"})
	return amount{3*shortest + max(linked-empty, 0), "ms"}, ok && two && three
}

// slowestKey is the longest that any of the keys took.
func slowestKey(r *results) (worst amount, ok bool) {
	for f := range r.figures {
		if n, _ := r.of(f); strings.HasPrefix(f.benchmark, "Keys/") && f.unit == "ms/key" {
			worst, ok = amount{max(worst.number, n), "ms/key"}, true
		}
	}
	return worst, ok
}
