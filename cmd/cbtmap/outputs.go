package main

import (
	"path/filepath"
	"slices"
	"strings"

	"cbtmap/fetch/formats"
)

// The formats that are no format of package formats, and cbtmap's own, which says
// more than a map.
const (
	formatCapture = "cbtmap"
	formatPNG     = "png"
	formatSVG     = "svg"
)

// otherSuffixes are those that mean a format besides its own.
var otherSuffixes = map[string]string{".map": "mapfile", ".mapfile": "mapfile"}

// outputs are the names of all formats that can be written.
func outputs() []string {
	var names []string
	for _, f := range formats.All() {
		if f.Writes && f.ID != formatCapture {
			names = append(names, f.ID)
		}
	}
	return append([]string{formatCapture}, append(names, formatPNG, formatSVG)...)
}

// suffixOf is the suffix of files in a format, with its dot.
func suffixOf(format string) string {
	for _, f := range formats.All() {
		if f.ID == format && f.Suffix != "" {
			return f.Suffix
		}
	}
	return "." + format
}

// outputOf is the format that a file's suffix stands for, "" if it stands for none.
func outputOf(path string) string {
	suffix := strings.ToLower(filepath.Ext(path))
	for _, format := range outputs() {
		if suffixOf(format) == suffix {
			return format
		}
	}
	return otherSuffixes[suffix]
}

// outputSuffixes are the suffixes of all formats that can be written, without
// their dots.
func outputSuffixes() []string {
	var list []string
	for _, format := range outputs() {
		list = append(list, suffixOf(format)[1:])
	}
	for suffix := range otherSuffixes {
		list = append(list, suffix[1:])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// isPicture tells a picture from a map.
func isPicture(format string) bool { return format == formatPNG || format == formatSVG }

// isBinary tells what a terminal cannot show.
func isBinary(format string) bool { return format == formatPNG || format == formatCapture }

// errNoFormat says which suffixes there are.
func errNoFormat(path string) error {
	return failed(faultFormat, nil, "the name "+quoted(path)+" does not say in which format to write", "end it with ."+strings.Join(outputSuffixes(), ", ."))
}
