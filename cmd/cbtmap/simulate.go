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
	var (
		options simulate.Options
		flags   simulateFlags
		envFile string
	)
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Serve a simulated vCenter to any vSphere client",
		Long: prose(`Serve the simulated vCenter of cbtmap demo until interrupted, over TLS and with
Changed Block Tracking, to any client on this computer: govc, pyVmomi, the tests of
a backup tool. The first lines on standard output set a shell's environment so that
govc and cbtmap find it. Its password is public, so it listens on
loopback only (--listen; port 0 is any free one).

With --env-file the lines are in a file as well, from the moment that it answers
until it ends. An interrupt is its normal end, with exit code 0.

It speaks SOAP and VI JSON. With the variables set, this logs in and asks for the
allocated areas of a disk of web01, without any library:

`) + curlExample + prose(`

With --fault, questions about changed areas fail: all of them, those about one
virtual machine (corrupt@web01), the first few (http503*3), or some from one on
(drop@sql01:5*2 are the fifth and the sixth). The form is
NAME[@VM][:FROM][*COUNT], with numbers from 1 on. Three are not about questions and
take no numbers: missing, expiredCertificate, wrongName; the two of certificates
take no VM either. The faults:

`) + faultList(),
		Example: `  cbtmap simulate --env-file env.sh > simulate.log &
  until [ -e env.sh ]; do sleep 0.1; done
  . ./env.sh
  govc find / -type m
  cbtmap report --vm files01`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			served := flags.options()
			served.Listen, served.Latency, served.Seed, served.SessionIdle = options.Listen, options.Latency, options.Seed, options.SessionIdle
			return p.simulate(cmd.Context(), served, envFile)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&options.Listen, "listen", "127.0.0.1:8989", "loopback `ADDRESS` with port")
	fs.DurationVar(&options.Latency, "latency", 0, "`TIME` added to each QueryChangedDiskAreas call")
	fs.StringVar(&envFile, "env-file", "", "write the lines for a shell to `FILE` as well")
	fs.Uint64Var(&options.Seed, "seed", 0, "`NUMBER` that decides what is written to disks")
	fs.Var(timeValue{&options.SessionIdle}, "session-idle", "idle `TIME` that ends a session; 0 is none")
	flags.add(cmd)
	grouped(cmd, groupLike, "latency", "session-idle", "seed")
	for _, flag := range []string{"listen", "latency", "seed", "session-idle"} {
		complete(cmd, flag)
	}
	return cmd
}

// curlExample is the API without any client library. A password has no place on
// the command line of anything but this server, whose password is public.
const curlExample = `  api=$GOVC_URL/vim25/8.0.3.0
  curl -s --cacert "$GOVC_TLS_CA_CERTS" -D head.txt -o login.txt \
    -H 'Content-Type: application/json' \
    "$api/SessionManager/SessionManager/Login" \
    -d "{\"userName\":\"$GOVC_USERNAME\",\"password\":\"$GOVC_PASSWORD\"}"
  session=$(grep -i '^vmware-api-session-id:' head.txt | tr -d '\r')
  curl -s --cacert "$GOVC_TLS_CA_CERTS" -H "$session" \
    -H 'Content-Type: application/json' \
    -d '{"snapshot":{"_typeName":"ManagedObjectReference",
         "type":"VirtualMachineSnapshot","value":"snapshot-48"},
         "deviceKey":2000,"startOffset":0,"changeId":"*"}' \
    "$api/VirtualMachine/vm-41/QueryChangedDiskAreas"`

// simulate serves until ctx ends.
func (p *program) simulate(ctx context.Context, options simulate.Options, envFile string) (err error) {
	if options.Latency < 0 {
		return usage("--latency must not be below zero: see cbtmap simulate --help")
	}
	if err := checkEnvFile(envFile); err != nil {
		return err
	}
	server, err := simulate.Start(options)
	if err != nil {
		return blamed(err)
	}
	defer func() { err = errors.Join(err, stopped(server.Close())) }()
	lines := exports(server)
	if envFile != "" {
		if err := writeEnvFile(envFile, lines); err != nil {
			return err
		}
		defer removeEnvFile(envFile, lines)
	}
	if _, err := io.WriteString(p.stdout, lines); err != nil {
		return fmt.Errorf("cannot tell the server's address: %w", err)
	}
	fmt.Fprintf(p.stderr, "cbtmap: a simulated vCenter answers at %s until interrupted (ctrl+c); the lines above are for a shell\n", server.URL())
	<-ctx.Done()
	return nil
}

// blamed makes an error a wrong use of the command line if that is what it is.
func blamed(err error) error {
	var (
		address *simulate.AddressError
		fault   *simulate.FaultError
	)
	if errors.As(err, &address) || errors.As(err, &fault) {
		return usage("%w", err)
	}
	return err
}

func stopped(err error) error {
	if err != nil {
		return fmt.Errorf("stopping the simulated vCenter: %w", err)
	}
	return nil
}

// exports are the lines that set the environment that govc and cbtmap connect
// with.
func exports(server *simulate.Server) string {
	var b strings.Builder
	for _, v := range [][2]string{
		{"GOVC_URL", server.URL()},
		{"GOVC_USERNAME", simulate.Username},
		{"GOVC_PASSWORD", simulate.Password},
		{"GOVC_TLS_CA_CERTS", server.CAFile()},
	} {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], shellQuote(v[1]))
	}
	return b.String()
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
