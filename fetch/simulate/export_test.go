package simulate

import (
	"net/http"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
)

// Local asks the server's objects in the process, past TLS and SOAP.
func (s *Server) Local() soap.RoundTripper { return s.site.model.Service }

// SetClock has sessions grow idle by another clock; before the first call.
func (s *Server) SetClock(now func() time.Time) { s.sessions.now = now }

// LastCall is when any session was last in use.
func (s *Server) LastCall() (last time.Time) {
	s.sessions.mu.Lock()
	defer s.sessions.mu.Unlock()
	for _, t := range s.sessions.last {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// Handler answers requests past TLS and the network.
func (s *Server) Handler() http.Handler { return s.front }
