package tui

import (
	"context"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// writing is a file that is being written, whichever screen is shown meanwhile.
//
//	enter ─▶ doctor's rows ─▶ the file ─▶ savedMsg
//	             │ q           │ q again, ctrl+c
//	             ▼             ▼
//	          without them   nothing
type writing struct {
	gen    int
	name   string
	whole  bool               // all of the disk was known when it began
	of     *extent.Map        // what was shown then
	hurry  context.CancelFunc // does without what a file may do without
	cancel context.CancelFunc // gives it up

	begun atomic.Bool   // by its command, or never to be
	done  chan struct{} // closed when it has been written, or has not: err is set then
	err   error
}

// cmd does the writing, unless it was given up before it began.
func (w *writing) cmd(write func() (Saved, error)) tea.Cmd {
	return func() tea.Msg {
		if w.begun.Swap(true) {
			return nil
		}
		defer close(w.done)
		var saved Saved
		saved, w.err = write()
		return savedMsg{gen: w.gen, saved: saved, err: w.err}
	}
}

// leaveTimeout bounds how long the end of the program waits for a file that was
// given up to be taken away.
const leaveTimeout = 5 * time.Second

// quit leaves, as soon as what is being written is there. Who quits again does
// not want to wait for it.
func (m *Model) quit() tea.Cmd {
	switch {
	case m.writing == nil:
		return tea.Quit
	case m.leaving:
		m.writing.cancel()
		m.unsaved = m.writing.name
		return tea.Quit
	}
	m.leaving = true
	m.writing.hurry()
	return nil
}

// pressLeaving handles a key while a file is waited for: there is nothing to be done
// any more but to give it up, or to stay.
func (m *Model) pressLeaving(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Global.Quit):
		return m.quit()
	case key.Matches(msg, m.keys.Global.Back):
		m.leaving = false
		m.status.tell("saving " + m.writing.name + " …")
	}
	return nil
}

// says is what stands at the bottom of the screen.
func (m *Model) says() status {
	if m.leaving {
		return m.farewell()
	}
	return m.status
}

// farewell is what is said while the program waits to be left.
func (m *Model) farewell() status {
	return status{Fault: fault.Fault{
		What:   "leaving as soon as " + m.writing.name + " is written",
		Advice: "press q again to leave without it, or esc to stay",
	}}
}

// written takes note of a file's end, and leaves if that is what it was waited for.
// One that could not be written keeps the program here: it has to be told.
func (m *Model) written(msg savedMsg) tea.Cmd {
	w, leaving := m.writing, m.leaving
	if w == nil || w.gen != msg.gen {
		return nil
	}
	w.cancel()
	m.writing, m.leaving = nil, false
	if leaving && msg.err == nil {
		m.unsaved = "" // it came about all the same
		return tea.Quit
	}
	return m.explorer.saved(w, msg)
}

// Unsaved gives up the file that is still being written, waits until nothing is
// left of it, and returns its name: "" if there is none, or if it was written all
// the same. It is for the end of the program, when nothing runs it any more.
func (m *Model) Unsaved() string {
	w := m.writing
	if w == nil {
		return m.unsaved
	}
	w.cancel()
	if !w.begun.Swap(true) {
		return w.name
	}
	select {
	case <-w.done:
		if w.err == nil {
			return ""
		}
	case <-time.After(leaveTimeout):
	}
	return w.name
}
