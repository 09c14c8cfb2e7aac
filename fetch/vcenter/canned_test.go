package vcenter_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"testing"

	"cbtmap/fetch/vcenter"
)

// canned answers each method with a fixed piece of XML, as it would stand on the
// wire: what no simulator can be brought to say.
type canned map[string]string

const (
	envelope = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
		` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>`
	serviceContent = `<rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>` +
		`<viewManager type="ViewManager">ViewManager</viewManager><about><name>VMware vCenter Server</name><version>8.0.3</version><apiType>VirtualCenter</apiType>` +
		`<apiVersion>8.0.3.0</apiVersion></about><sessionManager type="SessionManager">SessionManager</sessionManager>`
	session = `<key>1</key><userName>VSPHERE.LOCAL\Reader</userName><fullName>r</fullName><loginTime>2026-11-22T08:00:00Z</loginTime>` +
		`<lastActiveTime>2026-11-22T08:00:00Z</lastActiveTime><locale>en</locale><messageLocale>en</messageLocale>`
)

var methodName = regexp.MustCompile(`<(?:\w+:)?Body[^>]*>\s*<(\w+)`)

// returnval is the body of a good reply of a method.
func returnval(method, inner string) string {
	return fmt.Sprintf(`<%sResponse xmlns="urn:vim25"><returnval>%s</returnval></%sResponse>`, method, inner, method)
}

// faulty is the body of a fault of a type, with the server's sentence and the
// fault's own members.
func faulty(kind, text, inner string) string {
	return fmt.Sprintf(`<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%s</faultstring><detail>`+
		`<%sFault xmlns="urn:vim25" xsi:type="%s">%s</%sFault></detail></soapenv:Fault>`, text, kind, kind, inner, kind)
}

func (c canned) handler() http.Handler {
	sessions := canned{
		"RetrieveServiceContent":       returnval("RetrieveServiceContent", serviceContent),
		"Login":                        returnval("Login", session),
		"Logout":                       `<LogoutResponse xmlns="urn:vim25"></LogoutResponse>`,
		"CreateContainerView":          `<CreateContainerViewResponse xmlns="urn:vim25"><returnval type="ContainerView">view-1</returnval></CreateContainerViewResponse>`,
		"DestroyView":                  `<DestroyViewResponse xmlns="urn:vim25"></DestroyViewResponse>`,
		"ContinueRetrievePropertiesEx": faulty("InvalidProperty", "no token", ""),
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		name := ""
		if m := methodName.FindSubmatch(body); m != nil {
			name = string(m[1])
		}
		reply, ok := c[name]
		if !ok {
			reply, ok = sessions[name]
		}
		if !ok {
			reply = faulty("MethodNotFound", "no such method", "")
		}
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		if len(reply) > 15 && reply[:15] == "<soapenv:Fault>" {
			w.WriteHeader(http.StatusInternalServerError)
		}
		fmt.Fprintf(w, envelope, reply)
	})
}

// serve starts a server in the clear, which is allowed on loopback. It speaks
// VI JSON besides what h speaks.
func serve(t testing.TB, h http.Handler) vcenter.Config {
	t.Helper()
	return serveRaw(t, bridged(h))
}

// serveOver is serve over one of the protocols.
func serveOver(t testing.TB, protocol string, h http.Handler) vcenter.Config {
	t.Helper()
	c := serve(t, h)
	c.Protocol = protocol
	return c
}

// serveRaw is serve with nothing added to h.
func serveRaw(t testing.TB, h http.Handler) vcenter.Config {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return vcenter.Config{URL: s.URL, Username: "reader", Password: "Zq-secret-9X"}
}

// called counts the requests of each method that pass through to h.
func called(h http.Handler) (http.Handler, func(method string) int) {
	var mu sync.Mutex
	count := map[string]int{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if m := methodName.FindSubmatch(body); m != nil {
				mu.Lock()
				count[string(m[1])]++
				mu.Unlock()
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			h.ServeHTTP(w, r)
		}), func(method string) int {
			mu.Lock()
			defer mu.Unlock()
			return count[method]
		}
}

// asks says whether r calls the method, and leaves its body to read.
func asks(r *http.Request, method string) bool {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	m := methodName.FindSubmatch(body)
	return m != nil && string(m[1]) == method
}

// silent keeps the refused handshakes of a test out of its output.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }

var token = regexp.MustCompile(`<token>(\d+)</token>`)

// bodyOf is the text of a request, and leaves its body to read.
func bodyOf(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

// seen notes the text of the last request for a method.
func seen(h http.Handler, method string, text *string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, method) {
			*text = bodyOf(r)
		}
		h.ServeHTTP(w, r)
	})
}
