package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"cbtmap/fetch/simulate"
)

// flaky are servers that fail in ways that the simulated vCenter does not.
type flaky struct {
	broken *httptest.Server // answers the first page of changed areas, and then a fault
	silent *httptest.Server // answers the first page of changed areas, and then not at all
	page   *httptest.Server // is no vCenter
	caFile string           // trusts all of them
}

func startFlaky(t *testing.T, behind *simulate.Server) flaky {
	t.Helper()
	f := flaky{caFile: filepath.Join(t.TempDir(), "flaky.pem")}
	f.broken = proxy(t, behind, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/sdk" {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, `{"_typeName":"SystemError","faultstring":"the disk is worn out","reason":"the disk is worn out"}`)
			return
		}
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>`+
			`<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>`+
			`<faultcode>ServerFaultCode</faultcode><faultstring>the disk is worn out</faultstring>`+
			`<detail><SystemErrorFault xmlns="urn:vim25" xsi:type="SystemError"><reason>the disk is worn out</reason></SystemErrorFault></detail>`+
			`</soapenv:Fault></soapenv:Body></soapenv:Envelope>`)
	})
	f.silent = proxy(t, behind, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	f.page = serveTLS(t, http.NotFoundHandler())
	// All test servers of net/http show one certificate.
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: f.page.Certificate().Raw})
	if err := os.WriteFile(f.caFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// startOffset is where a question about changed areas starts, in either protocol.
var startOffset = regexp.MustCompile(`(?:<startOffset>|"startOffset": ?)(\d+)`)

// proxy passes everything on to a simulated vCenter, but for questions about
// changed areas that do not start at byte 0.
func proxy(t *testing.T, behind *simulate.Server, later http.HandlerFunc) *httptest.Server {
	t.Helper()
	target, err := url.Parse(behind.URL())
	if err != nil {
		t.Fatal(err)
	}
	target.Path = ""
	text, err := os.ReadFile(behind.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	pass := httputil.NewSingleHostReverseProxy(target)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	pass.Transport = transport
	t.Cleanup(transport.CloseIdleConnections)
	return serveTLS(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if asked := startOffset.FindSubmatch(body); asked != nil && string(asked[1]) != "0" {
			later(w, r)
			return
		}
		pass.ServeHTTP(w, r)
	}))
}

// serveTLS serves without a word on clients that do not trust it.
func serveTLS(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}
