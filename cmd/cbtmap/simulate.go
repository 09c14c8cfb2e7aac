package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/fetch/simulate"
)

func (p *program) simulateCommand() *cobra.Command {
	var options simulate.Options
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Serve a simulated vCenter to any vSphere client",
		Long: `Serve the simulated vCenter of cbtmap demo until interrupted, over TLS and with
Changed Block Tracking, to any client on this computer: govc, pyVmomi, the tests of
a backup tool. The first lines on standard output set a shell's environment so that
govc and cbtmap find it. Its password is public, so it listens on loopback only.`,
		Example: `  cbtmap simulate > env.sh &
  . ./env.sh
  govc find / -type m
  cbtmap report --vm files01`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.simulate(cmd.Context(), options) },
	}
	fs := cmd.Flags()
	fs.StringVar(&options.Listen, "listen", "127.0.0.1:8989", "loopback `ADDRESS` with port; port 0 is any free one")
	fs.DurationVar(&options.Latency, "latency", 0, "`TIME` added to each QueryChangedDiskAreas call")
	fs.Uint64Var(&options.Seed, "seed", 0, "`NUMBER` that decides what is written to the disks; 0 is the demo's")
	for _, flag := range []string{"listen", "latency", "seed"} {
		complete(cmd, flag)
	}
	return cmd
}

// simulate serves until ctx ends.
func (p *program) simulate(ctx context.Context, options simulate.Options) error {
	if options.Latency < 0 {
		return usage("--latency must not be below zero: see cbtmap simulate --help")
	}
	server, err := simulate.Start(options)
	if err != nil {
		return err
	}
	if err := announce(p.stdout, server); err != nil {
		return fmt.Errorf("cannot tell the server's address: %w", errors.Join(err, server.Close()))
	}
	fmt.Fprintf(p.stderr, "cbtmap: a simulated vCenter answers at %s until interrupted (ctrl+c); the lines above are for a shell\n", server.URL())
	<-ctx.Done()
	if err := server.Close(); err != nil {
		return fmt.Errorf("stopping the simulated vcenter: %w", err)
	}
	return nil
}

// announce writes the environment that govc and cbtmap connect with.
func announce(w io.Writer, server *simulate.Server) error {
	var b strings.Builder
	for _, v := range [][2]string{
		{"GOVC_URL", server.URL()},
		{"GOVC_USERNAME", simulate.Username},
		{"GOVC_PASSWORD", simulate.Password},
		{"GOVC_TLS_CA_CERTS", server.CAFile()},
	} {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], shellQuote(v[1]))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shellQuote makes one word of a POSIX shell out of any text.
func shellQuote(s string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("@%_+=:,./-", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
