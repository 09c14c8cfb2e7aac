package mishap_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"cbtmap/fetch/extent"
)

// release is the one that the server speaks, in the path of VI JSON.
const release = "8.0.3.0"

// question is a call as it came over the wire.
type question struct {
	method   string
	vm       string
	snapshot string
	changeID string
	key      int64
	offset   int64
	session  string
}

var (
	methodName = regexp.MustCompile(`<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)`)
	element    = regexp.MustCompile(`<(?:\w+:)?(_this|snapshot|deviceKey|startOffset|changeId)\b[^>]*>([^<]*)<`)
)

// soapQuestion reads as little XML as it can get by with.
func soapQuestion(r *http.Request, body []byte) (q question) {
	if m := methodName.FindSubmatch(body); m != nil {
		q.method = string(m[1])
	}
	if c, err := r.Cookie("vmware_soap_session"); err == nil {
		q.session = c.Value
	}
	for _, m := range element.FindAllSubmatch(body, -1) {
		value := string(m[2])
		switch string(m[1]) {
		case "_this":
			q.vm = value
		case "snapshot":
			q.snapshot = value
		case "changeId":
			q.changeID = value
		case "deviceKey":
			q.key, _ = strconv.ParseInt(value, 10, 32)
		case "startOffset":
			q.offset, _ = strconv.ParseInt(value, 10, 64)
		}
	}
	return q
}

// jsonQuestion is a POST to /sdk/vim25/RELEASE/TYPE/OBJECT/METHOD.
func jsonQuestion(r *http.Request, body []byte) (q question) {
	parts := strings.Split(r.URL.Path, "/")
	if len(parts) != 7 || parts[3] != release {
		return q
	}
	q.vm, q.method, q.session = parts[5], parts[6], r.Header.Get("vmware-api-session-id")
	var in struct {
		Snapshot    struct{ Value string }
		DeviceKey   int64
		StartOffset int64
		ChangeID    string
	}
	if json.Unmarshal(body, &in) == nil {
		q.snapshot, q.key, q.offset, q.changeID = in.Snapshot.Value, in.DeviceKey, in.StartOffset, in.ChangeID
	}
	return q
}

// answer is a reply that has not been sent yet.
type answer struct {
	status int
	kind   string // content type
	header map[string]string
	body   []byte
}

