package simulate_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/simulate"
)

// BenchmarkReply is all that the server has to do for a page of 2,000 extents
// but for the network: read the request, find the session and the page, and
// write the answer down.
func BenchmarkReply(b *testing.B) {
	s := start(b, simulate.Options{InMemory: true})
	d := diskOf(b, s, "sql01", "Hard disk 2")
	q := question(d, 5, 6)
	session := sessionOf(b, s)
	for _, way := range []struct {
		name, path string
		body       []byte
	}{
		{"soap", "/sdk", soapQuestion(b, q)},
		{"json", "/sdk/vim25/8.0.3.0/VirtualMachine/" + d.MoID + "/QueryChangedDiskAreas", jsonQuestion(b, q)},
	} {
		ask := func() *forgetful {
			r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, way.path, bytes.NewReader(way.body))
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("vmware-api-session-id", session)
			w := &forgetful{header: http.Header{}}
			s.Handler().ServeHTTP(w, r)
			return w
		}
		b.Run(way.name, func(b *testing.B) {
			if got := ask(); got.status != http.StatusOK || got.bytes < 2000*len(`"start":0,"length":65536`) {
				b.Fatalf("status %d, %d bytes", got.status, got.bytes)
			}
			b.ReportAllocs()
			for b.Loop() {
				ask()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2000, "ns/extent")
		})
	}
}

// forgetful counts the bytes of an answer and keeps none.
type forgetful struct {
	header http.Header
	status int
	bytes  int
}

func (f *forgetful) Header() http.Header    { return f.header }
func (f *forgetful) WriteHeader(status int) { f.status = status }
func (f *forgetful) Write(p []byte) (int, error) {
	f.status, f.bytes = cmp.Or(f.status, http.StatusOK), f.bytes+len(p)
	return len(p), nil
}

// sessionOf logs in and tells the key of the session.
func sessionOf(t testing.TB, s *simulate.Server) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"userName": simulate.Username, "password": simulate.Password})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login", bytes.NewReader(body)))
	key := w.Header().Get("vmware-api-session-id")
	if key == "" {
		t.Fatalf("no session: %s", w.Body)
	}
	return key
}

func soapQuestion(t testing.TB, q types.QueryChangedDiskAreas) []byte {
	t.Helper()
	text, err := xml.Marshal(soap.Envelope{Body: &methods.QueryChangedDiskAreasBody{Req: &q}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func jsonQuestion(t testing.TB, q types.QueryChangedDiskAreas) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"snapshot":  map[string]string{"_typeName": "ManagedObjectReference", "type": q.Snapshot.Type, "value": q.Snapshot.Value},
		"deviceKey": q.DeviceKey, "startOffset": q.StartOffset, "changeId": q.ChangeId,
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
