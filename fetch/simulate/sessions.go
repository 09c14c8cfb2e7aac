package simulate

import (
	"net/http"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// sessionHeader names a session in VI JSON, where SOAP has a cookie.
const sessionHeader = "vmware-api-session-id"

// sessions watches over the simulator's own list of sessions, which knows of no
// end but a logout.
type sessions struct {
	registry *simulator.Registry
	idle     time.Duration // 0 is for ever
	now      func() time.Time

	mu   sync.Mutex
	last map[string]time.Time // a session's last call, by key; only if idle is set
	told map[string]time.Time // when the simulator last heard of a session's questions, by key
}

// keyOf is the session that a request names, "" if it names none.
func keyOf(r *http.Request) string {
	if key := r.Header.Get(sessionHeader); key != "" {
		return key
	}
	if cookie, err := r.Cookie(soap.SessionCookieName); err == nil {
		return cookie.Value
	}
	return ""
}

// open lists the sessions that the simulator has.
func (s *sessions) open() []types.UserSession {
	view := simulator.Session{Registry: simulator.NewRegistry(), Map: s.registry}
	return view.Get(s.registry.SessionManager().Self).(*simulator.SessionManager).SessionList
}

// end closes a session; one that is closed already stays so.
func (s *sessions) end(key string) {
	s.mu.Lock()
	delete(s.last, key)
	delete(s.told, key)
	s.mu.Unlock()
	nobody := &simulator.Context{Session: &simulator.Session{}}
	s.registry.SessionManager().TerminateSession(nobody, &types.TerminateSession{SessionId: []string{key}})
}

// tellEvery is how often the simulator is told of a session's questions. It
// notes when a session was last active, and to tell it costs as much as to write
// a thousand extents.
const tellEvery = time.Second

// heardOf finds an open session of which the simulator has heard a short time ago;
// nil if it has to be told of a question of that session.
func (s *sessions) heardOf(key string) *simulator.Session {
	now := time.Now()
	s.mu.Lock()
	since := now.Sub(s.told[key])
	s.mu.Unlock()
	if key == "" || since >= tellEvery {
		return nil
	}
	for _, open := range s.open() {
		if open.Key == key {
			return &simulator.Session{UserSession: open, Registry: simulator.NewRegistry(), Map: s.registry}
		}
	}
	return nil
}

// tell notes that the simulator hears of a session now.
func (s *sessions) tell(key string) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for other, at := range s.told { // of sessions that ended by themselves
		if now.Sub(at) >= tellEvery {
			delete(s.told, other)
		}
	}
	s.told[key] = now
}

// called notes that a session is in use now, or ends it if that comes too late.
func (s *sessions) called(key string) {
	if s.idle <= 0 || key == "" {
		return
	}
	for _, open := range s.open() {
		if open.Key != key {
			continue
		}
		now := s.now()
		if s.stale(open, now) {
			s.end(key)
			return
		}
		s.mu.Lock()
		s.last[key] = now
		s.mu.Unlock()
	}
}

// stale tells whether a session has been idle for too long.
func (s *sessions) stale(open types.UserSession, now time.Time) bool {
	if s.idle <= 0 {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last, ok := s.last[open.Key]
	if !ok {
		last = open.LoginTime
	}
	return now.Sub(last) > s.idle
}

// count ends what is stale and counts the rest.
func (s *sessions) count() (n int) {
	for _, open := range s.open() {
		if s.stale(open, s.now()) {
			s.end(open.Key)
			continue
		}
		n++
	}
	return n
}

// endAll closes every session and counts them.
func (s *sessions) endAll() int {
	all := s.open()
	for _, open := range all {
		s.end(open.Key)
	}
	return len(all)
}
