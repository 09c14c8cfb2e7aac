package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

// Words for a shell mean one thing each, and none can break its line.
func TestWordsAreUnique(t *testing.T) {
	var w words
	w.add("a", "vm-1", "on")
	w.add("b", "vm-2", "on")
	w.add("B", "vm-3", "")
	w.add("c\td\n", "vm-4", "off\n")
	w.add("e\n", "", "")
	want := []cobra.Completion{"a\ton", "vm-2\tb · on", "vm-3\tB", "vm-4\tc␉d · off"}
	got := w.offers("")
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// A shell writes what the names that it is offered have in common, without quotes:
// so names that need them are offered by id, until only one is meant.
func TestNamesWithSpacesAreOfferedById(t *testing.T) {
	d := vcenter.Detail{Disks: []vcenter.Disk{
		{Key: 2000, Label: "Hard disk 1", Capacity: 1 << 30}, {Key: 2001, Label: "Hard disk 2", Capacity: 1 << 40}, {Key: 2002, Label: "data", Capacity: 1 << 20},
	}}
	for begun, want := range map[string][]cobra.Completion{
		"":            {"2000\tHard disk 1 · 1 GiB", "2001\tHard disk 2 · 1 TiB", "data\t1 MiB"},
		"Hard":        nil,
		"hard disk 2": {"Hard disk 2\t1 TiB"},
		"200":         {"2000\tHard disk 1 · 1 GiB", "2001\tHard disk 2 · 1 TiB"},
		"D":           {"data\t1 MiB"},
	} {
		if got := diskWords(d, nil).offers(begun); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", begun, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var w words
		for range rapid.IntRange(0, 5).Draw(t, "words") {
			w.add(rapid.StringOfN(rapid.SampledFrom([]rune("ab $'")), 0, 4, -1).Draw(t, "name"), "id", "")
		}
		offers := w.offers(rapid.StringOfN(rapid.SampledFrom([]rune("ab ")), 0, 2, -1).Draw(t, "begun"))
		quotes := slices.ContainsFunc(offers, func(o cobra.Completion) bool {
			text, _, _ := strings.Cut(o, "\t")
			return needsQuotes(text)
		})
		if quotes && len(offers) > 1 {
			t.Fatalf("%q", offers)
		}
	})
}

// An interval ends after it begins.
func TestEndsComeAfterBegins(t *testing.T) {
	var d vcenter.Detail
	for _, name := range []string{"n1", "n2", "n3", "n4"} {
		d.Snapshots = append(d.Snapshots, vcenter.Snapshot{MoID: "s-" + name, Name: name})
	}
	names := func(list words) (names []string) {
		for _, w := range list {
			names = append(names, w.name)
		}
		return names
	}
	pick := func(to, from string) *pickFlags {
		var f pickFlags
		f.To, f.From = to, from
		return &f
	}
	for to, want := range map[string][]string{
		"": {"n4", "n3", "n2", "n1", "*"}, "N3": {"n2", "n1", "*"}, "s-n1": {"*"}, "current": {"n4", "n3", "n2", "n1", "*"},
	} {
		if got := names(beginWords(d, pick(to, ""))); !slices.Equal(got, want) {
			t.Errorf("to %q: %v, want %v", to, got, want)
		}
	}
	for from, want := range map[string][]string{"": {"n4", "n3", "n2", "n1"}, "n3": {"n4"}, "n4": nil, "*": {"n4", "n3", "n2", "n1"}} {
		if got := names(endWords(d, pick("", from))); !slices.Equal(got, want) {
			t.Errorf("from %q: %v, want %v", from, got, want)
		}
	}
}

// When the time is over, what has come is offered.
func TestCompletionOffersWhatItHas(t *testing.T) {
	usual := completionTimeout
	completionTimeout = 10 * time.Millisecond
	defer func() { completionTimeout = usual }()
	over := make(chan struct{})
	defer close(over)
	got := inTime(t.Context(), func(_ context.Context, o *offering) error {
		o.add(words{{name: "sql01"}})
		<-over
		return nil
	}).list("s")
	if !slices.Equal(got, []cobra.Completion{"sql01\t"}) {
		t.Errorf("%q", got)
	}
}