const (
	envelope = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>`
	versions = `<?xml version="1.0" encoding="UTF-8"?><namespaces version="1.0"><namespace><name>urn:vim25</name><version>` + release + `</version></namespace></namespaces>`
)

func soapAnswer(status int, body string) answer {
	return answer{status: status, kind: "text/xml; charset=utf-8", body: fmt.Appendf(nil, envelope, body)}
}

func jsonAnswer(status int, body string) answer {
	return answer{status: status, kind: "application/json", body: []byte(body)}
}

// value is the reply with what a method returns, in both tongues.
func value(inJSON bool, method, xml, json string) answer {
	if inJSON {
		return jsonAnswer(http.StatusOK, json)
	}
	return soapAnswer(http.StatusOK, fmt.Sprintf(`<%sResponse xmlns="urn:vim25"><returnval>%s</returnval></%[1]sResponse>`, method, xml))
}

// fault is a typed fault whose members are texts.
func failure(inJSON bool, kind, text string, members ...string) answer {
	var inner strings.Builder
	object := map[string]any{"_typeName": kind, "faultstring": text}
	for i := 0; i+1 < len(members); i += 2 {
		fmt.Fprintf(&inner, "<%s>%s</%[1]s>", members[i], members[i+1])
		object[members[i]] = members[i+1]
	}
	if inJSON {
		body, _ := json.Marshal(object)
		return jsonAnswer(http.StatusInternalServerError, string(body))
	}
	return soapAnswer(http.StatusInternalServerError, fmt.Sprintf(`<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%s</faultstring>`+
		`<detail><%sFault xmlns="urn:vim25" xsi:type="%[2]s">%s</%[2]sFault></detail></soapenv:Fault>`, text, kind, inner.String()))
}

// areas is the reply that speaks of a page.
func areas(inJSON bool, p extent.Page) answer {
	var b []byte
	if inJSON {
		b = fmt.Appendf(nil, `{"_typeName":"DiskChangeInfo","startOffset":%d,"length":%d`, p.Start, p.Length)
		for i, e := range p.Extents {
			lead := `,`
			if i == 0 {
				lead = `,"changedArea":[`
			}
			b = fmt.Appendf(b, `%s{"_typeName":"DiskChangeExtent","start":%d,"length":%d}`, lead, e.Start, e.Length)
		}
		if len(p.Extents) > 0 {
			b = append(b, ']')
		}
		return jsonAnswer(http.StatusOK, string(append(b, '}')))
	}
	b = fmt.Appendf(nil, `<startOffset>%d</startOffset><length>%d</length>`, p.Start, p.Length)
	for _, e := range p.Extents {
		b = fmt.Appendf(b, `<changedArea><start>%d</start><length>%d</length></changedArea>`, e.Start, e.Length)
	}
	return value(false, "QueryChangedDiskAreas", string(b), "")
}

// welcome answers the calls with which a client comes and goes.
func welcome(inJSON bool, method, session string) answer {
	ref := func(kind, id string) string {
		return fmt.Sprintf(`{"_typeName":"ManagedObjectReference","type":%q,"value":%q}`, kind, id)
	}
	switch method {
	case "RetrieveServiceContent":
		return value(inJSON, method, `<rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>`+
			`<viewManager type="ViewManager">ViewManager</viewManager><about><name>VMware vCenter Server</name><fullName>f</fullName><vendor>v</vendor><version>8.0.3</version><build>1</build><osType>linux</osType><productLineId>vpx</productLineId>`+
			`<apiType>VirtualCenter</apiType><apiVersion>`+release+`</apiVersion></about><sessionManager type="SessionManager">SessionManager</sessionManager>`,
			`{"_typeName":"ServiceContent","rootFolder":`+ref("Folder", "group-d1")+`,"propertyCollector":`+ref("PropertyCollector", "propertyCollector")+
				`,"viewManager":`+ref("ViewManager", "ViewManager")+`,"sessionManager":`+ref("SessionManager", "SessionManager")+
				`,"about":{"_typeName":"AboutInfo","name":"VMware vCenter Server","fullName":"f","vendor":"v","version":"8.0.3","build":"1","osType":"linux","productLineId":"vpx","apiType":"VirtualCenter","apiVersion":"`+release+`"}}`)
	case "Login":
		a := value(inJSON, method, `<key>k</key><userName>reader</userName><fullName>r</fullName><loginTime>2026-11-22T08:00:00Z</loginTime>`+
			`<lastActiveTime>2026-11-22T08:00:00Z</lastActiveTime><locale>en</locale><messageLocale>en</messageLocale>`,
			`{"_typeName":"UserSession","key":"k","userName":"reader","fullName":"r","loginTime":"2026-11-22T08:00:00Z","lastActiveTime":"2026-11-22T08:00:00Z","locale":"en","messageLocale":"en"}`)
		a.header = map[string]string{"Set-Cookie": "vmware_soap_session=" + session + "; Path=/; HttpOnly; Secure"}
		if inJSON {
			a.header = map[string]string{"vmware-api-session-id": session}
		}
		return a
	case "Logout":
		if inJSON {
			return answer{status: http.StatusNoContent}
		}
		return soapAnswer(http.StatusOK, `<LogoutResponse xmlns="urn:vim25"></LogoutResponse>`)
	case "CurrentTime":
		return value(inJSON, method, "2026-11-22T08:00:00Z", `{"_typeName":"dateTime","_value":"2026-11-22T08:00:00Z"}`)
	}
	return failure(inJSON, "MethodNotFound", "no such method")
}
