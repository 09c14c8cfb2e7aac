package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// What a server sends unasked is told nobody: net/http would log its bytes as
// they came.
func TestLibrariesDoNotLog(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for first := true; ; first = false {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
				continue
			}
			if first {
				const body = `<namespaces><namespace><name>urn:vim25</name><version>8.0.3.0</version></namespace></namespaces>`
				fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%sEVIL\x1b[2J", len(body), body)
				continue
			}
			time.Sleep(100 * time.Millisecond) // enough to log
			fmt.Fprint(conn, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		}
	}()
	cmd, _ := process(t, environment{
		"GOVC_URL":      "http://" + l.Addr().String(),
		"GOVC_USERNAME": "root",
		"GOVC_PASSWORD": "hunter2",
	}, "inventory", "--protocol", "json")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	code := codeOf(cmd.Run())
	if got := stderr.String(); code != exitFailed || strings.Contains(got, "EVIL") || !strings.HasPrefix(got, "cbtmap: ") {
		t.Errorf("exit code %d: %q", code, got)
	}
}
