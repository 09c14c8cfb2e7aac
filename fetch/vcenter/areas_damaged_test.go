package vcenter_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// odd makes a reply one that the scanners leave to govmomi's decoder, which means
// the same.
func odd(json bool, text string) string {
	if json {
		return strings.Replace(text, "{", `{"\u0078":0,`, 1)
	}
	return strings.Replace(text, "<soapenv:Body>", "<?odd?><soapenv:Body>", 1)
}

// Replies in which something is missing, or stands where nobody hears it, are
// damaged, whoever reads them: they may be asked for again, and are never a page.
func TestDamagedReplies(t *testing.T) {
	area := "<changedArea><start>131000</start>"
	for name, tt := range map[string]struct {
		json       bool
		text, want string
	}{
		"no start":            {false, inEnvelope(strings.Replace(inSOAP, "<start>0</start>", "", 1)), "an area without a start"},
		"misspelt start":      {false, inEnvelope(strings.Replace(inSOAP, "<start>131000</start>", "<stast>131000</stast>", 1)), "an area without a start"},
		"empty start":         {false, inEnvelope(strings.Replace(inSOAP, "<start>131000</start>", "<start/>", 1)), "nothing where a number belongs"},
		"no length":           {false, inEnvelope(strings.Replace(inSOAP, "<length>72</length>", "", 1)), "an area without a length"},
		"no startOffset":      {false, inEnvelope(strings.Replace(inSOAP, "<startOffset>0</startOffset>", "", 1)), "from where on"},
		"no range":            {false, inEnvelope(strings.Replace(inSOAP, "<length>131072</length>", "", 1)), "how much"},
		"ChangedArea":         {false, inEnvelope(strings.ReplaceAll(inSOAP, "changedArea", "ChangedArea")), "a name that is not known"},
		"one chbngedArea":     {false, inEnvelope(strings.Replace(inSOAP, area+"<length>72</length></changedArea>", "<chbngedArea><start>1</start></chbngedArea>", 1)), "a name that is not known"},
		"areas behind":        {false, inEnvelope(inSOAP) + area, "behind its end"},
		"two envelopes":       {false, inEnvelope(inSOAP) + inEnvelope(inSOAP), "behind its end"},
		"two answers":         {false, inEnvelope(inSOAP + inSOAP), "more than one answer"},
		"two responses":       {false, strings.Replace(inEnvelope(inSOAP), "</soapenv:Body>", returnval(query, inSOAP)+"</soapenv:Body>", 1), "more than one answer"},
		"nested":              {false, inEnvelope(strings.Repeat("<x>", 5000) + inSOAP + strings.Repeat("</x>", 5000)), ""},
		"fraction":            {false, inEnvelope(strings.Replace(inSOAP, "65536", "65536.0", 1)), `it has "65536.0" where a whole number belongs`},
		"no envelope":         {false, "<a/>", "no SOAP envelope"},
		"no start JSON":       {true, strings.Replace(inJSON, `"start":0,`, "", 1), "an area without a start"},
		"null start":          {true, strings.Replace(inJSON, `"start":0,`, `"start":null,`, 1), "an area without a start"},
		"null for an area":    {true, strings.Replace(inJSON, `[{`, `[null,{`, 1), "an area without a start"},
		"no length JSON":      {true, strings.Replace(inJSON, `,"length":72`, "", 1), "an area without a length"},
		"no startOffset JSON": {true, strings.Replace(inJSON, `"startOffset":0,`, "", 1), "from where on"},
		"areas":               {true, strings.Replace(inJSON, "changedArea", "areas", 1), "a name that is not known"},
		"an end too early":    {true, strings.Replace(inJSON, `,"changedArea"`, `},"changedArea"`, 1), "behind its end"},
		"two objects":         {true, inJSON + inJSON, "behind its end"},
		"a stray bracket":     {true, inJSON + "]", "behind its end"},
		"a byte":              {true, inJSON + "\x00", "behind its end"},
		"two lists":           {true, strings.TrimSuffix(inJSON, "}") + `,"changedArea":[{"start":1}]}`, "more than one answer"},
		"text for a number":   {true, strings.Replace(inJSON, "65536", `"65536"`, 1), `where a whole number belongs`},
		"empty object":        {true, `{"y":0}`, "from where on"},
		"null":                {true, `null`, "from where on"},
		"wrapped":             {true, `{"returnval":` + inJSON + `}`, "a name that is not known"},
		"wrapped value":       {true, `{"_typeName":"DiskChangeInfo","_value":` + inJSON + `}`, "a name that is not known"},
		"another type":        {true, `{"_typeName":"ManagedObjectReference","type":"VirtualMachine","value":"vm-1"}`, "from where on"},
		"cut":                 {true, inJSON[:100], "it ends too soon"},
		"cut odd":             {true, `{"\u0078":0,` + inJSON[1:100], "it ends too soon"},
	} {
		for _, form := range []string{"usual", "odd"} {
			t.Run(name+" "+form, func(t *testing.T) {
				server := &asSent{json: tt.json, kind: kindSOAP, texts: []string{tt.text}}
				if tt.json {
					server.kind = kindJSON
				}
				if form == "odd" {
					server.texts[0] = odd(tt.json, tt.text)
				}
				page, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
				e := (*vcenter.Error)(nil)
				if !errors.As(err, &e) || !e.Temporary() || e.Final() || e.Fault != "network" ||
					!strings.Contains(e.What, "is damaged or cut off") || !strings.Contains(e.What, tt.want) {
					t.Errorf("%+v, %v, want %q", page, err, tt.want)
				}
			})
		}
	}
}

