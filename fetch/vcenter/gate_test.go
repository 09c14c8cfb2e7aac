package vcenter_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/vmware/govmomi/vim25/soap"
)

// gate lets calls through to a server only with a session, and gives one for
// the right user name and password. It notes what it needs to know of each.
type gate struct {
	next http.Handler

	mu             sync.Mutex
	user, password string
	open           map[string]bool
	logins         int              // let in
	refused        int              // wrong password
	anonymous      map[string]int   // calls refused for want of a session, by method
	stale          int              // logins that came with a session of before
	onLogin        func(logins int) // called before the answer, without the lock
	hold           chan struct{}    // if not nil, logins wait for it to be closed
	held           int              // logins that began to wait
}

func newGate(next http.Handler) *gate {
	return &gate{next: next, user: "reader", password: "Zq-secret-9X", open: map[string]bool{}, anonymous: map[string]int{}}
}

// free are the methods that need no session.
var free = map[string]bool{"RetrieveServiceContent": true, "Login": true, "Logout": true}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	method := ""
	if m := methodName.FindSubmatch(body); m != nil {
		method = string(m[1])
	}
	id := ""
	if c, err := r.Cookie(soap.SessionCookieName); err == nil {
		id = c.Value
	}
	g.mu.Lock()
	live := g.open[id]
	if method == "Logout" {
		delete(g.open, id)
	}
	if !live && !free[method] {
		g.anonymous[method]++
	}
	g.mu.Unlock()
	switch {
	case method == "Login":
		if id != "" {
			g.set(func(g *gate) { g.stale++ })
		}
		g.login(w, r, live)
	case !live && !free[method], !live && method == "Logout":
		// As a vCenter does: whoever has no session gets one that is not logged in.
		http.SetCookie(w, &http.Cookie{Name: soap.SessionCookieName, Value: "stranger", Path: "/", HttpOnly: true})
		canned{method: faulty("NotAuthenticated", "The session is not authenticated.", "<privilegeId>System.View</privilegeId>")}.handler().ServeHTTP(w, r)
	default:
		g.next.ServeHTTP(w, r)
	}
}

func (g *gate) login(w http.ResponseWriter, r *http.Request, live bool) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	var env struct {
		User     string `xml:"Body>Login>userName"`
		Password string `xml:"Body>Login>password"`
	}
	err := xml.Unmarshal(body, &env)
	g.mu.Lock()
	hold := g.hold
	if hold != nil {
		g.held++
	}
	g.mu.Unlock()
	if hold != nil {
		<-hold
	}
	g.mu.Lock()
	good := err == nil && env.User == g.user && env.Password == g.password && !live
	id, onLogin := "", g.onLogin
	if good {
		g.logins++
		id = fmt.Sprintf("session-%d", g.logins)
		g.open[id] = true
	} else {
		g.refused++
	}
	n := g.logins
	g.mu.Unlock()
	if !good {
		canned{"Login": faulty("InvalidLogin", "Cannot complete login due to an incorrect user name or password.", "")}.handler().ServeHTTP(w, r)
		return
	}
	if onLogin != nil {
		onLogin(n)
	}
	http.SetCookie(w, &http.Cookie{Name: soap.SessionCookieName, Value: id, Path: "/", HttpOnly: true})
	g.next.ServeHTTP(w, r)
}

// holds is whether a login has come that has to wait.
func (g *gate) holds() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.held > 0
}

// kill ends all sessions, as a restart does.
func (g *gate) kill() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.open)
}

// count is how many sessions there are, and how many logins there were, good
// and bad.
func (g *gate) count() (open, logins, refused int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.open), g.logins, g.refused
}

func (g *gate) set(change func(*gate)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	change(g)
}
