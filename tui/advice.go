package tui

import (
	"errors"
	"strings"

	"cbtmap/fetch/vcenter"
)

// advise gives an error the advice of a screen, where its own speaks of flags
// and environment variables: those are for the command line.
func advise(err error, advice string) error {
	var e *vcenter.Error
	if errors.As(err, &e) && (strings.Contains(e.Advice, "--") || strings.Contains(e.Advice, "GOVC_")) {
		return otherwise(e, advice)
	}
	return err
}

// otherwise is the same failure with other advice.
func otherwise(e *vcenter.Error, advice string) error {
	same := *e
	same.Advice = advice
	return &same
}

// inForm is a failed connection in the words of the form.
func inForm(err error) error {
	var e *vcenter.Error
	if errors.As(err, &e) && (strings.Contains(e.Advice, "GOVC_USERNAME") || strings.Contains(e.Advice, "GOVC_URL")) {
		return otherwise(e, "check what stands above") // TLS settings have no line there
	}
	return err
}
