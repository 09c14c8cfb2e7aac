package tui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// inputStyles gives a text field the program's looks, with a cursor that does
// not blink: a blink is a redraw, and on a slow line each one is felt.
func inputStyles(st Styles) textinput.Styles {
	state := textinput.StyleState{
		Text:        st.Strong,
		Placeholder: st.Faint,
		Suggestion:  st.Faint,
		Prompt:      st.Accent,
	}
	blurred := state
	blurred.Text = st.Text
	return textinput.Styles{
		Focused: state,
		Blurred: blurred,
		Cursor:  textinput.CursorStyle{Shape: tea.CursorBlock},
	}
}

// newInput is a field of one line, prompt included.
func newInput(prompt, placeholder string) textinput.Model {
	in := textinput.New()
	in.Prompt = prompt
	in.Placeholder = placeholder
	in.CharLimit = 256
	return in
}
