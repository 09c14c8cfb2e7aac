package tui

import (
	"errors"
	"fmt"
	"strings"

	"cbtmap/fetch/vcenter"
)

// advise gives an error the advice of a screen, where its own speaks of flags
// and environment variables: those are for the command line.
func advise(err error, advice string) error {
	var e *vcenter.Error
	if errors.As(err, &e) && (strings.Contains(e.Advice, "--") || strings.Contains(e.Advice, "GOVC_")) {
		return fmt.Errorf("%s: %s", e.What, advice)
	}
	return err
}

// inForm is a failed connection in the words of the form.
func inForm(err error) error {
	var unknown *vcenter.UntrustedError
	if errors.As(err, &unknown) {
		return fmt.Errorf("the certificate of %s is not known here: its SHA-256 fingerprint is %s: if that is the server's own, "+
			"tick accept any certificate, or set GOVC_TLS_CA_CERTS or GOVC_TLS_KNOWN_HOSTS and start again", unknown.Host, unknown.Thumbprint)
	}
	var e *vcenter.Error
	if errors.As(err, &e) && (strings.Contains(e.Advice, "GOVC_USERNAME") || strings.Contains(e.Advice, "GOVC_URL")) {
		return fmt.Errorf("%s: check what stands above", e.What) // TLS settings have no line there
	}
	return err
}
