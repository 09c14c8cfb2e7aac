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
	"cbtmap/tui"
)

// serverFlags say which server to use. A flag that is given stands in for its
// variable of the environment.
type serverFlags struct {
	url        string
	insecure   bool
	caCerts    string
	knownHosts string
	demo       bool
	timeout    time.Duration

	cmd *cobra.Command // knows which flags were given
}

func (f *serverFlags) add(cmd *cobra.Command) {
	f.cmd = cmd
	fs := cmd.Flags()
	fs.StringVar(&f.url, "url", "", "vCenter or ESXi host at this `URL` (else GOVC_URL)")
	fs.BoolVar(&f.insecure, "insecure", false, "believe any certificate (else GOVC_INSECURE)")
	fs.StringVar(&f.caCerts, "ca-certs", "", "trusted roots, in PEM `FILES` (else GOVC_TLS_CA_CERTS)")
	fs.StringVar(&f.knownHosts, "known-hosts", "", "accepted fingerprints, in `FILES` (else GOVC_TLS_KNOWN_HOSTS)")
	fs.BoolVar(&f.demo, "demo", false, "use the simulated vCenter instead of a server")
	f.addTimeout(cmd)
	complete(cmd, "url")
}

func (f *serverFlags) addTimeout(cmd *cobra.Command) {
	f.cmd = cmd
	cmd.Flags().DurationVar(&f.timeout, "timeout", fetch.DefaultTimeout, "`TIME` that each call to the server may take")
	complete(cmd, "timeout")
}

// check refuses what can be told to be wrong without asking a server.
func (f *serverFlags) check() error {
	if f.timeout <= 0 {
		return usage("--timeout must be more than zero: see %s --help", f.cmd.CommandPath())
	}
	if err := f.checkDemo(); err != nil {
		return err
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
	for _, other := range []string{"url", "insecure", "ca-certs", "known-hosts"} {
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
			return fmt.Errorf("cannot read the fingerprints of --known-hosts: %w: check the path, or make the file with lines of host:port and fingerprint", err)
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
	if f.cmd.Flags().Changed("timeout") {
		config.Timeout = f.timeout
	}
	return config, err
}

func (f *serverFlags) fetchOptions() fetch.Options { return fetch.Options{Timeout: f.timeout} }

// pickFlags choose a VM, a disk and an interval.
type pickFlags struct{ tui.Pick }

func (f *pickFlags) add(cmd *cobra.Command) {
	f.addVM(cmd, "virtual machine, by `NAME` or managed object id")
	fs := cmd.Flags()
	fs.StringVar(&f.Disk, "disk", "", "disk, by `LABEL`, key or slot (default the only one)")
	fs.StringVar(&f.To, "to", "", "end: a `SNAPSHOT`, or current (default the newest snapshot)")
	fs.StringVar(&f.From, "from", "", "begin: a `CHANGEID`, a snapshot, or * for what is allocated\n(default the snapshot before the end)")
	complete(cmd, "disk")
	complete(cmd, "to", "current")
	complete(cmd, "from", "*")
}

func (f *pickFlags) addVM(cmd *cobra.Command, what string) {
	cmd.Flags().StringVar(&f.VM, "vm", "", what)
	complete(cmd, "vm")
}

// complete offers words for a flag's value in a shell, and no files.
func complete(cmd *cobra.Command, flag string, words ...string) {
	// The error is for a flag that does not exist or has words already.
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
