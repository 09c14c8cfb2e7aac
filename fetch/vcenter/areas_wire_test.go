package vcenter_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/soap"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// asSent answers questions about changed areas with a text, as it is, and counts
// them; the second time with another text, if there is one.
type asSent struct {
	json  bool
	kind  string
	texts []string
	send  func(w http.ResponseWriter, text string) // nil for all at once
	asked int
}

func (a *asSent) config(t *testing.T) vcenter.Config {
	good := bridged(canned{}.handler())
	c := serveRaw(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path+bodyOf(r), query) {
			good.ServeHTTP(w, r)
			return
		}
		text := a.texts[min(a.asked, len(a.texts)-1)]
		a.asked++
		w.Header().Set("Content-Type", a.kind)
		if a.send != nil {
			a.send(w, text)
			return
		}
		_, _ = io.WriteString(w, text)
	}))
	if a.json {
		c.Protocol = vcenter.JSON
	}
	return c
}

const (
	kindSOAP = "text/xml; charset=utf-8"
	kindJSON = "application/json"

	inSOAP = `<returnval><startOffset>0</startOffset><length>131072</length><changedArea><start>0</start><length>65536</length></changedArea>` +
		`<changedArea><start>131000</start><length>72</length></changedArea></returnval>`
	inJSON = `{"_typeName":"DiskChangeInfo","startOffset":0,"length":131072,"changedArea":[` +
		`{"_typeName":"DiskChangeExtent","start":0,"length":65536},{"_typeName":"DiskChangeExtent","start":131000,"length":72}]}`
)

var thePage = extent.Page{Start: 0, Length: 131072, Extents: []extent.Extent{{Start: 0, Length: 65536}, {Start: 131000, Length: 72}}}

func inEnvelope(text string) string {
	return fmt.Sprintf(envelope, `<QueryChangedDiskAreasResponse xmlns="urn:vim25">`+text+`</QueryChangedDiskAreasResponse>`)
}

func samePage(a, b extent.Page) bool {
	return a.Start == b.Start && a.Length == b.Length && len(a.Extents) == len(b.Extents) && (len(a.Extents) == 0 || reflect.DeepEqual(a.Extents, b.Extents))
}

// Replies of the usual shape and of any other come out as the page that govmomi
// makes of them, and the server is asked once.
func TestShapesOfReplies(t *testing.T) {
	padding := strings.Repeat(" ", 3<<20)
	for name, tt := range map[string]struct {
		json bool
		text string
		want extent.Page
		many int // questions
	}{
		"usual":             {false, inEnvelope(inSOAP), thePage, 1},
		"usual JSON":        {true, inJSON, thePage, 1},
		"entity":            {false, inEnvelope(strings.Replace(inSOAP, "65536", "655&#51;6", 1)), thePage, 1},
		"CDATA":             {false, inEnvelope(strings.Replace(inSOAP, "65536", "<![CDATA[65536]]>", 1)), thePage, 1},
		"comment":           {false, inEnvelope(strings.Replace(inSOAP, "<length>", "<!-- so --><length>", 1)), thePage, 1},
		"unknown element":   {false, inEnvelope(strings.Replace(inSOAP, "<length>", "<more><size>7</size></more><length>", 1)), thePage, 1},
		"header":            {false, strings.Replace(inEnvelope(inSOAP), "<soapenv:Body>", "<soapenv:Header><a/></soapenv:Header><soapenv:Body>", 1), thePage, 1},
		"more after it":     {false, inEnvelope(inSOAP) + "<!-- end -->", thePage, 1},
		"no areas":          {false, inEnvelope(`<returnval><startOffset>0</startOffset><length>9</length></returnval>`), extent.Page{Length: 9}, 1},
		"unknown member":    {true, strings.Replace(inJSON, `"length":131072`, `"x":{"size":[1,{}]},"length":131072`, 1), thePage, 1},
		"escaped name":      {true, strings.Replace(inJSON, `"length":131072`, `"len\u0067th":131072`, 1), thePage, 1},
		"US-ASCII":          {false, strings.Replace(inEnvelope(inSOAP), "UTF-8", "US-ASCII", 1), thePage, 1},
		"ISO-8859-1":        {false, strings.Replace(strings.Replace(inEnvelope(inSOAP), "UTF-8", "iso-8859-1", 1), "<length>", "<more>\xe4</more><length>", 1), thePage, 1},
		"twice":             {false, inEnvelope(strings.Replace(inSOAP, "<length>", "<length>1</length><!----><length><![CDATA[]]>", 1)), thePage, 1},
		"null and a number": {true, strings.Replace(inJSON, `"length":131072`, `"length":null,"length":131072`, 1), thePage, 1},
		"no areas JSON":     {true, `{"startOffset":0,"length":9,"changedArea":[]}`, extent.Page{Length: 9}, 1},
		"null areas":        {true, `{"startOffset":0,"length":9,"changedArea":null}`, extent.Page{Length: 9}, 1},
		"large and strange": {false, inEnvelope(padding + strings.Replace(inSOAP, "65536", "655&#51;6", 1)), thePage, 2},
	} {
		t.Run(name, func(t *testing.T) {
			server := &asSent{json: tt.json, kind: kindSOAP, texts: []string{tt.text}}
			if tt.json {
				server.kind = kindJSON
			}
			c := connect(t, server.config(t))
			for again := range 2 { // over the memory of the first
				page, err := c.Areas(t.Context(), someInterval(), 0)
				if err != nil || !samePage(page, tt.want) {
					t.Fatalf("%+v, %v", page, err)
				}
				c.Recycle(page)
				if server.asked > tt.many*(again+1) {
					t.Errorf("asked %d times", server.asked)
				}
			}
		})
	}
}

