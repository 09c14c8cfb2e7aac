package main

import "github.com/spf13/cobra"

// makers make all commands but the root, by their names.
var makers = []struct {
	name string
	make func(*program) *cobra.Command
}{
	{"explore", (*program).exploreCommand},
	{"demo", (*program).demoCommand},
	{"open", (*program).openCommand},
	{"inventory", (*program).inventoryCommand},
	{"report", (*program).reportCommand},
	{"export", (*program).exportCommand},
	{"doctor", (*program).doctorCommand},
	{"simulate", (*program).simulateCommand},
	{"man", (*program).manCommand},
	{"version", (*program).versionCommand},
}

// aloneCommand is the root with the one command that the arguments begin with, and
// nil unless they do: to make all the others, with their help texts, takes longer
// than most of version.
func (p *program) aloneCommand(args []string) *cobra.Command {
	if len(args) == 0 || args[0] == "man" { // which tells of all of them
		return nil
	}
	for _, c := range makers {
		if c.name == args[0] {
			root := p.bareRoot()
			root.CompletionOptions.DisableDefaultCmd = true
			root.AddCommand(c.make(p))
			return root
		}
	}
	return nil
}

// rootCommand builds the whole command line.
func (p *program) rootCommand() *cobra.Command {
	root := p.bareRoot()
	for _, c := range makers {
		root.AddCommand(c.make(p))
	}
	return root
}