// What is left to govmomi's decoder has a bound, and takes no more memory than a
// few times that.
func TestEndlessOddReplies(t *testing.T) {
	for name, tt := range map[string]struct{ before, again string }{
		"an attribute": {`<a b="`, "c"},
		"a name":       {"<", "a"},
		"a text":       {"<a><![CDATA[", "text "},
		"a comment":    {"<!--", "a"},
		"elements":     {"", "<x>"},
		"a fault":      {fmt.Sprintf(envelope, "|"), "no "},
	} {
		t.Run(name, func(t *testing.T) {
			before := tt.before
			if name == "a fault" {
				before, _, _ = strings.Cut(before, "|")
				before += "<soapenv:Fault><faultstring>"
			}
			sent := 0
			server := &asSent{kind: kindSOAP, texts: []string{before}, send: func(w http.ResponseWriter, text string) {
				_, _ = io.WriteString(w, text)
				piece := strings.Repeat(tt.again, 64<<10/len(tt.again))
				for sent = 0; sent < 300<<20; sent += len(piece) {
					if _, err := io.WriteString(w, piece); err != nil {
						return
					}
				}
			}}
			c := connect(t, server.config(t))
			var was, is runtime.MemStats
			runtime.ReadMemStats(&was)
			_, err := c.Areas(t.Context(), someInterval(), 0)
			runtime.ReadMemStats(&is)
			wantError(t, err, "damaged or cut off (it is far longer than any that a server sends")
			if took := is.TotalAlloc - was.TotalAlloc; took > 200<<20 {
				t.Errorf("%d MiB were taken", took>>20)
			}
		})
	}
}

// A reply in letters that are not read is not asked for again and again.
func TestOtherLetters(t *testing.T) {
	server := &asSent{kind: kindSOAP, texts: []string{strings.Replace(inEnvelope(inSOAP), "UTF-8", "KOI8-R", 1)}}
	_, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
	wantError(t, err, "cannot be read (it is written in KOI8-R, not in UTF-8)")
	wantTemporary(t, err, false)
}

// A fault of VI JSON is one also with status 200.
func TestFaultsWithStatus200(t *testing.T) {
	text := `{"_typeName":"InvalidArgument","invalidProperty":"changeId","faultstring":"A specified parameter was not correct: changeId"}`
	server := &asSent{json: true, kind: kindJSON, texts: []string{text}}
	_, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
	e := (*vcenter.Error)(nil)
	if !errors.As(err, &e) || e.Fault != "InvalidArgument" || e.Property != "changeId" || server.asked != 1 {
		t.Errorf("%+v, asked %d times", err, server.asked)
	}
}

// A reply that is packed, or sent in pieces, and damaged on the way is said to be so.
func TestDamageOnTheWay(t *testing.T) {
	for name, send := range map[string]func(w http.ResponseWriter, text string){
		"it cannot be unpacked": func(w http.ResponseWriter, text string) {
			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			_, _ = io.WriteString(z, text)
			_ = z.Close()
			packed.Bytes()[packed.Len()-5] ^= 1 // of the checksum
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes())
		},
		"the pieces that it was sent in": func(w http.ResponseWriter, text string) {
			line, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer line.Close()
			_, _ = fmt.Fprintf(line, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n%s\r\nxyz\r\n", kindSOAP, text[:16])
		},
		"HTTP status 201 Created is not that of an answer": func(w http.ResponseWriter, text string) {
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, text)
		},
		"fault that does not say what is wrong": func(w http.ResponseWriter, _ string) {
			_, _ = fmt.Fprintf(w, envelope, "<soapenv:Fault/>")
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := &asSent{kind: kindSOAP, texts: []string{inEnvelope(inSOAP)}, send: send}
			_, err := connect(t, server.config(t)).Areas(t.Context(), someInterval(), 0)
			wantError(t, err, name)
		})
	}
}

// A reply that comes too slowly was still one.
func TestUnfinishedReplies(t *testing.T) {
	for _, text := range []string{inEnvelope(inSOAP), odd(false, inEnvelope(inSOAP))} {
		server := &asSent{kind: kindSOAP, texts: []string{text}, send: func(w http.ResponseWriter, text string) {
			for i := range text {
				if _, err := io.WriteString(w, text[i:i+1]); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		}}
		c := connect(t, server.config(t))
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		page, err := c.Areas(ctx, someInterval(), 0)
		cancel()
		wantError(t, err, "did not finish its reply in time")
		e := (*vcenter.Error)(nil)
		if !errors.As(err, &e) || !e.Unfinished() || !e.Temporary() || e.Fault != "timeout" || !samePage(page, extent.Page{}) {
			t.Errorf("%+v, %v", page, err)
		}
	}
}
