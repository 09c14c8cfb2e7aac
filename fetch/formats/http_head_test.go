package formats

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"cbtmap/fetch/fault"
)

const (
	httpOK    = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
	httpProxy = "HTTP/1.0 200 Connection established\r\n\r\n"
)

// What curl -i writes in front of a reply is passed over, and a cookie in it is not
// passed over in silence.
func TestBehindHeaders(t *testing.T) {
	soap := envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>1024</length></returnval></QueryChangedDiskAreasResponse>")
	json := `{"startOffset":0,"length":1024,"changedArea":[]}`
	for text, notes := range map[string][]string{
		httpOK + "\r\n" + soap: {NoCapacity},
		httpProxy + "HTTP/1.1 100 Continue\r\n\r\n" + httpOK + "\r\n" + soap:                   {NoCapacity},
		"HTTP/2 200 \nx: y\n\n" + json:                                                         {NoCapacity},
		httpOK + "Set-Cookie: vmware_soap_session=5ecret; Path=/\r\n\r\n" + soap + "\n" + soap: {Withheld, NoCapacity},
		"HTTP/1.1 302 Found\r\nset-cookie: a=5ecret\r\n\r\n" + httpOK + "\r\n" + json:          {Withheld, NoCapacity},
		soap + "\n" + httpOK + "\r\n" + soap:                                                   {NoCapacity},
	} {
		got, err := readText(text, Options{})
		if err != nil || got.m.Known() != 1024 || !slices.Equal(kindsOf(got.r.Notes()), notes) {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, n := range got.r.Notes() {
			if strings.Contains(n.Detail, "5ecret") {
				t.Errorf("%+v", n)
			}
		}
	}
	_, err := readText(httpOK+"\r\n"+"{\"startOffset\":\n0,\"length\":x", Options{})
	var wrong *SyntaxError
	if !errors.As(err, &wrong) || wrong.Line != 5 {
		t.Errorf("%v", err)
	}
	for text, want := range map[string]string{
		"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"5ecret\"\r\n\r\n": "has nothing but headers: “HTTP/1.1 401 Unauthorized”",
		httpOK + "\r\n<html><body>Log in</body></html>":                                 "a web page, not the answer of an API, behind the headers of a reply: “HTTP/1.1 200 OK”",
		"HTTP/1.1 200 OK\r\nSet-Cookie: 5ecret":                                         "it begins with “HTTP/1.1 200 OK”",
		"HTTP/1.1 200\r\n" + strings.Repeat("a: b\r\n", maxHead/6) + "\r\n" + json:      "it begins with “HTTP/1.1 200”",
		"HTTP/tales of the web\n\n" + json:                                              "it begins with “HTTP/tales of the web”",
		strings.Repeat(httpProxy, 17) + json:                                            "it begins with “HTTP/1.0 200",
	} {
		_, err := readText(text, Options{})
		if f := fault.Of(err); err == nil || !strings.Contains(f.What, want) || strings.Contains(f.What, "5ecret") || f.Advice == "" {
			t.Errorf("%.60q: %+v", text, f)
		}
	}
}
