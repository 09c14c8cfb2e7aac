package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/render"
	"cbtmap/tui"
)

// lookFlags say how the screens are drawn.
type lookFlags struct {
	color  colorFlag
	theme  string
	glyphs string
}

// colorFlag says when to use colour.
type colorFlag string

const (
	colorAuto   colorFlag = "auto"
	colorAlways colorFlag = "always"
	colorNever  colorFlag = "never"
)

// themeAuto asks the terminal for its ground.
const themeAuto = "auto"

func (f *lookFlags) add(cmd *cobra.Command) {
	addChoice(cmd, (*string)(&f.color), "color", "`WHEN` to use colours", string(colorAuto), string(colorAlways), string(colorNever))
	addChoice(cmd, &f.theme, "theme", "`GROUND` to draw on", themeAuto, tui.ThemeDark, tui.ThemeLight)
	addChoice(cmd, &f.glyphs, "glyphs", "`KIND` of characters", render.Half.String(), render.Space.String(), render.ASCII.String())
	grouped(cmd, groupLook, "color", "theme", "glyphs")
}

// addChoice adds a flag that takes one of a few words, the first by default.
func addChoice(cmd *cobra.Command, value *string, name, what string, words ...string) {
	*value = words[0]
	cmd.Flags().Var(choice{value, words}, name, introducing(what)+oneOf(words))
	complete(cmd, name, words...)
}

// introducing is what stands before a list of words, on its line or the line above.
func introducing(what string) string {
	if strings.HasSuffix(what, "\n") {
		return what
	}
	return what + ": "
}

// choice is the value of such a flag.
type choice struct {
	value *string
	words []string
}

func (c choice) String() string {
	if c.value == nil {
		return "" // the zero value, which pflag asks for
	}
	return *c.value
}

func (c choice) Type() string { return "choice" }

func (c choice) Set(s string) error {
	for _, word := range c.words {
		if s == word {
			*c.value = s
			return nil
		}
	}
	return errors.New("it is " + oneOf(c.words))
}

// oneOf is "a, b or c".
func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
