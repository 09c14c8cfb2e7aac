package vcenter_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// connectURL makes the test binary connect to its value and do nothing else:
// net/http reads the proxies of the environment once in a process.
const connectURL = "VCENTER_TEST_CONNECT"

// connectOnly prints why it could not connect.
func connectOnly(url string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	config, err := vcenter.FromEnv(os.Getenv)
	if err == nil {
		config.URL = url
		_, err = vcenter.Connect(ctx, config)
	}
	fmt.Println(err)
}

// The way goes through the proxy that the environment names, except to servers
// that it exempts; its password is in no error.
func TestProxyOfEnvironment(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	asked := make(chan *http.Request, 10)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
				asked <- r
				fmt.Fprint(conn, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
			}
			_ = conn.Close()
		}
	}()
	run := func(extra ...string) string {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), connectURL+"=https://vc01.invalid/sdk", "GOVC_URL=vc01.invalid", "GOVC_USERNAME=u", "GOVC_PASSWORD=Zq-secret-9X",
			"HTTPS_PROXY=http://jane:5ecret@"+l.Addr().String(), "https_proxy=", "no_proxy=")
		cmd.Env = append(cmd.Env, extra...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if strings.Contains(string(out), "5ecret") || strings.Contains(string(out), "Zq-secret") {
			t.Errorf("a password shows in %s", out)
		}
		return string(out)
	}
	for _, variables := range [][]string{nil, {"GOVC_VI_JSON=1"}} {
		out := run(append(variables, "NO_PROXY=")...)
		if want := "the proxy " + l.Addr().String() + " on the way to vc01.invalid refuses it"; !strings.Contains(out, want) {
			t.Errorf("%q is not in %q", want, out)
		}
		select {
		case r := <-asked:
			if r.Method != http.MethodConnect || r.Host != "vc01.invalid:443" || r.Header.Get("Proxy-Authorization") == "" {
				t.Errorf("%s %s with %v", r.Method, r.Host, r.Header)
			}
		default:
			t.Error("the proxy was not asked")
		}
	}
	if out := run("NO_PROXY=.invalid"); strings.Contains(out, "proxy") || len(asked) > 0 {
		t.Errorf("an exempt server was asked for through the proxy: %s", out)
	}
}
