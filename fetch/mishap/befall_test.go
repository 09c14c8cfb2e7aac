package mishap_test

import (
	"compress/gzip"
	"crypto/tls"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// befall answers a call by way of its mishaps.
func (s *server) befall(w http.ResponseWriter, r *http.Request, c call) {
	m := s.mix
	if c.strikes(m, slow) && !wait(r, time.Duration(m.random("wait", c.offset, c.try).IntN(4000))*time.Microsecond) {
		return
	}
	switch {
	case c.strikes(m, dropped):
		panic(http.ErrAbortHandler)
	case c.strikes(m, reset):
		hangUp(w)
		return
	case c.strikes(m, hang):
		wait(r, 3*time.Second) // the deadline is much shorter
		return
	case c.strikes(m, badGateway):
		forPeople(http.StatusBadGateway).send(w)
		return
	case c.strikes(m, unavailable):
		forPeople(http.StatusServiceUnavailable).send(w)
		return
	case c.strikes(m, retryAfter):
		seconds := "0"
		if c.offset == 0 && c.try == 1 {
			seconds = "1"
		}
		w.Header().Set("Retry-After", seconds)
		forPeople(http.StatusServiceUnavailable).send(w)
		return
	case c.strikes(m, tooMany):
		forPeople(http.StatusTooManyRequests).send(w)
		return
	case c.strikes(m, webPage):
		forPeople(http.StatusOK).send(w)
		return
	case c.strikes(m, expired) && c.method != "Login":
		s.mu.Lock()
		delete(s.sessions, c.session)
		s.mu.Unlock()
	}
	a, session := s.answer(c)
	if session != "" && m.has(half, cut, shortened, emptyBody, hang) {
		s.mu.Lock()
		s.lost[session] = true // whoever logged in may never hear of it
		s.mu.Unlock()
	}
	s.deliver(w, r, c, a)
}

// deliver sends an answer, or part of it.
func (s *server) deliver(w http.ResponseWriter, r *http.Request, c call, a answer) {
	m := s.mix
	whole := len(a.body)
	part := 0
	if whole > 0 {
		part = m.random("part", c.offset, c.try).IntN(whole)
	}
	switch {
	case whole == 0:
	case c.strikes(m, half): // the length of all is promised
		w.Header().Set("Content-Length", strconv.Itoa(whole))
		a.body = a.body[:part]
		a.send(w)
		panic(http.ErrAbortHandler)
	case c.strikes(m, cut): // no length is promised, and the last chunk never comes
		a.body = a.body[:part]
		a.send(w)
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case c.strikes(m, shortened):
		a.body = a.body[:part]
	case c.strikes(m, emptyBody):
		a.body = nil
	case c.strikes(m, drip):
		pieces := 2 + part%8
		body := a.body
		a.body = nil
		a.send(w)
		for i := range pieces {
			w.Write(body[whole*i/pieces : whole*(i+1)/pieces])
			http.NewResponseController(w).Flush()
			if !wait(r, 500*time.Microsecond) {
				return
			}
		}
		return
	case c.strikes(m, zipped) && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip"):
		w.Header().Set("Content-Encoding", "gzip")
		body := a.body
		a.body = nil
		a.send(w)
		z := gzip.NewWriter(w)
		z.Write(body)
		z.Close()
		return
	}
	a.send(w)
}

// wait is false if the client has gone meanwhile.
func wait(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// hangUp closes the connection so that the client gets a reset.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if t, ok := conn.(*tls.Conn); ok {
		if tcp, ok := t.NetConn().(*net.TCPConn); ok {
			tcp.SetLinger(0)
			tcp.Close()
			return
		}
	}
	conn.Close()
}
