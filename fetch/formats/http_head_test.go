package formats

import (
	"errors"
	"fmt"
	"io"
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

// Headers that deny what follows are believed: a body that is shorter than they say was
// cut off, wherever that is, and a status may say that it is no answer, or a part of one.
func TestHeadersThatDeny(t *testing.T) {
	json := `[{"startOffset":0,"length":1024,"changedArea":[]}]` + "\n"
	csv := "start,length\n0,512\n"
	sized := func(n int, more string) string {
		return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n", n, more)
	}
	for text, whole := range map[string]bool{
		sized(len(csv), "") + csv:                                true,
		sized(len(csv), "") + csv + "0,512\n":                    true,
		sized(len(csv)+1, "") + csv:                              false,
		sized(len(json), "x: y\r\n") + json:                      true,
		sized(99999, "x: y\r\n") + json:                          false,
		sized(99999, "Content-Encoding: gzip\r\n") + json:        true,
		sized(99999, "transfer-encoding: chunked\r\n") + json:    true,
		strings.ReplaceAll(sized(99999, ""), "\r", "") + json:    true,
		sized(99999, "") + sized(len(json), "") + json:           true,
		sized(2<<20, "") + strings.Repeat(json, 20000):           false,
		sized(len(json)*20000, "") + strings.Repeat(json, 20000): true,
		"HTTP/1.1 500 Internal Server Error\r\n\r\n" + json:      true,
		sized(50, "") + "0 + 1\n0 1024 -\n":                      false,
	} {
		got, err := readText(text, Options{Capacity: 1024})
		if whole != (err == nil) || !whole && (!errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "Content-Length")) {
			t.Errorf("%.80q: %v", text, err)
		}
		if !whole && strings.Contains(text, csv) && got.m.Complete() {
			t.Errorf("%.80q: all of the disk is known", text)
		}
	}
	for _, status := range []string{"206 Partial Content", "503 Slow", "404 Not Found", "304 Not Modified"} {
		_, err := readText("HTTP/1.1 "+status+"\r\n\r\n"+json, Options{})
		if f := fault.Of(err); err == nil || !strings.Contains(f.What, status) || f.Advice == "" {
			t.Errorf("%s: %+v", status, f)
		}
	}
	_, err := readText(sized(512, ""), Options{})
	if err == nil || !strings.Contains(err.Error(), "nothing but headers") {
		t.Errorf("curl -I: %v", err)
	}
}
