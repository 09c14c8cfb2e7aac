package main

import (
	"github.com/spf13/cobra"
)

func (p *program) demoCommand() *cobra.Command {
	e := exploration{server: serverFlags{demo: true}}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Explore a simulated vCenter",
		Long: prose(`Explore a simulated vCenter that runs inside this program: more than 200 VMs whose
disks were written to by models of a database, a file server, desktops and others,
and some on which change tracking fails in the ways it does in the field.`),
		Example: `  cbtmap demo
  cbtmap demo --vm sql01 --disk "Hard disk 2"
  cbtmap demo --vm files01 | cat               the report of it
  cbtmap demo --scale --vm scale01             ten million changed extents`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if e.server.simulated.scale && !cmd.Flags().Changed("latency") {
				e.latency = 0 // of 5,000 pages, a minute would be waiting
			}
			return p.explore(cmd.Context(), &e)
		},
	}
	e.pick.add(cmd)
	e.server.simulated.add(cmd)
	e.fetch.addPace(cmd)
	e.server.addCalls(cmd)
	e.look.add(cmd)
	p.completePick(cmd, &e.server, &e.pick)
	cmd.Flags().DurationVar(&e.latency, "latency", demoLatency, "time that the simulated server takes for each page")
	_ = cmd.Flags().MarkHidden("latency") // it exists
	return cmd
}
