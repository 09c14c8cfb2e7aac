package vcenter_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// overJSON answers one method with a reply of its own, and the others like a
// server that has nothing wrong with it.
func overJSON(t *testing.T, method string, reply http.HandlerFunc) (vcenter.Config, func() int) {
	t.Helper()
	asked := 0
	good := bridged(canned{}.handler())
	s := http.NewServeMux()
	s.HandleFunc("POST "+jsonPath+"{type}/{id}/"+method, func(w http.ResponseWriter, r *http.Request) {
		asked++
		reply(w, r)
	})
	s.Handle("/", good)
	config := serveRaw(t, s)
	config.Protocol = vcenter.JSON
	return config, func() int { return asked }
}

func replies(status int, kind, text string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text))
	}
}

func TestAreasOverJSON(t *testing.T) {
	config, _ := overJSON(t, query, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Type") != "application/json" || !strings.Contains(bodyOf(r), `"deviceKey":2000`) {
			t.Errorf("asked with %v", r.Header)
		}
		replies(http.StatusOK, "application/json; charset=UTF-8", `{"_typeName":"DiskChangeInfo","startOffset":0,"length":131072,"more":[1],
			"changedArea":[{"_typeName":"DiskChangeExtent","start":0,"length":65536},{"start":131000,"length":72}]}`)(w, r)
	})
	c := connect(t, config)
	page, err := c.Areas(t.Context(), someInterval(), 0)
	if err != nil || page.Length != 131072 || len(page.Extents) != 2 || page.Extents[1].Start != 131000 {
		t.Errorf("%+v, %v", page, err)
	}
	if s := c.Server(); s.Protocol != vcenter.JSON || s.Release != "8.0.3.0" {
		t.Errorf("%+v", s)
	}
}

// A page that covers nothing is told as it is: only the fetch knows what to make
// of it.
func TestEmptyPageOverJSON(t *testing.T) {
	config, _ := overJSON(t, query, replies(http.StatusOK, "application/json", `{"_typeName":"DiskChangeInfo","startOffset":0,"length":0}`))
	page, err := connect(t, config).Areas(t.Context(), someInterval(), 0)
	if err != nil || page.Length != 0 {
		t.Errorf("%+v, %v", page, err)
	}
}

// What is no reply keeps its status, whatever it says.
func TestOddRepliesOverJSON(t *testing.T) {
	const text, inJSON = "text/plain; charset=utf-8", "application/json"
	for name, tt := range map[string]struct {
		reply     http.HandlerFunc
		fault     string
		property  string
		temporary bool
	}{
		"401 text":        {replies(401, text, "no"), "http", "401", false},
		"403 text":        {replies(403, text, "no"), "http", "403", false},
		"404 text":        {replies(404, text, "404 page not found"), "http", "404", false},
		"429":             {replies(429, text, "slow down", "Retry-After", "3"), "http", "429", true},
		"500 page":        {replies(500, "text/html", "<html>sorry</html>"), "http", "500", true},
		"500 text":        {replies(500, text, "sorry"), "http", "500", true},
		"502 page":        {replies(502, "text/html", "<html>bad gateway</html>"), "http", "502", true},
		"503 JSON":        {replies(503, inJSON, `{"error":"starting"}`, "Retry-After", "3"), "http", "503", true},
		"307":             {replies(307, text, "", "Location", "https://elsewhere.example/"), "http", "307", false},
		"200 page":        {replies(200, "text/html", "<html>welcome</html>"), "http", "200", false},
		"200 XML":         {replies(200, "text/xml", "<a/>"), "http", "200", false},
		"204":             {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, "network", "", true},
		"200 empty":       {replies(200, inJSON, ""), "network", "", true},
		"cut off":         {replies(200, inJSON, `{"startOffset":0,"length":1,"changedArea":[{"start":0,`), "network", "", true},
		"garbage":         {replies(200, inJSON, `{"startOffset":0,,}`), "network", "", true},
		"text for number": {replies(200, inJSON, `{"startOffset":0,"length":"much"}`), "network", "", true},
		"list":            {replies(200, inJSON, `[{"start":1}]`), "network", "", true},
		"too large":       {replies(200, inJSON, `{"startOffset":0,"length":9999999999999999999999}`), "network", "", true},
		"500 null":        {replies(500, inJSON, `null`), "network", "", true},
		"500 list":        {replies(500, inJSON, `[]`), "network", "", true},
		"500 no type":     {replies(500, inJSON, `{"faultstring":"strange"}`), "network", "", true},
		"500 odd type":    {replies(500, inJSON, `{"_typeName":"NoSuchFaultAtAll","faultstring":"strange"}`), "network", "", true},
		"500 no fault":    {replies(500, inJSON, `{"_typeName":"DiskChangeInfo","length":1}`), "", "", false},
		"fault":           {replies(500, inJSON, `{"_typeName":"InvalidArgument","faultstring":"A specified parameter was not correct: deviceKey","invalidProperty":"deviceKey"}`), "InvalidArgument", "deviceKey", false},
	} {
		t.Run(name, func(t *testing.T) {
			config, _ := overJSON(t, query, tt.reply)
			page, err := connect(t, config).Areas(t.Context(), someInterval(), 0)
			e := (*vcenter.Error)(nil)
			if !errors.As(err, &e) {
				t.Fatalf("%+v, %v", page, err)
			}
			if e.Fault != tt.fault || e.Property != tt.property || e.Temporary() != tt.temporary {
				t.Errorf("%q %q, temporary %v: %v", e.Fault, e.Property, e.Temporary(), err)
			}
			if (name == "429" || name == "503 JSON") && e.RetryAfter() != 3*time.Second {
				t.Errorf("asks to wait for %s", e.RetryAfter())
			}
		})
	}
}

