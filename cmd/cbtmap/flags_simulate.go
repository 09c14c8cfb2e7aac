package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"cbtmap/fetch/simulate"
	"cbtmap/render"
)

// mostVMs bounds --vms. The largest vCenter may have 45,000 registered.
const mostVMs = 50_000

// simulateFlags say what the simulated vCenter is like.
type simulateFlags struct {
	faults []string
	vms    int
	scale  bool

	cmd *cobra.Command // knows which flags were given
}

func (f *simulateFlags) add(cmd *cobra.Command) {
	f.cmd = cmd
	fs := cmd.Flags()
	fs.StringArrayVar(&f.faults, "fault", nil, "`FAULT` to show, NAME[@VM][:FROM][*COUNT] as in\ncbtmap simulate --help; may be repeated")
	fs.Var(countValue{&f.vms, 0, mostVMs}, "vms", "`NUMBER` of virtual machines more")
	fs.BoolVar(&f.scale, "scale", false, scaleHelp)
	var names []string
	for _, fault := range simulate.FaultNames() {
		names = append(names, fault.Name+"\t"+fault.What)
	}
	complete(cmd, "fault", names...)
	complete(cmd, "vms")
	grouped(cmd, groupLike, "fault", "vms", "scale")
}

// scaleHelp promises what the simulated vCenter is held to.
var scaleHelp = fmt.Sprintf("a large site: %s with %s changed\nextents, and %s VMs more (or --vms)",
	simulate.ScaleVM, render.Count(simulate.ScaleExtents), render.Count(simulate.ScaleVMs))

// check refuses faults that do not exist.
func (f *simulateFlags) check() error {
	for _, spec := range f.faults {
		if err := checkFault(spec); err != nil {
			return err
		}
	}
	return nil
}

// options are what the server is to be started with.
func (f *simulateFlags) options() simulate.Options {
	vms := f.vms
	if f.scale && !f.cmd.Flags().Changed("vms") {
		vms = simulate.ScaleVMs
	}
	return simulate.Options{Fail: f.faults, VMs: vms, Scale: f.scale}
}

func checkFault(spec string) error {
	name, _, _ := strings.Cut(spec, "@")
	if i := strings.IndexAny(name, ":*"); i >= 0 {
		name = name[:i]
	}
	all := simulate.FaultNames()
	if slices.ContainsFunc(all, func(f simulate.FaultName) bool { return f.Name == name }) {
		return nil
	}
	for _, f := range all {
		if strings.EqualFold(f.Name, name) {
			return usage("there is no fault %s: did you mean %s?", quoted(name), f.Name)
		}
	}
	return usage("there is no fault %s: see cbtmap simulate --help for those that there are", quoted(name))
}

// faultList is every fault in lines of a help text.
func faultList() string {
	var lines []string
	width := 0
	for _, f := range simulate.FaultNames() {
		width = max(width, len(f.Name))
	}
	for _, f := range simulate.FaultNames() {
		name := "  " + render.Pad(f.Name, width, false) + "  "
		for line := range strings.Lines(ansi.Wrap(f.What, listWidth-len(name), "")) {
			lines = append(lines, name+strings.TrimRight(line, " \n"))
			name = strings.Repeat(" ", len(name))
		}
	}
	return strings.Join(lines, "\n")
}
