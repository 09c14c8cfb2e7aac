package vcenter_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// What each variable does, alone beside a server and a login.
func TestVariables(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	base := vcenter.Config{URL: "https://vc01/sdk", Username: "me", Password: "s3cret"}
	used := map[string]bool{}
	for _, tt := range []struct {
		name, value string
		change      func(*vcenter.Config)
		fails       string
	}{
		{"GOVC_URL", "vc02:8443", func(c *vcenter.Config) { c.URL = "https://vc02:8443/sdk" }, ""},
		{"GOVC_URL", "https://you:other@vc02/sdk", func(c *vcenter.Config) { c.URL = "https://vc02/sdk" }, ""}, // the others win
		{"GOVC_URL", "ftp://vc02", nil, "the server's address"},
		{"GOVC_USERNAME", `DOM\me`, func(c *vcenter.Config) { c.Username = `DOM\me` }, ""},
		{"GOVC_USERNAME", file("user", "filed@vsphere.local\r\n"), func(c *vcenter.Config) { c.Username = "filed@vsphere.local" }, ""},
		{"GOVC_PASSWORD", "  p w\t", func(c *vcenter.Config) { c.Password = "  p w\t" }, ""},
		{"GOVC_PASSWORD", file("password", "in a file\n"), func(c *vcenter.Config) { c.Password = "in a file" }, ""},
		{"GOVC_PASSWORD", filepath.Join(dir, "none"), func(c *vcenter.Config) { c.Password = filepath.Join(dir, "none") }, ""},
		{"GOVC_INSECURE", "1", func(c *vcenter.Config) { c.Insecure = true }, ""},
		{"GOVC_INSECURE", "tRUE", func(c *vcenter.Config) { c.Insecure = true }, ""},
		{"GOVC_INSECURE", "false", func(c *vcenter.Config) {}, ""},
		{"GOVC_INSECURE", "perhaps", nil, "GOVC_INSECURE is neither true nor false"},
		{"GOVC_TLS_CA_CERTS", "a.pem:b.pem", func(c *vcenter.Config) { c.CACerts = "a.pem:b.pem" }, ""},
		{"GOVC_TLS_KNOWN_HOSTS", "none:nor this", func(c *vcenter.Config) { c.KnownHosts = "none:nor this" }, ""},
		{"GOVC_TLS_HANDSHAKE_TIMEOUT", "25s", func(c *vcenter.Config) { c.HandshakeTimeout = 25 * time.Second }, ""},
		{"GOVC_TLS_HANDSHAKE_TIMEOUT", "25", nil, "GOVC_TLS_HANDSHAKE_TIMEOUT is no length of time: write it like 20s"},
		{"GOVC_TLS_HANDSHAKE_TIMEOUT", "-1s", nil, "GOVC_TLS_HANDSHAKE_TIMEOUT"},
		{"GOVC_CERTIFICATE", "me.pem", func(c *vcenter.Config) { c.Certificate = "me.pem" }, ""},
		{"GOVC_PRIVATE_KEY", "key.pem", func(c *vcenter.Config) { c.PrivateKey = "key.pem" }, ""},
		{"GOVC_DATACENTER", "/Europe/dc1", func(c *vcenter.Config) { c.Datacenter = "/Europe/dc1" }, ""},
		{"GOVC_VI_JSON", "0", func(c *vcenter.Config) { c.Protocol = vcenter.JSON }, ""}, // anything at all, as for govc
		{"GOVC_VIM_NAMESPACE", "vim25", func(c *vcenter.Config) { c.Namespace = "vim25" }, ""},
		{"GOVC_VIM_NAMESPACE", "../x", nil, "GOVC_VIM_NAMESPACE is no namespace"},
		{"GOVC_VIM_VERSION", "8.0.1.0", func(c *vcenter.Config) { c.Release = "8.0.1.0" }, ""},
		{"GOVC_VIM_VERSION", "-", func(c *vcenter.Config) { c.Release = vcenter.ServerRelease }, ""},
		{"GOVC_VIM_VERSION", "8.0/../..", nil, `"8.0/../.." is no API release: write it like 8.0.3.0`},

		{"GOVC_PERSIST_SESSION", "true", func(c *vcenter.Config) {}, ""},
		{"GOVMOMI_HOME", dir, func(c *vcenter.Config) {}, ""},
		{"GOVMOMI_LOCALE", "de_DE", func(c *vcenter.Config) {}, ""},
		{"GOVMOMI_INSECURE_COOKIES", "true", func(c *vcenter.Config) {}, ""},
		{"GOVC_MIN_API_VERSION", "5.5", func(c *vcenter.Config) {}, ""},
	} {
		vars := map[string]string{"GOVC_URL": "vc01", "GOVC_USERNAME": "me", "GOVC_PASSWORD": "s3cret"}
		vars[tt.name] = tt.value
		got, err := vcenter.FromEnv(func(name string) string {
			used[name] = true
			return vars[name]
		})
		if err == nil {
			err = got.Validate()
		}
		if tt.fails != "" {
			wantError(t, err, tt.fails)
			continue
		}
		want := base
		tt.change(&want)
		if err != nil || got != want {
			t.Errorf("%s=%q: %v with password %q, %v", tt.name, tt.value, got, got.Password, err)
		}
		if strings.HasPrefix(tt.name, "GOVC_PERSIST") || strings.HasPrefix(tt.name, "GOVMOMI") || tt.name == "GOVC_MIN_API_VERSION" {
			if used[tt.name] {
				t.Errorf("%s is read", tt.name)
			}
		} else if !used[tt.name] {
			t.Errorf("%s is not read", tt.name)
		}
	}
	// Every one that is read is told of.
	doc, err := os.ReadFile("env.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if !strings.Contains(string(doc), "//\t"+name+" ") {
			t.Errorf("the doc comment of FromEnv says nothing about %s", name)
		}
	}
}

