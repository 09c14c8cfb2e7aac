package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
)

// resumption is what a new connection to the server of before is wanted for.
//
//	fetch ends: not trusted ─▶ question ─ yes ─▶ connect ─▶ the same screen, then
//	                              │ no               │ fails, esc
//	                              ▼                  ▼
//	                        the same screen    the same screen
type resumption struct {
	to   screen
	then func() tea.Cmd
}

// distrusts asks about a certificate that a server shows in the middle of a session,
// as at the first connection, and goes on with then if it is accepted. It tells
// whether err is about one, and can be asked about.
func (m *Model) distrusts(err error, then func() tea.Cmd) bool {
	unknown, ok := errors.AsType[*vcenter.UntrustedError](err)
	if !ok || m.config.URL == "" || m.shown.typing() || m.help.shown {
		return false
	}
	m.status.clear()
	m.certificate.ask(m.config, unknown, &resumption{m.shown, then})
	return true
}
