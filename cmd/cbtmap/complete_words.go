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
	id    string // in place of a name that cannot be offered; may be ""
	about string
}

func (w *words) add(name, id, about string) { *w = append(*w, word{name, id, about}) }

// snapshots adds some, of which the newest is the last, the newest first.
func (w *words) snapshots(list []vcenter.Snapshot) {
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		w.add(s.Name, s.MoID, s.Created.UTC().Format("2006-01-02 15:04 MST"))
	}
}

// offers are the words that mean one thing each and begin as what is typed does.
// The id stands for a name that there is twice, for one that cannot be written on
// a line of a shell, and for one that needs quotes there: a shell that is offered
// several writes what they have in common, without any. A name with quotes is
// offered once all others are out of the question.
func (w words) offers(begun string) []cobra.Completion {
	times := map[string]int{}
	var meant []string
	for _, word := range w {
		times[strings.ToLower(word.name)]++
		if begun != "" && begins(word.name, begun) {
			meant = append(meant, word.name)
		}
	}
	var list []cobra.Completion
	for _, word := range w {
		text, about := word.name, word.about
		alone := len(meant) == 1 && meant[0] == text
		if times[strings.ToLower(text)] > 1 || text == "" || text != render.Clean(text) || word.id != text && needsQuotes(text) && !alone {
			text, about = word.id, described(word.name, word.about)
		}
		if text != "" && begins(text, begun) {
			list = append(list, cobra.CompletionWithDesc(text, render.Clean(about)))
		}
	}
	return list
}

// needsQuotes says that a shell takes a name for more than one word, or for
// something else.
func needsQuotes(name string) bool { return strings.ContainsAny(name, " \t'\"\\`$&|;<>()[]{}!#~?*") }

// begins says that a text begins as what is typed does, in whatever case: the
// program takes names in any, and a shell that does not leaves them out itself.
func begins(text, begun string) bool {
	return len(text) >= len(begun) && strings.EqualFold(text[:len(begun)], begun)
}

// described joins what is said of a word.
func described(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " · ")
}