// Wherever a body is cut, it is an error that may be repeated, and never a page.
func TestCutReplies(t *testing.T) {
	for _, protocol := range []string{vcenter.SOAP, vcenter.JSON} {
		text, kind := inEnvelope(inSOAP), kindSOAP
		if protocol == vcenter.JSON {
			text, kind = inJSON, kindJSON
		}
		for _, how := range []string{"closed", "dropped"} {
			t.Run(protocol+" "+how, func(t *testing.T) {
				cut := 0
				server := &asSent{json: protocol == vcenter.JSON, kind: kind, texts: []string{text}}
				server.send = func(w http.ResponseWriter, text string) {
					if how == "dropped" {
						w.Header().Set("Content-Length", strconv.Itoa(len(text)))
					}
					_, _ = io.WriteString(w, text[:cut])
					if how == "dropped" && cut < len(text) {
						w.(http.Flusher).Flush()
						panic(http.ErrAbortHandler)
					}
				}
				c := connect(t, server.config(t))
				for cut = 0; cut < len(text); cut += 1 + len(text)/97 {
					page, err := c.Areas(t.Context(), someInterval(), 0)
					e := (*vcenter.Error)(nil)
					if !errors.As(err, &e) || !e.Temporary() || e.Final() || e.Fault != "network" {
						t.Errorf("cut at %d: %+v, %v", cut, page, err)
					}
				}
				cut = len(text)
				if page, err := c.Areas(t.Context(), someInterval(), 0); err != nil || !samePage(page, thePage) {
					t.Errorf("%+v, %v", page, err)
				}
			})
		}
	}
}

// A reply may be packed, and may come in pieces of any size.
func TestPackedAndSplitReplies(t *testing.T) {
	sends := map[string]func(w http.ResponseWriter, text string){
		"gzip": func(w http.ResponseWriter, text string) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, text)
			_ = z.Close()
		},
		"bytes": func(w http.ResponseWriter, text string) {
			for i := range len(text) {
				_, _ = io.WriteString(w, text[i:i+1])
				w.(http.Flusher).Flush()
			}
		},
	}
	for name, send := range sends {
		for _, protocol := range []string{vcenter.SOAP, vcenter.JSON} {
			t.Run(name+" "+protocol, func(t *testing.T) {
				server := &asSent{kind: kindSOAP, texts: []string{inEnvelope(inSOAP)}, send: send}
				if protocol == vcenter.JSON {
					server = &asSent{json: true, kind: kindJSON, texts: []string{inJSON}, send: send}
				}
				page, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
				if err != nil || !samePage(page, thePage) || server.asked != 1 {
					t.Errorf("%+v, %v, asked %d times", page, err, server.asked)
				}
			})
		}
	}
}

