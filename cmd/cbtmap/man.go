package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"cbtmap/fetch/file"
)

func (p *program) manCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: prose(`Print the manual page, made of the help texts of all commands. With --dir it is
written to a folder, as cbtmap.1, beside a page for each command.`),
		Example: `  cbtmap man | man -l -
  cbtmap man --dir man1`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			root := cmd.Root()
			if dir == "" {
				_, err := io.WriteString(p.stdout, mainPage(root))
				return err
			}
			pages := map[string]string{root.Name(): mainPage(root)}
			for _, sub := range documented(root) {
				pages[pageName(sub)] = commandPage(sub)
			}
			return writePages(dir, pages)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "write a page for each command to this `FOLDER`")
	completeWith(cmd, "dir", cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs))
	return cmd
}

func writePages(dir string, pages map[string]string) error {
	if !isFolder(dir) {
		return failed(faultNotFound, nil, "there is no folder "+quoted(dir), "make it, or name another with --dir")
	}
	for name, page := range pages {
		path := filepath.Join(dir, name+".1")
		_, err := file.Replace(path, true, func(w io.Writer) error {
			_, err := io.WriteString(w, page)
			return err
		})
		if err != nil {
			return failed(faultFile, err, fmt.Sprintf("cannot write %s: %v", quoted(path), pathless(err)), "name a folder that can be written to with --dir")
		}
	}
	return nil
}
