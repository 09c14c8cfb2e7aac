package main

import (
	"os"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
)

// isTerminal tells whether a stream is a terminal: an *os.File that is one.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// colorProfile is what colours to use, colorprofile.Unknown where the terminal's
// own answer is best. NO_COLOR means what no-color.org says: any value but the
// empty one, not only what parses as true.
func colorProfile(when colorFlag, getenv func(string) string) colorprofile.Profile {
	switch {
	case when == colorNever, when == colorAuto && getenv("NO_COLOR") != "":
		return colorprofile.ASCII
	case when == colorAuto:
		return colorprofile.Unknown
	}
	// Always: as many as the environment lets hope for, and at least the 256 that
	// nearly every terminal has.
	var env []string
	for _, name := range []string{"TERM", "COLORTERM", "WT_SESSION"} {
		env = append(env, name+"="+getenv(name))
	}
	return max(colorprofile.Env(env), colorprofile.ANSI256)
}
