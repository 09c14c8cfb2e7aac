//go:build unix

package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// smallCurl is what the test binary plays on computers that have no curl.
const smallCurl = "curl"

func init() {
	roles[smallCurl] = func() {
		if err := curl(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// curl does what the lines of the help text need of curl.
func curl(args []string) error {
	var dump, output, body, address string
	roots := x509.NewCertPool()
	header := http.Header{}
	for len(args) > 0 {
		switch flag := args[0]; {
		case flag == "-s":
			args = args[1:]
		case !strings.HasPrefix(flag, "-"):
			address, args = flag, args[1:]
		case len(args) < 2:
			return errors.New(flag + " lacks its value")
		default:
			value := args[1]
			args = args[2:]
			switch flag {
			case "--cacert":
				text, err := os.ReadFile(value)
				if err != nil || !roots.AppendCertsFromPEM(text) {
					return fmt.Errorf("no roots in %s: %v", value, err)
				}
			case "-D":
				dump = value
			case "-o":
				output = value
			case "-d":
				body = value
			case "-H":
				name, text, _ := strings.Cut(value, ":")
				header.Set(name, strings.TrimSpace(text))
			default:
				return errors.New("unknown flag " + flag)
			}
		}
	}
	req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header = header
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if dump != "" {
		var lines strings.Builder
		_ = res.Header.Write(&lines)
		if err := os.WriteFile(dump, []byte(res.Proto+" "+res.Status+"\r\n"+lines.String()+"\r\n"), 0o600); err != nil {
			return err
		}
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if output != "" {
		return os.WriteFile(output, text, 0o600)
	}
	_, err = os.Stdout.Write(text)
	return err
}

// The lines of simulate --help log in and ask for changed areas, with the real
// curl where there is one, and always with another client's requests. Their
// answer is what cbtmap reports.
func TestCurlExample(t *testing.T) {
	env := environmentOf(t, vcenterForTests(t))
	report := decode(t, runWith(t.Context(), env, "report", "--vm", "web01", "--disk", "2000", "--from", "*", "--json"))

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	with := map[string]string{"net/http": self}
	if real, err := exec.LookPath("curl"); err == nil {
		with["curl"] = real
	}
	for name, path := range with {
		t.Run(name, func(t *testing.T) {
			work := t.TempDir()
			if err := os.Symlink(path, filepath.Join(work, "curl")); err != nil {
				t.Fatal(err)
			}
			sh := exec.Command("/bin/sh", "-euc", curlExample)
			sh.Dir = work
			sh.Env = []string{"PATH=" + work + ":" + os.Getenv("PATH"), playing + "=" + smallCurl}
			for _, v := range []string{"GOVC_URL", "GOVC_USERNAME", "GOVC_PASSWORD", "GOVC_TLS_CA_CERTS"} {
				sh.Env = append(sh.Env, v+"="+env[v])
			}
			var stderr strings.Builder
			sh.Stderr = &stderr
			out, err := sh.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, stderr.String())
			}
			var info struct {
				Type        string `json:"_typeName"`
				StartOffset int64
				Length      int64
				ChangedArea []struct{ Start, Length int64 }
			}
			if err := json.Unmarshal(out, &info); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var sum int64
			for _, area := range info.ChangedArea {
				sum += area.Length
			}
			if info.Type != "DiskChangeInfo" || info.StartOffset != 0 || sum == 0 {
				t.Errorf("the answer is %.200s", out)
			}
			if whole := info.Length == report.Disk.CapacityBytes; !whole || sum != report.Changed.Bytes {
				t.Errorf("%d bytes in the first %d, cbtmap reports %d in %d", sum, info.Length, report.Changed.Bytes, report.Disk.CapacityBytes)
			}
		})
	}
}
