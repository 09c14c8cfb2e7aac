package vcenter_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// keyPair writes a certificate and its key, in PEM.
func keyPair(t *testing.T, name string) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
}

func TestClientCertificate(t *testing.T) {
	good := bridged(canned{}.handler())
	shown := ""
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.TLS.PeerCertificates) > 0 {
			shown = r.TLS.PeerCertificates[0].Subject.CommonName
		}
		good.ServeHTTP(w, r)
	}))
	s.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	s.Config.ErrorLog = silent()
	s.StartTLS()
	t.Cleanup(s.Close)

	dir := t.TempDir()
	file := func(name string, text []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	cert, key := keyPair(t, "backup-auditor")
	_, otherKey := keyPair(t, "other")
	certFile, keyFile := file("cert.pem", cert), file("key.pem", key)
	both := file("both.pem", append(append([]byte{}, cert...), key...))

	config := vcenter.Config{URL: s.URL, Username: "u", Password: "p", Insecure: true}
	for _, protocol := range protocols {
		for _, files := range [][2]string{{certFile, keyFile}, {both, ""}} {
			shown = ""
			config.Protocol, config.Certificate, config.PrivateKey = protocol, files[0], files[1]
			connect(t, config)
			if shown != "backup-auditor" {
				t.Errorf("the server saw %q", shown)
			}
		}
	}
	for _, files := range [][2]string{
		{certFile, ""}, {certFile, file("other.pem", otherKey)}, {filepath.Join(dir, "none"), keyFile}, {keyFile, certFile}, {file("empty", nil), ""},
	} {
		config.Certificate, config.PrivateKey = files[0], files[1]
		_, err := vcenter.Connect(t.Context(), config)
		wantError(t, err, "the client certificate of GOVC_CERTIFICATE and GOVC_PRIVATE_KEY cannot be used")
	}
	config.Certificate, config.PrivateKey = "", ""
	_, err := vcenter.Connect(t.Context(), config)
	wantError(t, err, "certificate")
}
