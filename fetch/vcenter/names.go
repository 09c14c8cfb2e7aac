package vcenter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// named is anything that is chosen by name or by id.
type named struct{ id, name string }

// match finds what want means among all: an id, else an exact name, else a name
// that differs in letter case only. Several results mean that it is ambiguous.
func match(all []named, want string) []named {
	for _, same := range []func(named) bool{
		func(n named) bool { return n.id == want },
		func(n named) bool { return n.name == want },
		func(n named) bool { return strings.EqualFold(n.name, want) },
	} {
		var found []named
		for _, n := range all {
			if same(n) {
				found = append(found, n)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// nearest gives up to n quoted names that look like want: a few slips of the
// keyboard away, or with want as a part.
func nearest(all []named, want string, n int) []string {
	type candidate struct {
		name     string
		distance int
	}
	low := strings.ToLower(want)
	limit := max(1, len([]rune(low))/3)
	var near []candidate
	for _, a := range all {
		name := strings.ToLower(a.name)
		d := distance(low, name, limit)
		if d > limit && len(low) >= 2 && strings.Contains(name, low) {
			d = limit + 1
		} else if d > limit {
			continue
		}
		near = append(near, candidate{quoted(a.name), d})
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	near = slices.Compact(near)
	var names []string
	for _, c := range near[:min(n, len(near))] {
		names = append(names, c.name)
	}
	return names
}

// distance is how many letters must be put in, taken out or replaced to make b
// of a, or some number above limit when that many do not do.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			change := diagonal
			if x[i] != y[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// someOf joins names for an error and stops before it gets too long to read.
func someOf(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
