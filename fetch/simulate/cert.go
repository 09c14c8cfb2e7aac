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
	"time"
)

// newCertificate makes a certificate that only this server has, for the names
// of the loopback address and the one it listens on. It signs itself, as a fresh
// vCenter's does.
func newCertificate(now time.Time, listening net.IP) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a serial number: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "simulated vCenter", Organization: []string{"cbtmap"}},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.AddDate(1, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback, listening},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("sign the certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
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
