package main

import "strings"

// suite is all that is measured, in the order of the table.
var suite = []part{
	{
		name: "fetch",
		what: "200,000 extents in pages of 2,000, over TLS on this machine",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkFetch$", "2s", 3}},
		rows: []row{
			{"fetch of 200,000 extents, SOAP", measured("Fetch/soap/cbtmap", "ns/extent"), "a loop over govmomi", measured("Fetch/soap/govmomi", "ns/extent"), less(20)},
			{"", measured("Fetch/soap/cbtmap", "ns/extent"), "reading and discarding", measured("Fetch/soap/discard", "ns/extent"), atMost(2.5)},
			{"the same with `--parallel 1`", measured("Fetch/soap/cbtmap-parallel-1", "ns/extent"), "a loop over govmomi", measured("Fetch/soap/govmomi", "ns/extent"), goal{}},
			{"fetch of 200,000 extents, VI JSON", measured("Fetch/json/cbtmap", "ns/extent"), "a loop over govmomi", measured("Fetch/json/govmomi", "ns/extent"), goal{}},
			{"", measured("Fetch/json/cbtmap", "ns/extent"), "reading and discarding", measured("Fetch/json/discard", "ns/extent"), atMost(2.5)},
			{"garbage of it, SOAP", measured("Fetch/soap/cbtmap", "garbage-B/extent"), "a loop over govmomi", measured("Fetch/soap/govmomi", "garbage-B/extent"), goal{}},
			{"", measured("Fetch/soap/cbtmap", "garbage-B/extent"), "a budget", budget(5, "garbage-B/extent"), atMost(1)},
		},
	},
	{
		name: "latency",
		what: "the same from a server that takes 200 ms for a call",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkLatency$", "1x", 1}},
		rows: []row{
			{"the same at 200 ms a call, `--parallel 4`", measured("Latency/cbtmap-4", "s"), "a loop over govmomi", measured("Latency/govmomi", "s"), less(3.5)},
			{"the same, `--parallel 8`", measured("Latency/cbtmap-8", "s"), "a loop over govmomi", measured("Latency/govmomi", "s"), less(6)},
		},
	},
	{
		name: "map",
		what: "the change map beside what many would take for one",
		runs: []benchmarks{{"./fetch/extent", "^BenchmarkRivals$", "200ms", 3}},
		rows: rivals(),
	},
	{
		name: "draw",
		what: "frames, and what they send to the terminal",
		runs: []benchmarks{
			{"./render", "^Benchmark(Frame|Lines)$", "200ms", 3},
			{"./tui", "^Benchmark(Wire|KeyToWire|Keys)$", "5x", 3},
		},
		rows: []row{
			{"map of the whole disk as text, 10 M extents, 200×60 cells", measured("Frame/10M/whole", "ns/frame"), "a budget", budget(12, "ms/frame"), atMost(1)},
			{"the same, zoomed to the middle", measured("Frame/10M/middle", "ns/frame"), "a budget", budget(1.5, "ms/frame"), atMost(1)},
			{"the same, zoomed to the deepest", measured("Frame/10M/deepest", "ns/frame"), "a budget", budget(1.5, "ms/frame"), atMost(1)},
			{"text of 24,000 levels", measured("Lines/noise/truecolor", "ns/op"), "a budget", budget(0.2, "ms/op"), atMost(1)},
			{"", measured("Lines/noise/truecolor", "allocs/op"), "a budget", budget(1, "allocs/op"), atMost(1)},
			{"from a key to the terminal, 1 M extents: a step", measured("KeyToWire/move", "ms/key"), "a budget", budget(16, "ms/key"), atMost(1)},
			{"the same: a zoom", measured("KeyToWire/zoom", "ms/key"), "a budget", budget(16, "ms/key"), atMost(1)},
			{"the slowest of all keys, 10 M extents", slowestKey, "a budget", budget(50, "ms/key"), atMost(1)},
			{"bytes to the terminal: a pan by a line", measured("Wire/pan", "B/step"), "a budget", budget(1500, "B/step"), atMost(1)},
			{"a cell that changed", measured("Wire/cell", "B/step"), "a budget", budget(200, "B/step"), atMost(1)},
			{"the same picture again", measured("Wire/still", "B/step"), "a budget", budget(0, "B/step"), atMost(1)},
		},
	},
	{
		name: "start",
		what: "from the start to the first picture, from a built program",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkStart$", "10x", 1}},
		rows: []row{
			{"`cbtmap version`", measured("Start/version", "ms"), "3 × `true` + what govmomi takes to begin", versionBound, atMost(1)},
			{"first list of `cbtmap demo`", measured("Start/demo", "ms"), "a budget", budget(1200, "ms"), atMost(1)},
			{"first map of `cbtmap demo --vm …`", measured("Start/demo-map", "ms"), "a budget", budget(1200, "ms"), atMost(1)},
			{"first map of a capture of 1 M extents", measured("Start/capture", "ms"), "a budget", budget(1000, "ms"), atMost(1)},
		},
	},
	{
		name: "memory",
		what: "the most memory that the program has with 10 M extents",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkMemory$", "1x", 1}},
		rows: []row{
			{"10 M extents from a server, peak memory", measured("Memory/fetch", "B/extent"), "a budget over the empty program", budget(12, "B/extent"), atMost(1)},
			{"10 M extents from a capture, peak memory", measured("Memory/report", "B/extent"), "a budget over the empty program", budget(12, "B/extent"), atMost(1)},
		},
	},
	{
		name: "open",
		what: "captures beside zcat",
		runs: []benchmarks{{"./cmd/speed", "^BenchmarkOpen$", "5x", 1}},
		rows: []row{
			{"report on a capture of 1 M extents", measured("Open/1M/cbtmap", "ms"), "`zcat \\| wc -l`", measured("Open/1M/zcat", "ms"), atMost(3)},
			{"report on a capture of 10 M extents", measured("Open/10M/cbtmap", "ms"), "`zcat \\| wc -l`", measured("Open/10M/zcat", "ms"), atMost(3)},
		},
	},
}

