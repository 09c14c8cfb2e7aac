package main

import "github.com/spf13/cobra"

// filesFlags say how files are read.
type filesFlags struct {
	capacity int64 // 0 to take what the file says
}

func (f *filesFlags) add(cmd *cobra.Command) {
	cmd.Flags().Var(sizeValue{&f.capacity, 1}, "capacity", "`SIZE` of the disk, for a file that does not say it:\n10G, 10GB and 10GiB are one, in powers of 1024")
	complete(cmd, "capacity")
	cmd.ValidArgsFunction = completeInputs
}

// ofServer are the flags that make no sense with a file.
var ofServer = []string{"vm", "disk", "to", "from", "url", "demo"}

// check refuses files and a server at once, neither of them, and standard input
// twice.
func (f *filesFlags) check(p *program, cmd *cobra.Command, files []string) error {
	if len(files) == 0 {
		switch {
		case cmd.Flags().Changed("capacity"):
			return usage("--capacity is for files, and a server knows how large its disks are: leave it out or name a FILE")
		case !cmd.Flags().Changed("vm"):
			return usage("nothing is named: give --vm (cbtmap inventory lists what there is) or a FILE, and see %s --help", cmd.CommandPath())
		}
		return nil
	}
	for _, flag := range ofServer {
		if cmd.Flags().Changed(flag) {
			return usage("--%s is for a server, and %s is a file: leave one of them out", flag, quoted(files[0]))
		}
	}
	return p.checkFiles(files)
}

// checkFiles refuses what can be told to be wrong without opening a file.
func (p *program) checkFiles(files []string) error {
	seen := false
	for _, name := range files {
		if name == "" {
			return usage("a FILE is empty: a variable may not be set")
		}
		if name == standardInput {
			switch {
			case seen:
				return usage("- is standard input, which can be read only once")
			case isTerminal(p.stdin):
				return usage("- is standard input, which is a terminal: pipe something into it, or name a FILE")
			}
			seen = true
		}
	}
	return nil
}

// fileArgs takes files, and refuses what was meant to be the address of a server.
func fileArgs(cmd *cobra.Command, args []string) error {
	for _, arg := range args {
		if looksLikeURL(arg) {
			return noArgs(cmd, []string{arg})
		}
	}
	return nil
}
