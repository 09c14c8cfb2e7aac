package main

import (
	"regexp"
	"testing"

	"cbtmap/fetch/simulate"
)

// A certificate that is not trusted is told by what is wrong with it, and the
// advice mends that: no root certificate makes up for a wrong name or a date.
func TestWrongCertificates(t *testing.T) {
	for fault, want := range map[string]string{
		"wrongName": `(?s)is not trusted \(made out to vcenter\.example\.com; SHA-256 .*` +
			`hint: connect by a name that it is made out to, or accept exactly this one if that fingerprint is the server's own: add --thumbprint ([0-9A-F]{2}:){31}[0-9A-F]{2}, or note it`,
		"expiredCertificate": `(?s)is not trusted \(expired on \d{4}-\d\d-\d\d; SHA-256 .*` +
			`hint: have it renewed, or accept exactly this one if that fingerprint is the server's own: add --thumbprint ([0-9A-F]{2}:){31}[0-9A-F]{2}, or note it`,
	} {
		server := startServer(t, simulate.Options{Fail: []string{fault}})
		got := runWith(t.Context(), environmentOf(t, server), "inventory")
		if got.code != exitFailed || !regexp.MustCompile(want).MatchString(got.stderr) || regexp.MustCompile(`root certificate`).MatchString(got.stderr) {
			t.Errorf("%s: exit code %d: %s", fault, got.code, got.stderr)
		}
	}
}