// rivals are the rows that compare the change map at one size with others.
func rivals() []row {
	mine := func(job, size, unit string) value { return measured("Rivals/"+job+"/map/"+size, unit) }
	slice := func(job, size, unit string) value { return measured("Rivals/"+job+"/slice/"+size, unit) }
	tree := func(job, size, unit string) value { return measured("Rivals/"+job+"/btree/"+size, unit) }
	const aSlice, aTree = "a slice with prefix sums", "a B-tree"
	return []row{
		{"a page out of order, 1 M extents there", mine("outoforder", "1M", "ns/page"), aSlice, slice("outoforder", "1M", "ns/page"), goal{}},
		{"the same, 10 M", mine("outoforder", "10M", "ns/page"), aSlice, slice("outoforder", "10M", "ns/page"), less(50)},
		{"", mine("outoforder", "10M", "ns/page"), aTree, tree("outoforder", "10M", "ns/page"), goal{}},
		{"a page in order, 10 M", mine("inorder", "10M", "ns/page"), aSlice, slice("inorder", "10M", "ns/page"), goal{}},
		{"memory of 10 M extents", mine("memory", "10M", "B/extent"), aSlice, slice("memory", "10M", "B/extent"), goal{}},
		{"", mine("memory", "10M", "B/extent"), aTree, tree("memory", "10M", "B/extent"), goal{}},
		{"", mine("memory", "10M", "B/extent"), "a budget", budget(9, "B/extent"), atMost(1)},
		{"whole disk, 24,000 samples, 10 M", mine("frame", "10M", "ns/frame"), aSlice, slice("frame", "10M", "ns/frame"), atMost(1)},
		{"", mine("frame", "10M", "ns/frame"), aTree, tree("frame", "10M", "ns/frame"), goal{}},
		{"deepest zoom, 10 M", mine("deep", "10M", "ns/frame"), aSlice, slice("deep", "10M", "ns/frame"), goal{}},
		{"next change, 10 M", mine("next", "10M", "ns/op"), aSlice, slice("next", "10M", "ns/op"), goal{}},
	}
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
