package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
)

// serverFlags say which server to use. A flag that is given stands in for its
// variable of the environment.
type serverFlags struct {
	url        string
	insecure   bool
	caCerts    string
	knownHosts string
	thumbprint string
	demo       bool
	protocol   string
	release    string
	timeout    time.Duration
	simulated  simulateFlags // of the server of --demo

	cmd *cobra.Command // knows which flags were given
}

func (f *serverFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.url, "url", "", "vCenter or ESXi host at this `URL` (else GOVC_URL)")
	fs.StringVar(&f.caCerts, "ca-certs", "", "PEM `FILES` of roots (else GOVC_TLS_CA_CERTS)")
	fs.StringVar(&f.knownHosts, "known-hosts", "", "`FILES` of fingerprints (else GOVC_TLS_KNOWN_HOSTS)")
	fs.Var(thumbprintValue{&f.thumbprint}, "thumbprint", "accept the certificate with this `SHA256`")
	fs.BoolVar(&f.insecure, "insecure", false, "believe any certificate (else GOVC_INSECURE)")
	fs.BoolVar(&f.demo, "demo", false, "use the simulated vCenter instead of a server")
	complete(cmd, "url")
	complete(cmd, "thumbprint")
	grouped(cmd, groupServer, "url", "ca-certs", "known-hosts", "thumbprint", "insecure", "demo")
	f.addCalls(cmd)
}

// addCalls adds what also makes sense for a server of our own.
func (f *serverFlags) addCalls(cmd *cobra.Command) {
	f.cmd = cmd
	fs := cmd.Flags()
	addChoice(cmd, &f.protocol, "protocol", "`NAME` of the protocol", vcenter.SOAP, vcenter.JSON)
	fs.Var(releaseValue{&f.release}, "release", "API `VERSION`, such as 8.0.3.0 (default the server's)")
	fs.DurationVar(&f.timeout, "timeout", fetch.DefaultTimeout, "`TIME` that each call may take")
	complete(cmd, "release")
	complete(cmd, "timeout")
	grouped(cmd, groupServer, "protocol", "release", "timeout")
}

// check refuses what can be told to be wrong without asking a server.
func (f *serverFlags) check() error {
	if f.timeout <= 0 {
		return usage("--timeout must be more than zero: see %s --help", f.cmd.CommandPath())
	}
	if err := f.checkDemo(); err != nil {
		return err
	}
	if err := f.simulated.check(); err != nil {
		return err
	}
	if f.thumbprint != "" && f.insecure {
		return usage("--thumbprint and --insecure exclude each other, since one certificate is not any: leave one of them out")
	}
	if err := checkKnownHosts(f.knownHosts); err != nil {
		return err
	}
	if f.url == "" {
		return nil
	}
	alone, err := vcenter.Config{}.WithURL(f.url)
	if err != nil {
		return err
	}
	if alone.Password != "" {
		return usage("--url holds a password, which others can see: take it out and set GOVC_PASSWORD")
	}
	return nil
}

// checkDemo refuses to be told of two servers.
func (f *serverFlags) checkDemo() error {
	for _, other := range []string{"url", "insecure", "ca-certs", "known-hosts", "thumbprint"} {
		if f.demo && f.cmd.Flags().Changed(other) {
			return usage("--demo and --%s exclude each other, since the simulated vCenter needs neither address nor certificate: leave one of them out", other)
		}
	}
	return nil
}

// checkKnownHosts refuses files that are named by the flag and cannot be read.
// Those of the variable may be missing, as for govc, which makes them.
func checkKnownHosts(list string) error {
	for _, name := range filepath.SplitList(list) {
		f, err := os.Open(name)
		if err != nil {
			return failed(faultFile, err, fmt.Sprintf("cannot read the fingerprints of --known-hosts: %v", err), "check the path, or make the file with lines of host:port and fingerprint")
		}
		_ = f.Close()
	}
	return nil
}

// config is the connection as far as flags and environment tell.
func (f *serverFlags) config(getenv func(string) string) (vcenter.Config, error) {
	given := map[string]string{}
	for flag, v := range map[string]struct{ name, value string }{
		"url":         {"GOVC_URL", f.url},
		"insecure":    {"GOVC_INSECURE", strconv.FormatBool(f.insecure)},
		"ca-certs":    {"GOVC_TLS_CA_CERTS", f.caCerts},
		"known-hosts": {"GOVC_TLS_KNOWN_HOSTS", f.knownHosts},
	} {
		if f.cmd.Flags().Changed(flag) {
			given[v.name] = v.value
		}
	}
	// Standing in for all of GOVC_URL, --url also keeps credentials in it from
	// being sent to another server.
	config, err := vcenter.FromEnv(func(name string) string {
		if value, ok := given[name]; ok {
			return value
		}
		return getenv(name)
	})
	f.choose(&config)
	return config, err
}

// calls is how to speak to a server of our own.
func (f *serverFlags) calls() vcenter.Config {
	var config vcenter.Config
	f.choose(&config)
	return config
}

// choose is what the flags say of the calls.
func (f *serverFlags) choose(config *vcenter.Config) {
	given := func(flag string) bool { return f.cmd != nil && f.cmd.Flags().Changed(flag) }
	if given("timeout") {
		config.Timeout = f.timeout
	}
	if given("protocol") {
		config.Protocol = f.protocol
	}
	if given("release") {
		config.Release = f.release
	}
	if given("thumbprint") {
		config.Thumbprint = f.thumbprint
	}
}
