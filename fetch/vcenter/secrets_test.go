package vcenter_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
)

// canary is a password that is in no sentence by chance, with characters that
// XML, JSON and URLs write in other ways.
const canary = `Zq<canary>&"9X`

// shows looks for the middle of it, which everybody spells the same.
func shows(text string) bool {
	return strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary"))
}

// everyPrint is what a careless program could do with a value.
func everyPrint(v any) []string {
	var logged, gobbed bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "v", v)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "v", v)
	asJSON, _ := json.Marshal(v)
	asXML, _ := xml.Marshal(v)
	_ = gob.NewEncoder(&gobbed).Encode(v)
	texts := []string{logged.String(), gobbed.String(), string(asJSON), string(asXML)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%T"} {
		texts = append(texts, fmt.Sprintf(verb, v), fmt.Sprintf(verb, []any{v}), fmt.Sprintf(verb, struct{ V any }{v}))
	}
	return texts
}

func wantNoSecret(t *testing.T, where string, v any) {
	t.Helper()
	for _, text := range everyPrint(v) {
		if shows(text) {
			t.Errorf("%s: the secret shows in %q", where, text)
		}
	}
	if path := find(reflect.ValueOf(v), map[any]bool{}); path != "" {
		t.Errorf("%s: the secret is in %T%s", where, v, path)
	}
}

