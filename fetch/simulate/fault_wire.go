package simulate

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// wire sends an answer in a way of its own.
type wire func(t *transfer)

// transfer is an answer on its way.
type transfer struct {
	*reply
	w       http.ResponseWriter
	r       *http.Request
	closing <-chan struct{} // closed when the server closes
}

// wireKinds are the faults that befall an answer on its way.
var wireKinds = []kind{
	{FaultName: FaultName{"http401", "status 401, as a proxy answers that wants a login"}, wire: status(http.StatusUnauthorized)},
	{FaultName: FaultName{"http403", "status 403, as a firewall answers"}, wire: status(http.StatusForbidden)},
	{FaultName: FaultName{"http404", "status 404, as a server answers that has no such API"}, wire: status(http.StatusNotFound)},
	{FaultName: FaultName{"http429", "status 429 with Retry-After: too many requests"}, wire: status(http.StatusTooManyRequests)},
	{FaultName: FaultName{"http500", "status 500 with a page of HTML instead of a fault"}, wire: status(http.StatusInternalServerError)},
	{FaultName: FaultName{"http502", "status 502, as a proxy answers whose server is down"}, wire: status(http.StatusBadGateway)},
	{FaultName: FaultName{"http503", "status 503 with Retry-After: the service is starting or overloaded"}, wire: status(http.StatusServiceUnavailable)},
	{FaultName: FaultName{"http504", "status 504, as a proxy answers whose server is slow"}, wire: status(http.StatusGatewayTimeout)},
	{FaultName: FaultName{"timeout", "no answer at all, until the client gives up"}, wire: never},
	{FaultName: FaultName{"drop", "the connection is lost in the middle of the answer"}, wire: drop},
	{FaultName: FaultName{"half", "half an answer that calls itself whole"}, wire: half},
	{FaultName: FaultName{"slow", "an answer that drips in over a second"}, wire: drip},
	{FaultName: FaultName{"gzip", "an answer that is compressed, if the client can read that"}, wire: compressed},
}

// status answers with a status and a page for people.
func status(code int) wire {
	return func(t *transfer) {
		h := t.w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		if code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable {
			h.Set("Retry-After", "1")
		}
		text := strconv.Itoa(code) + " " + http.StatusText(code)
		t.w.WriteHeader(code)
		_, _ = t.w.Write([]byte("<html><head><title>" + text + "</title></head><body><h1>" + text + "</h1></body></html>\n"))
	}
}

// never waits until nobody waits any more.
func never(t *transfer) {
	select {
	case <-t.r.Context().Done():
	case <-t.closing:
	}
	panic(http.ErrAbortHandler)
}

// begin sends the head of the answer and says how long a body follows.
func (t *transfer) begin(length int) {
	for name, values := range t.header {
		t.w.Header()[name] = values
	}
	t.w.Header().Set("Content-Length", strconv.Itoa(length))
	t.w.WriteHeader(t.status)
}

func drop(t *transfer) {
	body := t.body.Bytes()
	t.begin(len(body))
	_, _ = t.w.Write(body[:len(body)/2])
	_ = http.NewResponseController(t.w).Flush()
	panic(http.ErrAbortHandler)
}

func half(t *transfer) {
	body := t.body.Bytes()[:t.body.Len()/2]
	t.w.Header().Set("Connection", "close")
	t.begin(len(body))
	_, _ = t.w.Write(body)
}

// drip sends the answer in pieces with pauses between.
func drip(t *transfer) {
	const pieces, pause = 50, 20 * time.Millisecond
	body := t.body.Bytes()
	t.begin(len(body))
	step := len(body)/pieces + 1
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for len(body) > 0 {
		n := min(step, len(body))
		if _, err := t.w.Write(body[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(t.w).Flush()
		body = body[n:]
		select {
		case <-tick.C:
		case <-t.r.Context().Done():
			return
		case <-t.closing:
			return
		}
	}
}

func compressed(t *transfer) {
	if !strings.Contains(t.r.Header.Get("Accept-Encoding"), "gzip") {
		t.send(t.w)
		return
	}
	for name, values := range t.header {
		t.w.Header()[name] = values
	}
	t.w.Header().Set("Content-Encoding", "gzip")
	t.w.WriteHeader(t.status)
	z := gzip.NewWriter(t.w)
	_, _ = z.Write(t.body.Bytes())
	_ = z.Close()
}
