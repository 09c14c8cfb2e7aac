package simulate_test

import (
	"net/http"
	"strings"
	"testing"

	"cbtmap/fetch/simulate"
)

const base = "/sdk/vim25/8.0.3.0/"

// TestDocumentedRequest sends the very bytes that the vSphere reference and the
// help of cbtmap simulate document.
func TestDocumentedRequest(t *testing.T) {
	s := start(t, simulate.Options{})
	c := loginPlain(t, s)
	d := diskOf(t, s, "nfs01", "Hard disk 1")
	body := `{"snapshot":{"_typeName":"ManagedObjectReference","type":"VirtualMachineSnapshot","value":"` + d.Snapshots[1].MoID +
		`"},"deviceKey":2000,"startOffset":0,"changeId":"` + d.Snapshots[0].ChangeID + `"}`
	got := c.post(t, base+"VirtualMachine/"+d.MoID+"/QueryChangedDiskAreas", body)
	want := `{"_typeName":"DiskChangeInfo","startOffset":0,"length":214748364800,` +
		`"changedArea":[{"_typeName":"DiskChangeExtent","start":0,"length":214748364800}]}`
	if got.status != 200 || got.header.Get("Content-Type") != "application/json" || compact(t, got.body) != want {
		t.Errorf("%+v", got)
	}
	for release, status := range map[string]int{"8.0.2.0": 200, "6.5": 200, "9.1.0.0": 404, "release": 404, "": 404} {
		path := "/sdk/vim25/" + release + "/VirtualMachine/" + d.MoID + "/QueryChangedDiskAreas"
		if got := c.post(t, path, body); got.status != status {
			t.Errorf("release %q: status %d, want %d", release, got.status, status)
		}
	}
	versions := newPlain(t, s).get(t, "/sdk/vimServiceVersions.xml")
	for _, v := range []string{"<version>8.0.3.0</version><priorVersions>", "<version>8.0.2.0</version>", "<version>6.5</version>"} {
		if !strings.Contains(versions.body, v) {
			t.Errorf("no %s in %s", v, versions.body)
		}
	}
}

