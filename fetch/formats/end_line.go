package formats

import (
	"fmt"
	"strconv"
	"strings"
)

// endLine is the last line of a text that cbtmap made, without its line break: how
// many of what it lists there are, and how large the disk is, in bytes; 0 if nobody
// knows, or if the text does not speak for all of it. A text that was cut between two
// lines lacks it. It is a comment to all who do not look for it.
func endLine(n int64, listed string, capacity int64) string {
	if capacity == 0 {
		return fmt.Sprintf("# end: %d %s, disk of unknown size", n, listed)
	}
	return fmt.Sprintf("# end: %d %s, disk of %d bytes", n, listed, capacity)
}

// parseEndLine is the reverse of endLine. Of a line that was cut off, ok is false.
func parseEndLine(line, listed string) (n, capacity int64, ok bool) {
	words := strings.Fields(line)
	if len(words) < 7 {
		return 0, 0, false
	}
	n, _ = strconv.ParseInt(words[2], 10, 64)
	capacity, _ = strconv.ParseInt(words[6], 10, 64) // "unknown" is 0
	return n, capacity, line == endLine(n, listed, capacity)
}
