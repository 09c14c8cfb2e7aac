package simulate

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// door is the port that clients come through. It can be shut and opened again.
type door struct {
	handler      http.Handler
	certificates *certificates

	mu     sync.Mutex
	http   *http.Server // nil while it is shut
	served chan struct{}
	shut   bool // for good
}

// open serves a listener until the door is shut.
func (d *door) open(l net.Listener) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shut {
		_ = l.Close()
		return
	}
	server, served := &http.Server{
		Handler:           d.handler,
		TLSConfig:         &tls.Config{GetCertificate: d.certificates.current, MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // a client's refused handshake is the client's to tell
	}, make(chan struct{})
	d.http, d.served = server, served
	go func() {
		defer close(served)
		_ = server.ServeTLS(l, "", "") // returns when the server is closed
	}()
}

// slam drops every connection and lets no new one in.
func (d *door) slam() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.http == nil {
		return nil
	}
	err := d.http.Close()
	<-d.served
	d.http = nil
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// close is slam for good.
func (d *door) close() error {
	d.mu.Lock()
	d.shut = true
	d.mu.Unlock()
	return d.slam()
}