// TestJSONResults has one method or property for every shape of a result.
func TestJSONResults(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "sql01", "Hard disk 1")
	vm := base + "VirtualMachine/" + d.MoID + "/"
	free := newPlain(t, s)
	if got := free.get(t, base+"ServiceInstance/ServiceInstance/content"); got.status != 200 ||
		!strings.HasPrefix(got.body, `{"_typeName":"ServiceContent","rootFolder":{"_typeName":"ManagedObjectReference","type":"Folder","value":"group-d1"}`) {
		t.Errorf("content without a session: %+v", got)
	}
	if got := free.post(t, base+"ServiceInstance/ServiceInstance/RetrieveServiceContent", ""); got.status != 200 {
		t.Errorf("service content without a session: %+v", got)
	}
	path, body := asJSON(question(d, 1, 2))
	for path, body := range map[string]string{
		path:        body,
		vm + "name": "",
		base + "AuthorizationManager/AuthorizationManager/RetrieveAllPermissions": "{}",
		base + "SessionManager/SessionManager/Logout":                             "{}",
	} {
		method := "POST"
		if body == "" {
			method = "GET"
		}
		for _, free.key = range []string{"", "guessed"} {
			if got := free.sound(t, method, path, body); got.status != 500 || !strings.HasPrefix(got.body, `{"_typeName":"NotAuthenticated"`) {
				t.Errorf("%s without a session: %+v", path, got)
			}
		}
	}
	c := loginPlain(t, s)
	for name, test := range map[string]struct {
		path, body string // a property if there is no body
		status     int
		want       string
	}{
		"text":           {vm + "name", "", 200, `"sql01"`},
		"object":         {vm + "parent", "", 200, `{"_typeName":"ManagedObjectReference","type":"Folder","value":"group-`},
		"list":           {vm + "rootSnapshot", "", 200, `[{"_typeName":"ManagedObjectReference","type":"VirtualMachineSnapshot","value":"` + d.Snapshots[0].MoID + `"}]`},
		"not set":        {base + "VirtualMachine/" + diskOf(t, s, "vdi-005", "Hard disk 1").MoID + "/snapshot", "", 204, ``},
		"nothing":        {vm + "RefreshStorageInfo", "{}", 204, ``},
		"a reference":    {base + "SearchIndex/SearchIndex/FindByUuid", `{"uuid":"none","vmSearch":true}`, 204, ``},
		"no list":        {base + "SearchIndex/SearchIndex/FindAllByUuid", `{"uuid":"none","vmSearch":true}`, 200, `[]`},
		"yes and no":     {base + "AuthorizationManager/AuthorizationManager/HasPrivilegeOnEntity", `{"entity":{"type":"VirtualMachine","value":"` + d.MoID + `"},"sessionId":"` + c.key + `","privId":["System.Read","System.Fly"]}`, 200, `[true,false]`},
		"found":          {base + "SearchIndex/SearchIndex/FindByDnsName", `{"dnsName":"sql01","vmSearch":true}`, 200, `{"_typeName":"ManagedObjectReference","type":"VirtualMachine","value":"` + d.MoID + `"}`},
		"time":           {base + "ServiceInstance/ServiceInstance/CurrentTime", " ", 200, `"20`},
		"session":        {base + "SessionManager/SessionManager/currentSession", "", 200, `{"_typeName":"UserSession","key":"` + c.key + `"`},
		"unknown object": {base + "VirtualMachine/vm-99999/name", "", 500, `{"_typeName":"ManagedObjectNotFound","obj":{"_typeName":"ManagedObjectReference","type":"VirtualMachine","value":"vm-99999"},"faultstring":`},
		"other object":   {base + "HostSystem/" + d.MoID + "/QueryChangedDiskAreas", "{}", 500, `{"_typeName":"ManagedObjectNotFound",`},
		"other method":   {vm + "FindByUuid", "{}", 500, `{"_typeName":"MethodNotFound","receiver":`},
		"lacking":        {base + "Folder/group-d1/CreateCluster", "{}", 500, `{"_typeName":`},
		"second login":   {base + "SessionManager/SessionManager/Login", `{"userName":"administrator@vsphere.local","password":"changed-blocks"}`, 500, `{"_typeName":"InvalidLogin","faultstring":"Login failure"}`},
		"token":          {base + "SessionManager/SessionManager/LoginByToken", "{}", 500, `{"_typeName":"InvalidLogin"`},
	} {
		var got seen
		if test.body == "" {
			got = c.get(t, test.path)
		} else {
			got = c.post(t, test.path, test.body)
		}
		if got.status != test.status || !strings.HasPrefix(got.body, test.want) || test.want == "" && got.body != "" {
			t.Errorf("%s: status %d, %.300s", name, got.status, got.body)
		}
		if got.body != "" && got.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: content type %q", name, got.header.Get("Content-Type"))
		}
	}
	if got := c.post(t, base+"SessionManager/SessionManager/Logout", ""); got.status != 204 {
		t.Errorf("logout: %+v", got)
	}
	if got := c.get(t, vm+"name"); !strings.HasPrefix(got.body, `{"_typeName":"NotAuthenticated"`) {
		t.Errorf("after logout: %+v", got)
	}
}