// The password in a URL goes with the user of the variable, as for govc.
func TestUserBesideURL(t *testing.T) {
	c, err := vcenter.FromEnv(env(map[string]string{"GOVC_URL": "you:other@vc01", "GOVC_USERNAME": "me"}))
	if err != nil || c.Username != "me" || c.Password != "other" {
		t.Errorf("%v with %q, %v", c, c.Password, err)
	}
}

func TestProtocolIsChecked(t *testing.T) {
	c := vcenter.Config{URL: "vc01", Username: "u", Password: "p", Protocol: "rest"}
	wantError(t, c.Validate(), `there is no protocol "rest": choose soap or json`)
	c.Protocol, c.Password, c.Certificate = "", "", "me.pem"
	wantError(t, c.Validate(), "no password is given for vc01: set GOVC_PASSWORD, since a client certificate does not log in by itself")
	for _, bad := range []string{"p\xe4ssword", "a\x00b", "bell\a"} {
		c.Password = bad
		wantError(t, c.Validate(), "has characters that cannot be sent: check that it is UTF-8")
	}
}

// The lists of files: several, some of them missing where that is allowed.
func TestListsOfFiles(t *testing.T) {
	config := liveConfig()
	list := func(names ...string) string { return strings.Join(names, string(os.PathListSeparator)) }
	dir := t.TempDir()
	known := filepath.Join(dir, "known")
	if err := os.WriteFile(known, fmt.Appendf(nil, "other.example.com %s\r\n%s %s\r\n", strings.Repeat("AB:", 31)+"AB", hostPort(config), thumbprint(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	byPrint := config
	byPrint.CACerts, byPrint.KnownHosts = "", list(filepath.Join(dir, "none"), known)
	connect(t, byPrint)

	other := config
	other.CACerts = list(live.CAFile(), live.CAFile())
	other.KnownHosts = filepath.Join(dir, "none")
	connect(t, other)
	other.CACerts = list(live.CAFile(), filepath.Join(dir, "none.pem"))
	_, err := vcenter.Connect(t.Context(), other)
	wantError(t, err, "the trusted roots of --ca-certs or GOVC_TLS_CA_CERTS cannot be read")
}

func hostPort(c vcenter.Config) string {
	return strings.TrimSuffix(strings.TrimPrefix(c.URL, "https://"), "/sdk")
}
