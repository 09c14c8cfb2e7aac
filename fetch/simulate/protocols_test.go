package simulate_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

// loginJSON is login over VI JSON.
func loginJSON(t testing.TB, s *simulate.Server) *vim25.Client {
	t.Helper()
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	sc := soap.NewClient(u, false)
	if err := sc.SetRootCAs(s.CAFile()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sc.CloseIdleConnections)
	sc.UseJSON(true)
	sc.Version = "8.0.3.0"
	c, err := vim25.NewClient(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	m := session.NewManager(c)
	if err := m.Login(t.Context(), url.UserPassword(simulate.Username, simulate.Password)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = m.Logout(ctx)
	})
	return c
}

// answered is all that a client sees of one answer.
type answered struct {
	Page types.DiskChangeInfo
	Text string // of the fault
	Type string
	Body any
}

// askOf asks one question and takes the answer apart.
func askOf(t *testing.T, rt soap.RoundTripper, q types.QueryChangedDiskAreas) answered {
	t.Helper()
	res, err := methods.QueryChangedDiskAreas(t.Context(), rt, &q)
	if err == nil {
		if len(res.Returnval.ChangedArea) == 0 {
			res.Returnval.ChangedArea = nil
		}
		return answered{Page: res.Returnval}
	}
	if !soap.IsSoapFault(err) {
		t.Fatalf("no fault: %v", err)
	}
	f := soap.ToSoapFault(err)
	return answered{Text: f.String, Type: reflect.TypeOf(f.VimFault()).Name(), Body: f.VimFault()}
}

// TestProtocolsAgree asks the same of each VM of the cast in SOAP and in JSON.
func TestProtocolsAgree(t *testing.T) {
	s := start(t, simulate.Options{})
	xml, json := login(t, s), loginJSON(t, s)
	asked, refused := 0, 0
	for _, d := range s.Disks() {
		if strings.HasPrefix(d.VM, "vdi") && d.VM > "vdi-006" {
			continue
		}
		last := len(d.Snapshots) - 1
		first := question(d, -1, max(last, 0))
		since := question(d, max(last-1, 0)-1, max(last, 0))
		beyond := first
		beyond.StartOffset = d.Capacity
		for _, q := range []types.QueryChangedDiskAreas{first, since, beyond} {
			a, b := askOf(t, xml, q), askOf(t, json, q)
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s %d from %q at %d:\nSOAP %.300v\nJSON %.300v", d.VM, d.Key, q.ChangeId, q.StartOffset, a, b)
			}
			if asked++; a.Type != "" {
				refused++
			}
		}
	}
	if asked < 50 || refused < 20 || refused == asked {
		t.Errorf("%d asked, %d refused", asked, refused)
	}
}

// TestSecondPageOverJSON pages through a disk of many extents.
func TestSecondPageOverJSON(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "files01", "Hard disk 1")
	want, _ := fetch(t, s.Local(), question(d, 5, 6), d.Capacity)
	got, pages := fetch(t, loginJSON(t, s), question(d, 5, 6), d.Capacity)
	if !slices.Equal(got, want) || pages < 2 {
		t.Errorf("%d extents in %d pages, want %d", len(got), pages, len(want))
	}
}

// plain is a client with nothing of govmomi in it: requests and their bytes.
type plain struct {
	*http.Client
	url string // of the server
	key string // of the session
}

func newPlain(t testing.TB, s *simulate.Server) *plain {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(s.Root()))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &plain{Client: &http.Client{Transport: transport}, url: strings.TrimSuffix(s.URL(), "/sdk")}
}

// loginPlain logs in over VI JSON.
func loginPlain(t testing.TB, s *simulate.Server) *plain {
	t.Helper()
	c := newPlain(t, s)
	got := c.post(t, "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login",
		fmt.Sprintf(`{"userName":%q,"password":%q}`, simulate.Username, simulate.Password))
	if c.key = got.header.Get("vmware-api-session-id"); got.status != 200 || c.key == "" {
		t.Fatalf("login: %+v", got)
	}
	return c
}

// seen is an answer as it came.
type seen struct {
	status int
	header http.Header
	body   string
	err    error
}

// do sends one request; an error is part of what is seen.
func (c *plain) do(ctx context.Context, method, path, body string) seen {
	r, err := http.NewRequestWithContext(ctx, method, c.url+path, strings.NewReader(body))
	if err != nil {
		return seen{err: err}
	}
	r.Header.Set("Content-Type", "application/json")
	if c.key != "" && strings.HasPrefix(path, "/sdk/vim25/") {
		r.Header.Set("vmware-api-session-id", c.key)
	} else if c.key != "" {
		r.AddCookie(&http.Cookie{Name: "vmware_soap_session", Value: c.key})
	}
	res, err := c.Do(r)
	if err != nil {
		return seen{err: err}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return seen{res.StatusCode, res.Header, string(text), err}
}

func (c *plain) get(t testing.TB, path string) seen {
	t.Helper()
	return c.sound(t, http.MethodGet, path, "")
}

func (c *plain) post(t testing.TB, path, body string) seen {
	t.Helper()
	return c.sound(t, http.MethodPost, path, body)
}

// sound is an answer that has to come whole.
func (c *plain) sound(t testing.TB, method, path, body string) seen {
	t.Helper()
	got := c.do(t.Context(), method, path, body)
	if got.err != nil {
		t.Fatalf("%s %s: %v", method, path, got.err)
	}
	return got
}

// asJSON and asSOAP are the requests for one question: path and body.
func asJSON(q types.QueryChangedDiskAreas) (path, body string) {
	end := ""
	if q.Snapshot != nil {
		end = fmt.Sprintf(`"snapshot":{"_typeName":"ManagedObjectReference","type":"VirtualMachineSnapshot","value":%q},`, q.Snapshot.Value)
	}
	return "/sdk/vim25/8.0.3.0/VirtualMachine/" + q.This.Value + "/QueryChangedDiskAreas",
		fmt.Sprintf(`{%s"deviceKey":%d,"startOffset":%d,"changeId":%q}`, end, q.DeviceKey, q.StartOffset, q.ChangeId)
}

func asSOAP(q types.QueryChangedDiskAreas) (path, body string) {
	end := ""
	if q.Snapshot != nil {
		end = `<snapshot type="VirtualMachineSnapshot">` + q.Snapshot.Value + `</snapshot>`
	}
	return "/sdk", `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>` +
		`<QueryChangedDiskAreas xmlns="urn:vim25"><_this type="VirtualMachine">` + q.This.Value + `</_this>` + end +
		fmt.Sprintf(`<deviceKey>%d</deviceKey><startOffset>%d</startOffset><changeId>%s</changeId>`, q.DeviceKey, q.StartOffset, q.ChangeId) +
		`</QueryChangedDiskAreas></s:Body></s:Envelope>`
}

// forms are the two protocols.
var forms = map[string]func(types.QueryChangedDiskAreas) (path, body string){"soap": asSOAP, "json": asJSON}

// compact drops what does not matter in JSON.
func compact(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return b.String()
}
