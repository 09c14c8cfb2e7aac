package render

// Bytes writes a number of bytes in binary units with at most one decimal, which
// is left out where the number is exact: "512 B", "64 KiB", "301.2 GiB".
func Bytes(n int64) string { return "" }

// Count writes a number with its thousands apart: "48,112".
func Count(n int64) string { return "" }

// Share writes part/whole as a percentage: "14.7 %". Only nothing is "0 %" and
// only everything "100 %".
func Share(part, whole int64) string { return "" }
