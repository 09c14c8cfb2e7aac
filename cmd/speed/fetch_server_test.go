package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The server of the benchmarks is a process of its own, so that what it allocates
// and computes is not put down to the client: the test binary once more, with a
// variable that makes it serve and run no test. It ends when its input does, and
// so with whoever started it.
const servingVar = "CBTMAP_SPEED_SERVES" // "EXTENTS MILLISECONDS"

func init() {
	spec := os.Getenv(servingVar)
	if spec == "" {
		return
	}
	var extents, delay int
	_, err := fmt.Sscan(spec, &extents, &delay)
	if err == nil {
		err = serveCanned(extents, time.Duration(delay)*time.Millisecond)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// vcenterProcess is a server in another process.
type vcenterProcess struct {
	url   string // https://127.0.0.1:PORT
	roots string // the certificate to trust, PEM
}

// startServer starts a server of so many extents that takes so many
// milliseconds for each reply, for as long as the benchmark runs.
func startServer(b *testing.B, extents int, delay time.Duration) vcenterProcess {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d", servingVar, extents, delay.Milliseconds()))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	lines := bufio.NewReader(out)
	address, err := lines.ReadString('\n')
	if err != nil {
		b.Fatal("the server did not start: ", err)
	}
	certificate := strings.Builder{}
	for !strings.Contains(certificate.String(), "END CERTIFICATE") {
		line, err := lines.ReadString('\n')
		if err != nil {
			b.Fatal("the server did not start: ", err)
		}
		certificate.WriteString(line)
	}
	return vcenterProcess{"https://" + strings.TrimSpace(address), certificate.String()}
}

// serveCanned is the other process.
func serveCanned(extents int, delay time.Duration) error {
	certificate, err := ownCertificate()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	disk := serving(extents)
	handler := &cannedServer{soap: cannedSOAP(disk), json: cannedJSON(disk), delay: delay}
	server := &http.Server{Handler: handler, TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	fmt.Println(listener.Addr())
	if err := pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]}); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	return nil
}

func ownCertificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	plain := &x509.Certificate{
		SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, plain, plain, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// cannedServer answers as a vCenter does, from replies that are there already.
type cannedServer struct {
	soap, json *canned
	delay      time.Duration
}

const speedRelease = "8.0.3.0"

func (s *cannedServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	question, err := io.ReadAll(r.Body)
	switch rest, inJSON := strings.CutPrefix(r.URL.Path, "/sdk/vim25/"+speedRelease+"/"); {
	case err != nil:
		return
	case r.Method == http.MethodGet:
		fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><namespaces version="1.0"><namespace><name>urn:vim25</name><version>%s</version></namespace></namespaces>`, speedRelease)
	case inJSON && strings.HasSuffix(rest, "/QueryChangedDiskAreas"):
		s.areas(w, s.json, number(question, `"startOffset":`))
	case inJSON:
		method := rest[strings.LastIndexByte(rest, '/')+1:]
		send(w, "application/json", helloJSON[method])
	case bytes.Contains(question, []byte("<QueryChangedDiskAreas ")):
		s.areas(w, s.soap, number(question, "<startOffset>"))
	default:
		for method, returnval := range helloSOAP {
			if bytes.Contains(question, []byte("<"+method+" ")) {
				send(w, "text/xml; charset=utf-8", fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"`+
					` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><%sResponse xmlns="urn:vim25">%s</%[1]sResponse></soapenv:Body></soapenv:Envelope>`, method, returnval))
			}
		}
	}
}

func (s *cannedServer) areas(w http.ResponseWriter, c *canned, at int64) {
	time.Sleep(s.delay)
	head, body, tail := c.reply(at)
	w.Header().Set("Content-Type", c.kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(head)+len(body)+len(tail)))
	_, _ = w.Write(head)
	_, _ = w.Write(body)
	_, _ = io.WriteString(w, tail)
}

func send(w http.ResponseWriter, kind, text string) {
	w.Header().Set("Content-Type", kind)
	if text == "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	_, _ = io.WriteString(w, text)
}

// number is the one after a mark, 0 if there is none.
func number(text []byte, mark string) int64 {
	_, rest, _ := bytes.Cut(text, []byte(mark))
	end := bytes.IndexFunc(rest, func(c rune) bool { return c < '0' || c > '9' })
	n, _ := strconv.ParseInt(string(rest[:max(end, 0)]), 10, 64)
	return n
}

// What is said before the first question about a disk.
var (
	helloSOAP = map[string]string{
		"RetrieveServiceContent": `<returnval><rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>` +
			`<viewManager type="ViewManager">ViewManager</viewManager><about><name>VMware vCenter Server</name><version>8.0.3</version><apiType>VirtualCenter</apiType>` +
			`<apiVersion>` + speedRelease + `</apiVersion></about><sessionManager type="SessionManager">SessionManager</sessionManager></returnval>`,
		"Login": `<returnval><key>k</key><userName>reader</userName><fullName>r</fullName><loginTime>2026-11-22T08:00:00Z</loginTime>` +
			`<lastActiveTime>2026-11-22T08:00:00Z</lastActiveTime><locale>en</locale><messageLocale>en</messageLocale></returnval>`,
		"Logout": "",
	}
	helloJSON = map[string]string{
		"RetrieveServiceContent": `{"_typeName":"ServiceContent","rootFolder":` + refJSON("Folder", "group-d1") + `,"propertyCollector":` + refJSON("PropertyCollector", "propertyCollector") +
			`,"viewManager":` + refJSON("ViewManager", "ViewManager") + `,"sessionManager":` + refJSON("SessionManager", "SessionManager") +
			`,"about":{"_typeName":"AboutInfo","name":"VMware vCenter Server","fullName":"f","vendor":"v","version":"8.0.3","build":"1","osType":"linux","productLineId":"vpx","apiType":"VirtualCenter","apiVersion":"` + speedRelease + `"}}`,
		"Login": `{"_typeName":"UserSession","key":"k","userName":"reader","fullName":"r","loginTime":"2026-11-22T08:00:00Z","lastActiveTime":"2026-11-22T08:00:00Z","locale":"en","messageLocale":"en"}`,
	}
)

func refJSON(kind, id string) string {
	return fmt.Sprintf(`{"_typeName":"ManagedObjectReference","type":%q,"value":%q}`, kind, id)
}