// A packed reply whose sum is wrong is no page, whoever reads it: it may hold what
// nobody has written.
func TestDamagedAfterTheReply(t *testing.T) {
	for _, c := range []struct{ name, protocol, text string }{
		{"usual", vcenter.SOAP, inEnvelope(inSOAP)},
		{"odd", vcenter.SOAP, strings.Replace(inEnvelope(inSOAP), "<length>", "<length><![CDATA[]]>", 1)},
		{"usual", vcenter.JSON, inJSON},
		{"odd", vcenter.JSON, strings.Replace(inJSON, `"length"`, `"l\u0065ngth"`, 1)},
	} {
		for _, damaged := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s %s %t", c.protocol, c.name, damaged), func(t *testing.T) {
				server := &asSent{kind: kindSOAP, texts: []string{c.text}}
				if c.protocol == vcenter.JSON {
					server.json, server.kind = true, kindJSON
				}
				server.send = func(w http.ResponseWriter, text string) {
					var packed bytes.Buffer
					z := gzip.NewWriter(&packed)
					_, _ = io.WriteString(z, text)
					_ = z.Close()
					if damaged {
						packed.Bytes()[packed.Len()-5] ^= 1 // of the checksum
					}
					w.Header().Set("Content-Encoding", "gzip")
					_, _ = w.Write(packed.Bytes())
				}
				page, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
				switch {
				case damaged && err == nil:
					t.Errorf("%+v", page)
				case !damaged && (err != nil || !samePage(page, thePage)):
					t.Errorf("%+v, %v", page, err)
				}
			})
		}
	}
}

// A fault keeps its type and its words, also one that comes with status 200, and
// after a new login the page is as good as any.
func TestFaultsInsteadOfPages(t *testing.T) { eachProtocol(t, testFaultsInsteadOfPages) }

func testFaultsInsteadOfPages(t *testing.T, protocol string) {
	inJSON := protocol == vcenter.JSON
	ended := canned{query: faulty("NotAuthenticated", "The session is not authenticated.", "")}
	refused := canned{query: faulty("InvalidArgument", "A specified parameter was not correct: startOffset", "<invalidProperty>startOffset</invalidProperty>")}
	good := canned{query: returnval(query, strings.TrimSuffix(strings.TrimPrefix(inSOAP, "<returnval>"), "</returnval>"))}
	turns, turn := []canned{ended, good, refused}, 0
	c := connect(t, serveOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := turns[min(turn, len(turns)-1)]
		if asks(r, query) {
			turn++
		}
		now.handler().ServeHTTP(w, r)
	})))
	page, err := c.Areas(t.Context(), someInterval(), 0)
	if err != nil || !samePage(page, thePage) || turn != 2 {
		t.Errorf("%+v, %v, asked %d times", page, err, turn)
	}
	_, err = c.Areas(t.Context(), someInterval(), 0)
	e := (*vcenter.Error)(nil)
	if !errors.As(err, &e) || e.Fault != "InvalidArgument" || e.Property != "startOffset" || !soap.IsSoapFault(e.Err) {
		t.Errorf("%+v", err)
	}
	if inJSON {
		return
	}
	server := &asSent{kind: kindSOAP, texts: []string{fmt.Sprintf(envelope, faulty("InvalidArgument", "A specified parameter was not correct: changeId", "<invalidProperty>changeId</invalidProperty>"))}}
	_, err = connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
	if !errors.As(err, &e) || e.Property != "changeId" || server.asked != 1 {
		t.Errorf("with status 200: %+v", err)
	}
}
