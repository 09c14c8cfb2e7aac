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
	cert, config := m.connect.doubted(err, m.config)
	if cert == nil || m.config.URL == "" || m.shown.typing() || m.help.shown {
		return false
	}
	m.status.clear()
	m.certificate.ask(config, cert, &resumption{m.shown, then})
	return true
}

// doubted is the certificate that err is about, to be asked about and then connected
// to with config; nil if there is nothing to ask. One that takes the place of one that
// was accepted here in this run is asked about again; one that is noted in a file, or
// was named by a flag, stays an error.
func (s *connectScreen) doubted(err error, config vcenter.Config) (*vcenter.UntrustedError, vcenter.Config) {
	if unknown, ok := errors.AsType[*vcenter.UntrustedError](err); ok {
		return unknown, config
	}
	changed, ok := errors.AsType[*vcenter.ChangedError](err)
	before := s.accepted[config.Host()]
	if !ok || before == "" || before != config.Thumbprint {
		return nil, config
	}
	config.Thumbprint = ""
	return &vcenter.UntrustedError{
		Host: config.Host(), Thumbprint: changed.Thumbprint, Err: err,
		Reason: "not the certificate that you accepted before, which has SHA-256 " + before,
	}, config
}
