package main

import (
	"github.com/spf13/cobra"
)

// bareRoot is the root without the commands below it.
func (p *program) bareRoot() *cobra.Command {
	root := p.exploreCommand()
	root.Use = "cbtmap"
	root.Short = "See which parts of a virtual disk changed"
	root.Long = prose(`cbtmap shows which parts of a vSphere virtual disk changed between two points in
time, as a map that fills in while the server answers and can be zoomed from the
whole disk to one block. It only reads: nothing is changed on the server.

The connection comes from the variables that govc uses: GOVC_URL, GOVC_USERNAME,
GOVC_PASSWORD, GOVC_INSECURE, GOVC_TLS_CA_CERTS, GOVC_TLS_KNOWN_HOSTS and so on. What is
missing is asked for. There is no flag for a password, since others could see it.

Without a server, cbtmap open shows captures that were saved, and the maps of other
tools.`)
	root.Example = `  cbtmap demo                                  explore without any vCenter
  GOVC_URL=vc01 cbtmap                         explore a vCenter
  cbtmap --vm sql01 --disk "Hard disk 2"       go straight to a disk
  cbtmap report --vm web01 --disk 2000 --json  the figures, for a script
  cbtmap export --vm web01 --disk 2000 -o x.cbtmap
  cbtmap open x.cbtmap                         look at it again, anywhere`
	root.Args = noCommand
	root.SuggestionsMinimumDistance = 2
	usageByGroups(root)
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagError(err) })
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		p.parsed = true
		return noEmptyFlags(cmd)
	}
	return root
}