// A status 401 is the end of a session as much as a fault is.
func TestUnauthorizedOverJSON(t *testing.T) {
	refused := false
	config, asked := overJSON(t, query, func(w http.ResponseWriter, r *http.Request) {
		if !refused {
			refused = true
			replies(401, "text/plain", "who are you?")(w, r)
			return
		}
		replies(200, "application/json", `{"startOffset":0,"length":1}`)(w, r)
	})
	if _, err := connect(t, config).Areas(t.Context(), someInterval(), 0); err != nil || asked() != 2 {
		t.Errorf("%d calls, %v", asked(), err)
	}
}

func TestServerWithoutJSON(t *testing.T) {
	old := canned{}.handler()
	for name, tt := range map[string]struct {
		handler http.Handler
		release string
		want    string
	}{
		"no versions":   {http.NotFoundHandler(), "", "does not serve VI JSON (HTTP status 404 Not Found): use --protocol soap, which every release speaks"},
		"a page":        {replies(200, "text/html", "<html/>"), "", "does not serve VI JSON (HTTP status 200 with a web page): use --protocol soap"},
		"no path":       {versionsOnly(replies(404, "text/plain", "404 page not found")), "", "does not serve VI JSON (HTTP status 404 Not Found): use --protocol soap"},
		"other release": {versionsOnly(replies(404, "text/plain", "404 page not found")), "7.0.3.0", "does not serve VI JSON in release 7.0.3.0 (HTTP status 404 Not Found): leave the release to the server"},
		"SOAP only":     {versionsOnly(old), "", "VI JSON"},
		"odd versions":  {replies(200, "text/xml", "<namespaces><namespace><name>urn:vim25</name><version>../../x</version></namespace></namespaces>"), "", "does not say which releases it speaks"},
		"no XML":        {replies(200, "text/plain", "hello"), "", "does not say which releases it speaks"},
	} {
		t.Run(name, func(t *testing.T) {
			config := serveRaw(t, tt.handler)
			config.Protocol, config.Release = vcenter.JSON, tt.release
			_, err := vcenter.Connect(t.Context(), config)
			wantError(t, err, tt.want)
			wantError(t, err, "--protocol soap")
			if e := (*vcenter.Error)(nil); !errors.As(err, &e) || !e.Final() || e.Temporary() {
				t.Errorf("%+v", e)
			}
		})
	}
	// One that is starting may serve it in a moment.
	config := serveRaw(t, replies(503, "text/plain", "no healthy upstream"))
	config.Protocol = vcenter.JSON
	_, err := vcenter.Connect(t.Context(), config)
	if e := (*vcenter.Error)(nil); !errors.As(err, &e) || !e.Temporary() {
		t.Error(err)
	}
}

func versionsOnly(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sdk/vimServiceVersions.xml", replies(200, "text/xml", versions))
	mux.Handle("/", next)
	return mux
}

// The release of the path is the server's own, or the one that was named.
func TestReleaseOfPath(t *testing.T) {
	for release, want := range map[string]string{"": "8.0.3.0", "-": "8.0.3.0", "8.0.1.0": "8.0.1.0"} {
		path := ""
		config := serveRaw(t, versionsOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path = r.URL.Path
			http.NotFound(w, r)
		})))
		config.Protocol, config.Release = vcenter.JSON, release
		_, err := vcenter.Connect(t.Context(), config)
		wantError(t, err, "VI JSON")
		if path != fmt.Sprintf("/sdk/vim25/%s/ServiceInstance/ServiceInstance/RetrieveServiceContent", want) {
			t.Errorf("release %q: asked for %s", release, path)
		}
	}
	// Over SOAP it goes into a header, which servers of all releases can read.
	for release, want := range map[string]string{"": "urn:vim25/9.1.0.0", "-": "urn:vim25/8.0.3.0", "7.0": "urn:vim25/7.0"} {
		action := ""
		good := canned{}.handler()
		config := serveRaw(t, versionsOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			action = r.Header.Get("SOAPAction")
			good.ServeHTTP(w, r)
		})))
		config.Release = release
		connect(t, config)
		if strings.Trim(action, `"`) != want {
			t.Errorf("release %q: asked as %s", release, action)
		}
	}
}
