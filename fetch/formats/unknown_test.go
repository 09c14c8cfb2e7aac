package formats

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/fault"
)

// What a file of no known form begins with is shown, but for what may be a secret:
// an error of a nightly job goes into a mail.
func TestUnknownFilesKeepTheirSecrets(t *testing.T) {
	for text, want := range map[string]string{
		"It was a dark and stormy night":       "“It was a dark and stormy night”",
		"user=admin password=5ecret":           "“user=*** pass ***”",
		"GOVC_PASSWORD='5ecret word'\nX=1":     "“GOVC_PASS ***”",
		"db_key = 5ecret":                      "“db_key =***”",
		"Authorization: Bearer 5ecret":         "“Auth ***”",
		"machine vc01 login me PASSWD 5ecret":  "“machine vc01 login me PASS ***”",
		"https://me:5ecret@vc01/sdk":           "“https://***@vc01/sdk”",
		"ghp_5ecretABCDEFGHIJKLMNOP0123456789": "“***”",
		"AKIA5ECRET0000000000 x":               "“*** x”",
		"host=5ecret":                          "“host=***”",
		"/usr/bin/some-long-path-of-a-tool":    "“/usr/bin/some-long-path-of-a-too…”",
	} {
		_, err := readText(text, Options{})
		unknown, ok := err.(*UnknownError)
		if !ok {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if unknown.Begins != want || strings.Contains(strings.ToLower(fault.Of(err).What), "5ecret") {
			t.Errorf("%q begins with %s, want %s", text, unknown.Begins, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringMatching(`([a-z]{1,8} ){0,3}`).Draw(t, "before")
		key := rapid.SampledFrom([]string{"password", "PWD", "client_secret", "token", "x", "db.user"}).Draw(t, "key")
		sign := rapid.SampledFrom([]string{"=", " = ", "=\"", "='"}).Draw(t, "sign")
		if _, err := readText(before+key+sign+"Q7Q7", Options{}); err == nil || strings.Contains(err.Error(), "Q7") {
			t.Fatalf("%q: %v", before+key+sign, err)
		}
	})
}
