package vcenter_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

func env(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct {
		url                  string
		host, want           string
		username, passphrase string
	}{
		{url: "vc01", host: "vc01", want: "https://vc01/sdk"},
		{url: " vc01.example.com/ ", host: "vc01.example.com", want: "https://vc01.example.com/sdk"},
		{url: "vc01:8443", host: "vc01:8443", want: "https://vc01:8443/sdk"},
		{url: "https://vc01:443/sdk/", host: "vc01", want: "https://vc01:443/sdk"},
		{url: "HTTP://127.0.0.1:8989/sdk", host: "127.0.0.1:8989", want: "http://127.0.0.1:8989/sdk"},
		{url: "https://[::1]:8989", host: "[::1]:8989", want: "https://[::1]:8989/sdk"},
		{url: "::1", host: "::1", want: "https://[::1]/sdk"},
		{url: "münchen.example", host: "münchen.example", want: "https://münchen.example/sdk"},
		{url: "administrator@vsphere.local:pass@vc01", host: "vc01", want: "https://vc01/sdk", username: "administrator@vsphere.local", passphrase: "pass"},
		{url: `https://DOM\user:p ss@vc01`, host: "vc01", want: "https://vc01/sdk", username: `DOM\user`, passphrase: "p ss"},
		{url: "https://DOM%5Cuser:p%40ss@vc01", host: "vc01", want: "https://vc01/sdk", username: `DOM\user`, passphrase: "p@ss"},
		{url: "https://user:p#ss/w?rd@vc01/sdk", host: "vc01", want: "https://vc01/sdk", username: "user", passphrase: "p#ss/w?rd"},
		{url: "https://user:p%zz:@vc01", host: "vc01", want: "https://vc01/sdk", username: "user", passphrase: "p%zz:"},
		{url: "user@vc01", host: "vc01", want: "https://vc01/sdk", username: "user"},
	} {
		c, err := vcenter.FromEnv(env(map[string]string{"GOVC_URL": tt.url}))
		if err != nil {
			t.Errorf("%q: %v", tt.url, err)
			continue
		}
		if c.Host() != tt.host || c.URL != tt.want || c.Username != tt.username || c.Password != tt.passphrase {
			t.Errorf("%q: host %q, URL %q, user %q, password %q", tt.url, c.Host(), c.URL, c.Username, c.Password)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	for _, url := range []string{
		"ftp://vc01", "https://", "https://:443", "vc 01", "vc01:port", "vc01:0", "vc01:70000", "[::1", "[vc01]", "[]:1",
		"https://vc01\x00", "https://vc01\n", "https://vc%01", "\xff", "https://user:secret",
	} {
		_, err := vcenter.FromEnv(env(map[string]string{"GOVC_URL": url}))
		if url == "https://vc01\n" { // white space round an address is dropped
			if err != nil {
				t.Errorf("%q: %v", url, err)
			}
			continue
		}
		wantError(t, err, "the server's address")
		if strings.Contains(fmt.Sprint(err), "secret") {
			t.Errorf("%q: the error repeats what may be a password: %v", url, err)
		}
	}
	if host := (vcenter.Config{}).Host(); host != "" {
		t.Errorf("host of nothing is %q", host)
	}
}

func TestFromEnv(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := vcenter.FromEnv(env(map[string]string{
		"GOVC_URL": "https://urluser:urlpass@vc01", "GOVC_USERNAME": "me", "GOVC_PASSWORD": file,
		"GOVC_INSECURE": "1", "GOVC_TLS_CA_CERTS": "ca.pem", "GOVC_TLS_KNOWN_HOSTS": "known",
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := vcenter.Config{URL: "https://vc01/sdk", Username: "me", Password: "from a file", Insecure: true, CACerts: "ca.pem", KnownHosts: "known"}
	if c != want {
		t.Errorf("got %+v with password %q", c, c.Password)
	}
	if err := c.Validate(); err != nil {
		t.Error(err)
	}

	_, err = vcenter.FromEnv(env(map[string]string{"GOVC_INSECURE": "perhaps"}))
	wantError(t, err, "GOVC_INSECURE")

	// A value that is a directory or no path at all is the value itself.
	c, err = vcenter.FromEnv(env(map[string]string{"GOVC_PASSWORD": t.TempDir()}))
	if err != nil || c.Password == "" {
		t.Errorf("a directory as a password: %q, %v", c.Password, err)
	}
}

func TestValidate(t *testing.T) {
	full := vcenter.Config{URL: "vc01", Username: "u", Password: "p"}
	for _, tt := range []struct {
		change func(*vcenter.Config)
		want   string
	}{
		{func(c *vcenter.Config) {}, ""},
		{func(c *vcenter.Config) { c.URL = "" }, "no server is given: set GOVC_URL or use --url"},
		{func(c *vcenter.Config) { c.Username = "" }, "no user is given for vc01: set GOVC_USERNAME"},
		{func(c *vcenter.Config) { c.Password = "" }, "no password is given for vc01"},
		{func(c *vcenter.Config) { c.Username, c.Password, c.URL = "", "", "a:b@vc01" }, ""},
		{func(c *vcenter.Config) { c.URL = "http://vc01" }, "in the clear"},
		{func(c *vcenter.Config) { c.URL, c.Insecure = "http://vc01", true }, ""},
		{func(c *vcenter.Config) { c.URL = "http://localhost:8989" }, ""},
		{func(c *vcenter.Config) { c.URL = "http://[::1]" }, ""},
	} {
		c := full
		tt.change(&c)
		if err := c.Validate(); tt.want != "" {
			wantError(t, err, tt.want)
		} else if err != nil {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// No way of printing a Config, and no error about one, shows the password.
func TestPasswordIsNeverShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Long enough that it is in no sentence by chance.
		password := "Zq" + rapid.StringN(6, 40, -1).Draw(t, "password") + "9X"
		before := rapid.SampledFrom([]string{"", "https://", "http://", "ftp://", "://", "https:/"}).Draw(t, "scheme")
		between := rapid.SampledFrom([]string{"@", "", "@@", "/", "@[", "@:", "@vc01:"}).Draw(t, "between")
		url := before + "user:" + password + between + rapid.SampledFrom([]string{"vc01", "", "vc 01", "::1"}).Draw(t, "host")

		shown := func(values ...any) {
			for _, v := range values {
				if s := fmt.Sprint(v); strings.Contains(s, password) {
					t.Fatalf("the password shows in %q", s)
				}
			}
		}
		c, err := vcenter.FromEnv(env(map[string]string{"GOVC_URL": url}))
		shown(err)
		if err == nil {
			shown(c.Validate(), c.Host())
		}
		c = vcenter.Config{URL: url}
		shown(c.Validate())

		c = vcenter.Config{URL: url, Username: "user", Password: password}
		raw, err := json.Marshal(c)
		var line strings.Builder
		slog.New(slog.NewTextHandler(&line, nil)).Info("connect", "config", c)
		shown(string(raw), err, fmt.Sprintf("%v %+v %#v %s %q", c, c, c, c, c), line.String())
	})
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"vc01", `https://DOM\user:p ss@vc01:443/sdk`, "user:p%zz@vc01", "[::1]:8989", "::1", "https://a@b@c:1/#?", "fe80::1%eth0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, url string) {
		c, err := vcenter.FromEnv(env(map[string]string{"GOVC_URL": url}))
		if err != nil || url == "" {
			return
		}
		again, err := vcenter.Config{Username: c.Username, Password: c.Password}.WithURL(c.URL)
		if err != nil {
			t.Fatalf("%q became %q, which is refused: %v", url, c.URL, err)
		}
		if again != c || c.Host() == "" {
			t.Fatalf("%q became %q and then %q; host %q", url, c.URL, again.URL, c.Host())
		}
	})
}