// find looks for the secret in all that a value holds on to, exported or not.
func find(v reflect.Value, seen map[any]bool) string {
	switch v.Kind() {
	case reflect.String:
		if shows(v.String()) {
			return " = " + v.String()
		}
	case reflect.Interface:
		return find(v.Elem(), seen)
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return ""
		}
		seen[v.Pointer()] = true
		return find(v.Elem(), seen)
	case reflect.Struct:
		for i := range v.NumField() {
			if path := find(v.Field(i), seen); path != "" {
				return "." + v.Type().Field(i).Name + path
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			text := make([]byte, v.Len())
			for i := range text {
				text[i] = byte(v.Index(i).Uint())
			}
			return find(reflect.ValueOf(string(text)), seen)
		}
		for i := range v.Len() {
			if path := find(v.Index(i), seen); path != "" {
				return fmt.Sprintf("[%d]%s", i, path)
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			if path := find(it.Value(), seen); path != "" {
				return fmt.Sprintf("[%v]%s", it.Key(), path)
			}
		}
	}
	return ""
}

// The search itself finds what is hidden well.
func TestSecretsAreFound(t *testing.T) {
	type box struct{ inside any }
	for _, v := range []any{
		errors.New(canary), box{box{[]byte(canary)}}, &box{map[int]error{1: fmt.Errorf("x: %w", errors.New(canary))}},
		&vcenter.Error{Err: &vcenter.Error{Err: box2{vcenter.Config{Password: canary}}}},
	} {
		if find(reflect.ValueOf(v), map[any]bool{}) == "" {
			t.Errorf("%T hides it", v)
		}
	}
}

type box2 struct{ config vcenter.Config }

func (box2) Error() string { return "quiet" }

// wantQuiet looks at an error, all that it wraps, and how it is explained.
func wantQuiet(t *testing.T, where string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	wantNoSecret(t, where, fault.Of(err))
	for e := err; e != nil; e = errors.Unwrap(e) {
		wantNoSecret(t, where, e)
	}
}

// A password is in no error of any path, and in nothing that an error keeps
// alive.
func TestNoErrorKnowsThePassword(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		base := vcenter.Config{Username: "reader", Password: canary, Protocol: protocol, KeepAlive: -1, Timeout: 5 * time.Second}

		// Connecting to what is no server, or does not want us.
		handlers := map[string]http.Handler{"404": http.NotFoundHandler(), "page": replies(200, "text/html", "<html>"), "text": replies(200, "text/plain", "x")}
		for _, code := range []int{204, 301, 401, 403, 407, 413, 429, 500, 502, 503} {
			handlers[fmt.Sprint(code)] = replies(code, "text/plain", "x", "Location", "https://elsewhere.invalid/")
			// Only the login, which is the call that has the password in it.
			handlers[fmt.Sprintf("login %d", code)] = onlyLogin(replies(code, "text/plain", "x"))
		}
		handlers["login cut off"] = onlyLogin(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<"))
			panic(http.ErrAbortHandler)
		})
		// A server, or a proxy before it, that says what it was asked.
		handlers["echo"] = onlyLogin(func(w http.ResponseWriter, r *http.Request) {
			replies(500, r.Header.Get("Content-Type"), bodyOf(r))(w, r)
		})
		for _, kind := range []string{"InvalidLogin", "PasswordExpired", "NoPermission", "SystemError", "InvalidLocale", "NotAuthenticated"} {
			handlers[kind] = canned{"Login": faulty(kind, "no", "")}.handler()
		}
		for name, h := range handlers {
			config := base
			config.URL = serve(t, h).URL
			_, err := vcenter.Connect(t.Context(), config)
			if err == nil {
				t.Errorf("%s: no error", name)
			}
			wantQuiet(t, name, err)
		}
		for name, change := range map[string]func(*vcenter.Config){
			"nobody there":  func(c *vcenter.Config) { c.URL = "https://127.0.0.1:1/sdk" },
			"no such host":  func(c *vcenter.Config) { c.URL = "nothing.invalid" },
			"untrusted":     func(c *vcenter.Config) { c.URL = live.URL() },
			"other print":   func(c *vcenter.Config) { c.URL, c.Thumbprint = live.URL(), strings.Repeat("AB", 32) },
			"refused":       func(c *vcenter.Config) { c.URL, c.Insecure = live.URL(), true },
			"no roots":      func(c *vcenter.Config) { c.URL, c.CACerts = live.URL(), "/none" },
			"no pair":       func(c *vcenter.Config) { c.URL, c.Certificate = live.URL(), "/none" },
			"in the URL":    func(c *vcenter.Config) { c.URL, c.Password = "https://u:"+canary+"@127.0.0.1:1", "" },
			"bad URL":       func(c *vcenter.Config) { c.URL = "ftp://u:" + canary + "@x y" },
			"no host":       func(c *vcenter.Config) { c.URL = "https://u:" + canary },
			"bad release":   func(c *vcenter.Config) { c.URL, c.Release = "vc01", "x" },
			"not sendable":  func(c *vcenter.Config) { c.URL, c.Password = "vc01", canary+"\x00" },
			"in the clear":  func(c *vcenter.Config) { c.URL = "http://vc01" },
			"not a user":    func(c *vcenter.Config) { c.URL, c.Username = "vc01", "" },
			"as a password": func(c *vcenter.Config) { c.URL, c.Username, c.Protocol = "vc01", "u", "x" },
		} {
			config := base
			change(&config)
			_, err := vcenter.Connect(t.Context(), config)
			if err == nil {
				t.Errorf("%s: no error", name)
			}
			wantQuiet(t, name, err)
		}

		// A session that is lost, and a login that is refused then.
		g, config := gated(t, protocol, canned{query: faulty("SystemError", "no", "")})
		g.set(func(g *gate) { g.password = canary })
		config.Password = canary
		c := connect(t, config)
		ask := func(where string) {
			wantQuiet(t, where, second(c.Areas(t.Context(), someInterval(), 0)))
			wantQuiet(t, where, c.VMs(t.Context(), func([]vcenter.VM) {}))
			wantQuiet(t, where, second(c.Detail(t.Context(), "vm-1")))
		}
		ask("a fault")
		g.set(func(g *gate) { g.password = "another" })
		g.kill()
		ask("a lost session")
		wantQuiet(t, "close", c.Close(t.Context()))
		ask("a closed client")
	})
}

// onlyLogin has a bad answer to nothing but the login.
func onlyLogin(bad http.HandlerFunc) http.Handler {
	good := canned{}.handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, "Login") {
			bad(w, r)
			return
		}
		good.ServeHTTP(w, r)
	})
}

// Neither a configuration nor a client can be printed with what it must keep to
// itself, the session's id included, which is as good as the password.
func TestNothingPrintsThePassword(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, nil)
		g.set(func(g *gate) { g.password = canary })
		config.Password = canary
		c := connect(t, config)
		inURL := vcenter.Config{URL: "https://reader:" + canary + "@vc01"}
		for _, v := range []any{config, &config, inURL, &inURL, c} {
			for _, text := range everyPrint(v) {
				if shows(text) || strings.Contains(text, "session-1") {
					t.Errorf("%T: the secret shows in %q", v, text)
				}
			}
		}
		wantNoSecret(t, "server", c.Server())
		wantNoSecret(t, "source", fmt.Sprintf("%v %+v", c.Source(someInterval()), c.Source(someInterval())))
	})
}
