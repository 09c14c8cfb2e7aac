package vcenter_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

// Names and passwords arrive as they were given, through the environment, XML
// and JSON.
func TestAnyCredentials(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g := newGate(canned{}.handler())
		config := serve(t, g)
		try := func(user, password string, file bool) error {
			vars := map[string]string{"GOVC_URL": config.URL, "GOVC_USERNAME": user, "GOVC_PASSWORD": password}
			if file {
				vars["GOVC_PASSWORD"] = filepath.Join(t.TempDir(), "password")
				if err := os.WriteFile(vars["GOVC_PASSWORD"], []byte(password+"\r\n"), 0o600); err != nil {
					return err
				}
			}
			g.set(func(g *gate) { g.user, g.password = user, password })
			c, err := vcenter.FromEnv(env(vars))
			if err != nil {
				return err
			}
			c.Protocol, c.KeepAlive = protocol, -1
			client, err := vcenter.Connect(t.Context(), c)
			if err != nil {
				return err
			}
			return client.Close(t.Context())
		}
		for _, user := range []string{"root", `DOM\user`, "user@vsphere.local", `DOM\näme <x>&"y"`, "a:b", "50%", "%41"} {
			if err := try(user, "p w", false); err != nil {
				t.Errorf("user %q: %v", user, err)
			}
		}
		for _, password := range []string{
			"plain", `it's "quoted"`, "100%", "%41%zz", "#1", "p@ss:w/rd?", "two words", "<a>&amp;</a>", "]]>", "{}[]\\u0041\\", "пароль-密码-🔑",
			" leading", "trailing ", "\ttab\t", "a\r\nb", "e\u0301 and \u00e9", "\u2028\u2029\u200e", "x\u007f\u0085y", "$HOME`id`;&|",
		} {
			if err := try("root", password, false); err != nil {
				t.Errorf("password %q: %v", password, err)
			}
		}
		for _, password := range []string{"from a file", "it's #100%"} {
			if err := try("root", password, true); err != nil {
				t.Errorf("password %q in a file: %v", password, err)
			}
		}
		rapid.Check(t, func(r *rapid.T) {
			text := rapid.StringN(1, 30, -1).Filter(func(s string) bool {
				c := vcenter.Config{URL: "vc01", Username: s, Password: s}
				_, err := os.Stat(s)
				return c.Validate() == nil && err != nil && !strings.Contains(s, "\x00")
			})
			if user, password := text.Draw(r, "user"), text.Draw(r, "password"); try(user, password, false) != nil {
				r.Fatalf("refused: user %q, password %q: %v", user, password, try(user, password, false))
			}
		})
	})
}