func TestBadJSONRequests(t *testing.T) {
	s := start(t, simulate.Options{})
	c := loginPlain(t, s)
	vm := base + "VirtualMachine/" + diskOf(t, s, "sql01", "Hard disk 1").MoID + "/"
	for name, test := range map[string]struct {
		method, path, body string
		status             int
	}{
		"no path":           {"POST", "/sdk/vim25/", "{}", 404},
		"short path":        {"POST", base + "VirtualMachine", "{}", 404},
		"long path":         {"POST", vm + "QueryChangedDiskAreas/more", "{}", 404},
		"unknown type":      {"GET", base + "VirtualAircraft/vm-1/name", "", 404},
		"unknown method":    {"POST", vm + "QueryChangedPlanes", "{}", 404},
		"schema's own type": {"POST", vm + "QueryChangedDiskAreasRequestType", "{}", 404},
		"data for a method": {"POST", vm + "DiskChangeInfo", "{}", 404},
		"unknown property":  {"GET", vm + "planes", "", 404},
		"empty name":        {"GET", vm, "", 404},
		"broken escape":     {"GET", base + "VirtualMachine/%2f/name", "", 500},
		"get a method":      {"GET", vm + "QueryChangedDiskAreas", "", 405},
		"put a method":      {"PUT", vm + "QueryChangedDiskAreas", "{}", 405},
		"post a property":   {"POST", vm + "name", "{}", 405},
		"half an object":    {"POST", vm + "QueryChangedDiskAreas", `{"deviceKey":`, 400},
		"a list":            {"POST", vm + "QueryChangedDiskAreas", `[{}]`, 400},
		"words":             {"POST", vm + "QueryChangedDiskAreas", `yes`, 400},
		"two objects":       {"POST", vm + "QueryChangedDiskAreas", `{}{}`, 400},
		"another type":      {"POST", vm + "QueryChangedDiskAreas", `{"deviceKey":"2000"}`, 400},
		"too large a key":   {"POST", vm + "QueryChangedDiskAreas", `{"deviceKey":99999999999}`, 400},
		"unknown typeName":  {"POST", vm + "ReconfigVM_Task", `{"spec":{"deviceChange":[{"device":{"_typeName":"Plane"}}]}}`, 400},
		"unfit typeName":    {"POST", vm + "ReconfigVM_Task", `{"spec":{"deviceChange":[{"device":{"_typeName":"DiskChangeInfo"}}]}}`, 400},
		"too much":          {"POST", vm + "QueryChangedDiskAreas", strings.Repeat(" ", 17<<20), 413},
	} {
		got := c.sound(t, test.method, test.path, test.body)
		if got.status != test.status {
			t.Errorf("%s: status %d, want %d: %.200s", name, got.status, test.status, got.body)
		}
		if got.status == 405 && got.header.Get("Allow") == "" {
			t.Errorf("%s: nothing is said to be allowed", name)
		}
		if (got.status == 400 || got.status == 413) && !strings.HasPrefix(got.body, `{"_typeName":"InvalidRequest","faultstring":"`) {
			t.Errorf("%s: body %.200s", name, got.body)
		}
	}
	if got := c.get(t, vm+"name"); got.status != http.StatusOK {
		t.Errorf("afterwards: %+v", got)
	}
}

// FuzzJSONBody throws any body at a method. The server goes on.
func FuzzJSONBody(f *testing.F) {
	s, err := simulate.Start(simulate.Options{InMemory: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	c := loginPlain(f, s)
	vm := base + "VirtualMachine/" + s.Disks()[0].MoID + "/"
	f.Add("QueryChangedDiskAreas", `{"snapshot":{"_typeName":"ManagedObjectReference","type":"VirtualMachineSnapshot","value":"snapshot-1"},"deviceKey":2000,"startOffset":0,"changeId":"*"}`)
	f.Add("QueryChangedDiskAreas", `{"snapshot":{"_typeName":"string","_value":3}}`)
	f.Add("QueryChangedDiskAreas", `{"_typeName":"QueryChangedDiskAreasRequestType","deviceKey":-1}`)
	f.Add("RetrievePropertiesEx", `{"specSet":[{"objectSet":[{"selectSet":[{"_typeName":"TraversalSpec"}]}]}]}`)
	f.Add("name", ``)
	f.Fuzz(func(t *testing.T, name, body string) {
		if strings.ContainsAny(name, "?#%") || strings.HasSuffix(name, "_Task") || name == "Logout" {
			return // another path, or one that changes the server for the next
		}
		got := c.do(t.Context(), "POST", vm+name, body)
		if got.err != nil && got.status == 0 && !strings.Contains(got.err.Error(), "invalid") {
			t.Errorf("%q %q: %v", name, body, got.err)
		}
	})
}
