package vcenter_test

import (
	"net/http"
	"testing"

	"cbtmap/fetch/vcenter"
)

// A vCenter writes its cookie in quotation marks, and knows it only with them.
func TestCookieComesBackAsItWas(t *testing.T) {
	const value = `vmware_soap_session="2e5f8b6c-91"`
	good := canned{}.handler()
	sent := ""
	config := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, "Login") {
			w.Header().Set("Set-Cookie", value+"; Path=/; HttpOnly; Secure")
		}
		if asks(r, "Logout") {
			sent = r.Header.Get("Cookie")
		}
		good.ServeHTTP(w, r)
	}))
	c, err := vcenter.Connect(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil || sent != value {
		t.Errorf("sent %q, %v", sent, err)
	}
}

// A cookie that the server takes back is gone.
func TestCookieTakenBack(t *testing.T) {
	good := canned{}.handler()
	sent := "none"
	config := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case asks(r, "Login"):
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "1"})
			http.SetCookie(w, &http.Cookie{Name: "b", Value: "1"})
		case asks(r, retrieve):
			http.SetCookie(w, &http.Cookie{Name: "b", MaxAge: -1})
		case asks(r, "Logout"):
			sent = r.Header.Get("Cookie")
		}
		good.ServeHTTP(w, r)
	}))
	c := connect(t, config)
	_, _ = c.Detail(t.Context(), "vm-1")
	if err := c.Close(t.Context()); err != nil || sent != "a=1" {
		t.Errorf("sent %q, %v", sent, err)
	}
}
