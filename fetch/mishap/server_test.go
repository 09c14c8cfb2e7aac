package mishap_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// identity is the certificate of all servers, made once, and its root.
var identity = sync.OnceValues(func() (tls.Certificate, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mishap"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, string(root)
})

// server is a vCenter that knows one interval of one disk.
type server struct {
	mix  mix
	addr string

	mu        sync.Mutex
	http      *http.Server
	stopped   bool
	restarts  sync.WaitGroup
	conns     map[net.Conn]bool
	sessions  map[string]bool
	lost      map[string]bool // sessions whose login was never answered
	logins    int
	trouble   bool // mishaps happen
	asked     int  // questions about areas, in trouble
	calls     int  // all of them
	tries     map[string]int
	gone      bool
	inVain    int    // questions since the snapshot was gone
	complaint string // the first thing that a client must not do
}

func startServer(m mix) (*server, error) {
	s := &server{mix: m, conns: map[net.Conn]bool{}, sessions: map[string]bool{}, lost: map[string]bool{}, tries: map[string]int{}}
	return s, s.listen("127.0.0.1:0")
}

// listen serves at an address. The lock is held, or nobody knows s yet.
func (s *server) listen(addr string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	s.addr = listener.Addr().String()
	cert, _ := identity()
	s.http = &http.Server{
		Handler:      s,
		ErrorLog:     log.New(io.Discard, "", 0),
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
		ConnState:    s.count,
	}
	go s.http.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{cert}, CurvePreferences: []tls.CurveID{tls.X25519}}))
	return nil
}

func (s *server) count(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.conns[c] = true
	case http.StateClosed, http.StateHijacked:
		delete(s.conns, c)
	}
}

// restart drops all connections and forgets all sessions; for a while nobody
// listens.
func (s *server) restart(pause time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return
	}
	clear(s.sessions)
	old := s.http
	s.restarts.Go(func() {
		old.Close()
		time.Sleep(pause)
		for range 2000 { // somebody may have taken the port for a moment
			s.mu.Lock()
			err := error(nil)
			if !s.stopped {
				err = s.listen(s.addr)
			}
			s.mu.Unlock()
			if err == nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
	})
}

func (s *server) stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.restarts.Wait()
	s.http.Close()
}

// heal ends all mishaps, or begins them again.
func (s *server) heal(well bool) {
	s.restarts.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble, s.gone = !well, false
}

func (s *server) complain(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.complaint == "" {
		s.complaint = fmt.Sprintf(format, args...)
	}
}

// vain is how often a client asked for a snapshot that was gone.
func (s *server) vain() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inVain
}

// left is what a client that is gone has left behind.
func (s *server) left() (conns, sessions int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.sessions {
		if !s.lost[id] {
			sessions++
		}
	}
	return len(s.conns), sessions
}

// ServeHTTP answers one request, as far as the mix lets it.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if r.Method == http.MethodGet {
		io.WriteString(w, versions)
		return
	}
	q := soapQuestion(r, body)
	if s.mix.json {
		q = jsonQuestion(r, body)
	}
	c := s.begin(q)
	if c.trouble {
		s.befall(w, r, c)
		return
	}
	a, _ := s.answer(c)
	a.send(w)
}

// call is one request and how often it was made.
type call struct {
	question
	try     int
	trouble bool
}

func (c call) strikes(m mix, kind string) bool { return m.strikes(kind, c.offset, c.try) }

func (s *server) begin(q question) call {
	s.mu.Lock()
	defer s.mu.Unlock()
	about := fmt.Sprint(q.method, q.offset)
	s.tries[about]++
	s.calls++
	return call{question: q, try: s.tries[about], trouble: s.trouble}
}

// answer is what the server would say, and the session that it began for it.
func (s *server) answer(c call) (a answer, session string) {
	if c.method != "QueryChangedDiskAreas" {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch c.method {
		case "Login":
			s.logins++
			session = fmt.Sprintf("session-%d", s.logins)
			s.sessions[session] = true
		case "Logout", "CurrentTime":
			if !s.sessions[c.session] {
				return failure(s.mix.json, "NotAuthenticated", "The session is not authenticated."), ""
			}
			if c.method == "Logout" {
				delete(s.sessions, c.session)
			}
		}
		return welcome(s.mix.json, c.method, session), session
	}
	return s.areas(c), ""
}

// areas answers the question that it is all about.
func (s *server) areas(c call) answer {
	m := s.mix
	s.mu.Lock()
	known := s.sessions[c.session]
	if c.trouble {
		s.asked++
		s.gone = s.gone || s.asked == m.goneAt
		if s.gone && known {
			s.inVain++
		}
	}
	gone, grown, restart := s.gone, c.trouble && m.grownAt > 0 && s.asked >= m.grownAt, c.trouble && s.asked == m.restartAt
	s.mu.Unlock()
	switch {
	case c.vm != "vm-1" || c.snapshot != "snapshot-2" || c.key != 2000 || c.changeID != m.from:
		s.complain("asked for %+v", c.question)
	case c.offset < 0 || c.offset >= m.disk.capacity:
		s.complain("asked at %d of a disk of %d bytes", c.offset, m.disk.capacity)
	}
	if restart {
		s.restart(time.Duration(1+m.random("restart", 0, 0).IntN(8)) * time.Millisecond)
	}
	switch {
	case !known:
		return failure(m.json, "NotAuthenticated", "The session is not authenticated.")
	case gone:
		return failure(m.json, "ManagedObjectNotFound", "The object 'vim.vm.Snapshot:snapshot-2' has already been deleted or has not been completely created")
	case c.trouble && m.strikes(refused, c.offset, 0): // and again, each time
		return failure(m.json, "FileFault", "Error caused by file /vmfs/volumes/ds/a-ctk.vmdk", "file", "/vmfs/volumes/ds/a-ctk.vmdk")
	}
	p := m.disk.page(c.offset, m.most, m.span)
	if grown {
		p = m.grown(p)
	}
	if c.trouble {
		for _, kind := range oddities {
			if c.strikes(m, kind) {
				p = m.distort(kind, p, c.offset, m.random("details of "+kind, c.offset, c.try))
			}
		}
	}
	return areas(m.json, p)
}

func (a answer) send(w http.ResponseWriter) {
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	if a.kind != "" {
		w.Header().Set("Content-Type", a.kind)
	}
	w.WriteHeader(a.status)
	w.Write(a.body)
}

// page of a proxy, for people.
func forPeople(status int) answer {
	return answer{status: status, kind: "text/html", body: []byte("<html><body>" + strings.ToUpper(http.StatusText(status)) + "</body></html>")}
}
