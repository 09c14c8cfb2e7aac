package vcenter

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"

	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
)

// ServerRelease as Config.Release asks the server which release it speaks. That
// is also what happens over VI JSON without any, since a server has paths for
// its own releases only.
const ServerRelease = "-"

var (
	releases   = lazily(`^[0-9]{1,4}(\.[0-9]{1,4}){0,4}$`)
	namespaces = lazily(`^[A-Za-z][A-Za-z0-9]{0,31}$`)
)

// checkProtocol says what is wrong with how the server is to be spoken to.
func (c Config) checkProtocol() error {
	switch {
	case c.Protocol != "" && c.Protocol != SOAP && c.Protocol != JSON:
		return &Error{What: "there is no protocol " + quoted(c.Protocol), Advice: "choose soap or json"}
	case c.Release != "" && c.Release != ServerRelease && !releases().MatchString(c.Release):
		return &Error{What: quoted(c.Release) + " is no API release", Advice: "write it like 8.0.3.0, or leave it to the server"}
	case c.Namespace != "" && !namespaces().MatchString(c.Namespace):
		return &Error{What: "GOVC_VIM_NAMESPACE is no namespace", Advice: "leave it out"}
	}
	return nil
}

// speak sets up which protocol and release sc speaks, if need be after asking
// the server.
func (c Config) speak(ctx context.Context, sc *soap.Client) error {
	namespace := c.Namespace
	if namespace == "" {
		namespace = vim25.Namespace
	}
	sc.Namespace = "urn:" + namespace
	sc.UseJSON(c.Protocol == JSON)
	switch {
	case c.Release == ServerRelease || c.Release == "" && c.Protocol == JSON:
		release, err := askRelease(ctx, sc)
		sc.Version = release
		return err
	case c.Release != "":
		sc.Version = c.Release
	default:
		sc.Version = vim25.Version // a server of any release answers as it can
	}
	return nil
}

// errNoRelease is a server that does not say which releases it speaks.
var errNoRelease = errors.New("the server names no release that it speaks")

// askRelease is the newest release that the server speaks, which it tells
// without a login.
func askRelease(ctx context.Context, sc *soap.Client) (release string, err error) {
	const enough = 1 << 20 // bytes; such a file has a few kB
	u := sc.URL()
	u.Path += "/vimServiceVersions.xml"
	req, err := http.NewRequest(http.MethodGet, u.String(), nil)
	if err != nil {
		return "", err
	}
	err = sc.Do(ctx, req, func(res *http.Response) error {
		var list struct {
			Namespaces []struct {
				Name    string `xml:"name"`
				Version string `xml:"version"`
			} `xml:"namespace"`
		}
		if err := xml.NewDecoder(io.LimitReader(res.Body, enough)).Decode(&list); err != nil {
			if read := net.Error(nil); errors.As(err, &read) || errors.Is(err, context.Canceled) {
				return err
			}
			return fmt.Errorf("%w: %w", errNoRelease, err)
		}
		for _, n := range list.Namespaces {
			if n.Name == sc.Namespace && releases().MatchString(n.Version) {
				release = n.Version
				return nil
			}
		}
		return errNoRelease
	})
	return release, err
}

// protocolError is nil unless a server that was to speak VI JSON does not know
// it, as vCenter 7 does not. It has no such path, or reads the call as SOAP.
func (c Config) protocolError(err error, a address) error {
	if c.Protocol != JSON {
		return nil
	}
	e := &Error{Advice: "use --protocol soap, which every release speaks", Err: err, final: true}
	status := (*statusError)(nil)
	unknown := []int{http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusUnsupportedMediaType, http.StatusNotImplemented}
	switch {
	case errors.Is(err, errNoRelease):
		e.What = a.display() + " does not say which releases it speaks, so VI JSON has no path to it"
		e.Advice = "name one with --release, or use --protocol soap"
		return e
	case !errors.As(err, &status) || status.proxy || !status.html && !status.xml && !slices.Contains(unknown, status.code):
		return nil
	}
	e.What = fmt.Sprintf("%s does not serve VI JSON (%v)", a.display(), status)
	e.Fault, e.Property = "http", fmt.Sprint(status.code)
	if c.Release != "" && c.Release != ServerRelease {
		e.What = fmt.Sprintf("%s does not serve VI JSON in release %s (%v)", a.display(), c.Release, status)
		e.Advice = "leave the release to the server, or use --protocol soap, which every release speaks"
	}
	return e
}
