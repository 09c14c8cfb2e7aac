package reply

// Damage is what is wrong with a reply that can be read and must not be used: it
// says less than a reply has to say, or more than anybody would hear. It is a
// clause about the reply, fit to stand in brackets.
type Damage string

func (d Damage) Error() string { return "the reply is damaged: " + string(d) }

// What may be wrong. The schema has a start and a length in each area, and a
// startOffset and a length in each reply; whoever takes 0 for what is missing puts
// a change where there is none, and loses the one that there is.
const (
	NoStart     Damage = "it has an area without a start"
	NoLength    Damage = "it has an area without a length"
	NoOffset    Damage = "it does not say from where on it speaks"
	NoRange     Damage = "it does not say how much it speaks for"
	EmptyNumber Damage = "it has nothing where a number belongs"
	Stray       Damage = "it has areas under a name that is not known"
	Twice       Damage = "it holds more than one answer"
	Behind      Damage = "there is something behind its end"
	TooDeep     Damage = "its elements lie too deep in each other"
)

// isData says whether a name is, but for capital letters, one of the two that the
// numbers of an area have. What holds such a member under a name that is not known
// may well be an area.
func isData(name []byte) bool { return folds(name, "start") || folds(name, "length") }

// folds says whether a name is the wanted one, which is in small letters.
func folds(name []byte, wanted string) bool {
	if len(name) != len(wanted) {
		return false
	}
	for i, c := range name {
		if c|0x20 != wanted[i] {
			return false
		}
	}
	return true
}

// incomplete gives an area up that lacks one of its numbers.
func (w *window) incomplete(starts, ends bool) {
	switch {
	case !starts:
		w.fail(NoStart)
	case !ends:
		w.fail(NoLength)
	}
}

// speechless gives a reply up that does not say what it speaks for.
func (w *window) speechless(begins, ends bool) {
	switch {
	case !begins:
		w.fail(NoOffset)
	case !ends:
		w.fail(NoRange)
	}
}
