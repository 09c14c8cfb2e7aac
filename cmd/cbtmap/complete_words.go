package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// words are what a shell is offered, each with what it is about.
type words []word

type word struct {
	name  string // as people call it
	id    string // in place of a name that is another's as well; may be ""
	about string
}

func (w *words) add(name, id, about string) { *w = append(*w, word{name, id, about}) }

// snapshots adds those of a machine, the newest first.
func (w *words) snapshots(d vcenter.Detail) {
	for i := len(d.Snapshots) - 1; i >= 0; i-- {
		s := d.Snapshots[i]
		w.add(s.Name, s.MoID, s.Created.UTC().Format("2006-01-02 15:04 MST"))
	}
}

// unique are the words that mean one thing each. A name that cannot be written on
// a line of a shell gives way to the id, as does one that there is twice.
func (w words) unique() []cobra.Completion {
	times := map[string]int{}
	for _, word := range w {
		times[strings.ToLower(word.name)]++
	}
	var list []cobra.Completion
	for _, word := range w {
		text, about := word.name, word.about
		if times[strings.ToLower(text)] > 1 || text == "" || text != render.Clean(text) {
			text, about = word.id, word.name+" "+word.about
		}
		if text != "" {
			list = append(list, cobra.CompletionWithDesc(text, render.Clean(strings.TrimSpace(about))))
		}
	}
	return list
}
