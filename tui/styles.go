package tui

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Styles are the looks of everything but the map, whose colours are data and
// come from a render.Palette. The ground is the terminal's own.
type Styles struct {
	Badge    lipgloss.Style // the program's name
	Accent   lipgloss.Style
	Strong   lipgloss.Style // what the eye should find first
	Text     lipgloss.Style
	Dim      lipgloss.Style // labels
	Faint    lipgloss.Style // what cannot be chosen
	Selected lipgloss.Style // the row under the cursor
	Input    lipgloss.Style // a field to type into
	Error    lipgloss.Style
	Warn     lipgloss.Style
	Bar      lipgloss.Style // filled part of the progress bar
	Rest     lipgloss.Style // the part to come
}

// NewStyles makes the styles for a dark or a light ground. With 16 colours they
// are named: what comes nearest to a grey there may be a dark blue.
func NewStyles(dark, sixteen bool) Styles {
	pick := lipgloss.LightDark(dark)
	hex := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	var (
		accent = hex("#00766a", "#14c8a7")
		onAcc  = hex("#ffffff", "#0d1512")
		strong = hex("#15161c", "#f2f3f7")
		text   = hex("#2f313c", "#c9ccd6")
		dim    = hex("#5c6070", "#8b90a0")
		faint  = hex("#8f94a3", "#5d6272")
		row    = hex("#dfe3ee", "#2a2c3a")
		bad    = hex("#b3261e", "#ff7b72")
		warn   = hex("#8a5a00", "#e3a64f")
	)
	if sixteen {
		accent, onAcc = pick(lipgloss.Cyan, lipgloss.BrightCyan), pick(lipgloss.BrightWhite, lipgloss.Black)
		strong, text = pick(lipgloss.Black, lipgloss.BrightWhite), pick(lipgloss.Black, lipgloss.White)
		dim, faint = pick(lipgloss.BrightBlack, lipgloss.White), lipgloss.BrightBlack
		row = pick(lipgloss.White, lipgloss.BrightBlack)
		bad, warn = pick(lipgloss.Red, lipgloss.BrightRed), pick(lipgloss.Magenta, lipgloss.BrightYellow)
	}
	fg := func(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }
	return Styles{
		Badge:    fg(onAcc).Background(accent).Bold(true),
		Accent:   fg(accent).Bold(true),
		Strong:   fg(strong).Bold(true),
		Text:     fg(text),
		Dim:      fg(dim),
		Faint:    fg(faint),
		Selected: fg(strong).Background(row).Bold(true),
		Input:    fg(strong).Background(row),
		Error:    fg(bad),
		Warn:     fg(warn),
		Bar:      lipgloss.NewStyle().Background(accent),
		Rest:     lipgloss.NewStyle().Background(row),
	}
}
