package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// rootCommand builds the whole command line.
func (p *program) rootCommand() *cobra.Command {
	root := p.exploreCommand()
	explore := p.exploreCommand()
	root.Use = "cbtmap"
	root.Short = "See which parts of a virtual disk changed"
	root.Long = `cbtmap shows which parts of a vSphere virtual disk changed between two points in
time, as a map that fills in while the server answers and can be zoomed from the
whole disk to one block. It only reads: nothing is changed on the server.

The connection comes from the variables that govc uses: GOVC_URL, GOVC_USERNAME,
GOVC_PASSWORD, GOVC_INSECURE, GOVC_TLS_CA_CERTS and GOVC_TLS_KNOWN_HOSTS. What is
missing is asked for. There is no flag for a password, since others could see it.`
	root.Example = `  cbtmap demo                                      explore without any vCenter
  GOVC_URL=vc01 cbtmap                             explore a vCenter
  cbtmap --vm sql01 --disk "Hard disk 2"           go straight to a disk
  cbtmap report --vm web01 --json                  the figures, for a script`
	root.Args = noCommand
	root.SuggestionsMinimumDistance = 2
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagError(err) })
	root.PersistentPreRun = func(*cobra.Command, []string) { p.parsed = true }
	root.AddCommand(explore, p.demoCommand(), p.inventoryCommand(), p.reportCommand(), p.simulateCommand(), p.versionCommand())
	return root
}

// noArgs refuses arguments that are no flags.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q", args[0])
	}
	return nil
}

// noCommand is noArgs where the first argument was meant to be a command.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usage("unknown command %q: did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %q", args[0])
}

// flagError says what is wrong with a flag. Of an unknown one it repeats the
// name alone: what follows may be a password that somebody tried to give.
func flagError(err error) error {
	var unknown interface {
		error
		GetSpecifiedName() string
		GetSpecifiedShortnames() string
	}
	if !errors.As(err, &unknown) || !strings.HasPrefix(err.Error(), "unknown") {
		return err
	}
	name := "-" + unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() == "" {
		name = "-" + name
	}
	if name == "--password" || name == "-p" {
		return usage("there is no flag %s, since others could see the password: set GOVC_PASSWORD", name)
	}
	return fmt.Errorf("unknown flag %s", name)
}
