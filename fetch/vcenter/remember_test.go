package vcenter_test

import (
	"os"
	"path/filepath"
	"testing"

	"cbtmap/fetch/vcenter"
)

// What is noted is what Connect finds again: see TestRememberedCertificate for
// the whole way.
func TestRemember(t *testing.T) {
	dir := t.TempDir()
	const print = "AA:BB:CC:DD"
	for name, c := range map[string]struct{ before, url, want string }{
		"new file":           {"", "vc01", "vc01:443 AA:BB:CC:DD\n"},
		"more lines":         {"a:443 00:11\n", "https://vc01:8443/sdk", "a:443 00:11\nvc01:8443 AA:BB:CC:DD\n"},
		"line without end":   {"a:443 00:11", "vc01", "a:443 00:11\nvc01:443 AA:BB:CC:DD\n"},
		"IPv6":               {"", "https://[::1]:8443", "[::1]:8443 AA:BB:CC:DD\n"},
		"fingerprint pasted": {"", "vc01", "vc01:443 AA:BB:CC:DD\n"},
	} {
		file := filepath.Join(dir, name, "known_hosts")
		if c.before != "" {
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		config := vcenter.Config{URL: c.url, Username: "u", Password: "p", KnownHosts: file + string(filepath.ListSeparator) + filepath.Join(dir, "other")}
		thumbprint := print
		if name == "fingerprint pasted" {
			thumbprint = "aabb ccdd"
		}
		if err := config.Remember(thumbprint); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: the file holds %q, %v; want %q", name, got, err, c.want)
		}
	}
	if err := (vcenter.Config{URL: "vc01", Username: "u", Password: "p"}).Remember(print); err == nil {
		t.Error("a fingerprint is noted nowhere without a word")
	}
	blocked := vcenter.Config{URL: "vc01", Username: "u", Password: "p", KnownHosts: dir}
	if err := blocked.Remember(print); err == nil {
		t.Error("a fingerprint is noted in a folder without a word")
	}
}
