package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/fetch/file"
)

// standardOutput is the name of an output that is no file.
const standardOutput = "-"

// alsoStandardOutput are the names that some systems have for it. Written to as files
// they would be replaced, where a shell has sent it to a file.
var alsoStandardOutput = []string{"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}

// targetFlags say what is written, and where to.
type targetFlags struct {
	output    string
	format    string // after plan: never ""
	force     bool
	anonymize bool
}

func (f *targetFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVarP(&f.output, "output", "o", "", "`FILE` to write, - for standard output, a pipe or\na device, or a folder for several files")
	fs.Var(choice{&f.format, outputs()}, "format", "`NAME` of the format (default by the suffix of FILE):\n"+oneOf(outputs()))
	fs.BoolVar(&f.force, "force", false, "write over a file that is there")
	fs.BoolVar(&f.anonymize, "anonymize", false, "replace names, files and UUIDs by others")
	complete(cmd, "format", outputs()...)
	completeWith(cmd, "output", completeFiles(outputSuffixes()...))
	grouped(cmd, groupOutput, "output", "format", "force", "anonymize")
}

// plan finds the output of each file, of "" for a server, and the format. What
// cannot be written is refused before anything is asked for.
func (f *targetFlags) plan(p *program, cmd *cobra.Command, files []string) (map[string]string, error) {
	if f.output == "" {
		return nil, usage("no output is named: give -o FILE, or -o - and --format for standard output")
	}
	if slices.Contains(alsoStandardOutput, f.output) {
		f.output = standardOutput
	}
	into := isFolder(f.output)
	if err := f.findFormat(into || len(files) > 1); err != nil {
		return nil, err
	}
	switch {
	case f.output == standardOutput && len(files) > 1:
		return nil, usage("several files cannot go to one standard output: name a folder with -o")
	case f.output == standardOutput && isBinary(f.format) && isTerminal(p.stdout):
		return nil, usage("a terminal cannot show %s: name a file with -o, or pipe it into another program", f.format)
	case into && len(files) == 0:
		return nil, usage("%s is a folder: name a file in it", quoted(f.output))
	case len(files) > 1 && !into:
		return nil, usage("several files need a folder to go to, and there is none named %s: make it, or name another with -o", quoted(f.output))
	}
	if !into {
		name := ""
		if len(files) == 1 {
			name = files[0]
		}
		return map[string]string{name: f.output}, f.refuse(f.output)
	}
	return f.outputsIn(files)
}

// findFormat takes the suffix for what --format does not say.
func (f *targetFlags) findFormat(into bool) error {
	meant := ""
	if !into && f.output != standardOutput {
		meant = outputOf(f.output)
	}
	switch {
	case f.format != "" && meant != "" && meant != f.format:
		return usage("the name %s is that of a %s file, and --format says %s: leave one of them out", quoted(f.output), meant, f.format)
	case f.format != "":
		return nil
	case into:
		return usage("a folder does not say in which format: give --format %s", oneOf(outputs()))
	case f.output == standardOutput:
		return usage("standard output does not say in which format: give --format %s", oneOf(outputs()))
	}
	if f.format = outputOf(f.output); f.format == "" {
		return usage("%w, or give --format", errNoFormat(f.output))
	}
	return nil
}

// outputsIn names the outputs of several files in a folder.
func (f *targetFlags) outputsIn(files []string) (map[string]string, error) {
	outputs, taken := map[string]string{}, map[string]string{}
	for _, name := range files {
		output := filepath.Join(f.output, stem(name)+suffixOf(f.format))
		if other, ok := taken[output]; ok && other != name {
			return nil, usage("%s and %s would both be written to %s: name them one by one", quoted(other), quoted(name), quoted(output))
		}
		if err := f.refuse(output); err != nil {
			return nil, err
		}
		outputs[name], taken[output] = output, name
	}
	return outputs, nil
}

// refuse does not write over a file that nobody said is to be replaced. A pipe or a
// device is there to be written to.
func (f *targetFlags) refuse(output string) error {
	if f.force || !exists(output) || file.IsStream(output) {
		return nil
	}
	return failed(faultExists, nil, fmt.Sprintf("there is a file %s already", quoted(output)), "name another, or replace it with --force")
}

// stem is the name of a file without its folder and its suffixes.
func stem(name string) string {
	if name == standardInput {
		return "stdin"
	}
	name = filepath.Base(name)
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".gz") {
		name = strings.TrimSuffix(name, ext)
	}
	if short := strings.TrimSuffix(name, filepath.Ext(name)); short != "" {
		return short
	}
	return name
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
