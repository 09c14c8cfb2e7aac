package simulate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// certificates are what the server may show. Clients trust the root, which
// signs itself, as a fresh vCenter's does, and is shown itself as a rule.
type certificates struct {
	root  tls.Certificate
	names *x509.Certificate // what the root says
	shown atomic.Pointer[tls.Certificate]
}

// newCertificates makes a root that only this server has, for the names of the
// loopback address and the one it listens on.
func newCertificates(now time.Time, listening net.IP) (*certificates, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	c := &certificates{names: &x509.Certificate{
		Subject:               pkix.Name{CommonName: "simulated vCenter", Organization: []string{"cbtmap"}},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.AddDate(1, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback, listening},
	}}
	c.root.PrivateKey = key
	if c.root, err = c.sign(*c.names); err != nil {
		return nil, err
	}
	c.shown.Store(&c.root)
	return c, nil
}

// sign makes a certificate with the root's key.
func (c *certificates) sign(template x509.Certificate) (tls.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a serial number: %w", err)
	}
	template.SerialNumber = serial
	key := c.root.PrivateKey.(*ecdsa.PrivateKey)
	der, err := x509.CreateCertificate(rand.Reader, &template, c.names, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("sign the certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// show has the server show another certificate, which differs from the root by
// what edit makes of it; the root itself if edit is nil.
func (c *certificates) show(edit func(*x509.Certificate)) error {
	if edit == nil {
		c.shown.Store(&c.root)
		return nil
	}
	leaf := *c.names
	leaf.IsCA, leaf.KeyUsage = false, x509.KeyUsageDigitalSignature
	edit(&leaf)
	cert, err := c.sign(leaf)
	if err == nil {
		c.shown.Store(&cert)
	}
	return err
}

// current is the certificate for a new connection.
func (c *certificates) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return c.shown.Load(), nil
}

// expired ends a certificate's life before it was looked at.
func expired(c *x509.Certificate) {
	c.NotBefore, c.NotAfter = c.NotBefore.AddDate(-2, 0, 0), c.NotBefore.AddDate(0, 0, -1)
}

// misnamed gives a certificate to another server.
func misnamed(c *x509.Certificate) {
	c.DNSNames, c.IPAddresses = []string{"vcenter.example.com"}, nil
}

// publicPart is the certificate as PEM text, without its key.
func publicPart(cert tls.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
}

// saveRoot writes PEM text to a file in a new temporary folder.
func saveRoot(root string) (dir, name string, err error) {
	if dir, err = os.MkdirTemp("", "cbtmap-vcenter-"); err != nil {
		return "", "", noFolder(err)
	}
	name = filepath.Join(dir, "ca.pem")
	if err := os.WriteFile(name, []byte(root), 0o644); err != nil {
		return dir, "", fmt.Errorf("cannot save the certificate of the simulated vCenter: %w", err)
	}
	return dir, name, nil
}

// noFolder says why there is no temporary folder.
func noFolder(err error) error {
	return fmt.Errorf("cannot make a temporary folder in %s for the simulated vCenter: set TMPDIR (on Windows TMP) to a folder that exists and can be written to (%w)", os.TempDir(), err)
}
