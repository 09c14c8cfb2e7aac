package simulate_test

import (
	"net/url"
	"testing"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/simulate"
)

func TestOnlyTheRightPasswordOpens(t *testing.T) {
	s := start(t, simulate.Options{})
	c := dial(t, s)
	m := session.NewManager(c)
	for _, who := range []*url.Userinfo{
		url.UserPassword(simulate.Username, "wrong"),
		url.UserPassword(simulate.Username, ""),
		url.UserPassword("root", simulate.Password),
		url.UserPassword("user", "pass"), // the simulator's own default
	} {
		if err := m.Login(t.Context(), who); !fault.Is(err, &types.InvalidLogin{}) {
			t.Errorf("%s: got %v, want InvalidLogin", who, err)
		}
	}
	var token struct {
		XMLName xml.Name `xml:"Security"`
		Subject string   `xml:"Assertion>Subject>NameID"`
	}
	token.Subject = simulate.Username // believed by the simulator, signed or not
	if err := m.LoginByToken(c.WithHeader(t.Context(), soap.Header{Security: token})); !fault.Is(err, &types.InvalidLogin{}) {
		t.Errorf("token: got %v, want InvalidLogin", err)
	}
	if err := m.Login(t.Context(), url.UserPassword(simulate.Username, simulate.Password)); err != nil {
		t.Error(err)
	}
}

func TestNothingIsToldBeforeLogin(t *testing.T) {
	s := start(t, simulate.Options{})
	c := dial(t, s)
	d := diskOf(t, s, "sql01", "Hard disk 1")
	if err := refused(t, c, question(d, 0, 1)); !fault.Is(err, &types.NotAuthenticated{}) {
		t.Errorf("changed areas: got %v, want NotAuthenticated", err)
	}
	var vm mo.VirtualMachine
	ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: d.MoID}
	err := property.DefaultCollector(c).RetrieveOne(t.Context(), ref, []string{"name"}, &vm)
	if !fault.Is(err, &types.NotAuthenticated{}) {
		t.Errorf("properties: got %v, want NotAuthenticated", err)
	}
	if user, err := session.NewManager(c).UserSession(t.Context()); user != nil || err != nil {
		t.Errorf("session before login: %v, %v", user, err)
	}
}

func TestCertificateIsTheServersOwn(t *testing.T) {
	a, b := start(t, simulate.Options{}), start(t, simulate.Options{})
	u, err := url.Parse(a.URL())
	if err != nil {
		t.Fatal(err)
	}
	sc := soap.NewClient(u, false)
	t.Cleanup(sc.CloseIdleConnections)
	if err := sc.SetRootCAs(b.CAFile()); err != nil {
		t.Fatal(err)
	}
	if _, err := vim25.NewClient(t.Context(), sc); !soap.IsCertificateUntrusted(err) {
		t.Errorf("with another server's certificate: got %v, want an untrusted certificate", err)
	}
}

func TestAboutSaysWhatItPlays(t *testing.T) {
	c := dial(t, start(t, simulate.Options{}))
	about := c.ServiceContent.About
	if about.Name != "VMware vCenter Server" || about.Version != "8.0.3" || about.ApiVersion != "8.0.3.0" {
		t.Errorf("%+v", about)
	}
	if err := c.UseServiceVersion(); err != nil || c.Version != "8.0.3.0" {
		t.Errorf("service version %q, %v", c.Version, err)
	}
}
