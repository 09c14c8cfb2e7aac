package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usage makes an error that ends with exitUsage, unless it wraps one already.
func usage(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	for _, a := range args {
		if inner, ok := a.(error); ok && errors.As(inner, &usageError{}) {
			return inner
		}
	}
	return usageError{err}
}

// quoted is somebody's own text in quotation marks. It is not Go's %q, which
// doubles a backslash; run cleans all that is printed.
func quoted(text string) string { return `"` + text + `"` }

// noArgs refuses arguments that are no flags.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if looksLikeURL(args[0]) {
		return usage("unexpected argument %s: did you mean --url?", quoted(args[0]))
	}
	return fmt.Errorf("unexpected argument %s", quoted(args[0]))
}

// looksLikeURL says that an argument was meant for --url.
func looksLikeURL(arg string) bool { return strings.Contains(arg, "://") }

// noCommand is noArgs where the first argument was meant to be a command.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || looksLikeURL(args[0]) {
		return noArgs(cmd, args)
	}
	name := quoted(args[0])
	if cmd.ArgsLenAtDash() == 0 {
		return usage("%s stands behind --, where no command is looked for: leave out the --", name)
	}
	if info, err := os.Stat(args[0]); err == nil && !info.IsDir() {
		return usage("unknown command %s: it is a file, so did you mean cbtmap open %s?", name, args[0])
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usage("unknown command %s: did you mean %s?", name, strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %s", name)
}

// mayBeEmpty are flags that stand in for a variable of the environment, also to
// say that there is nothing in it.
var mayBeEmpty = map[string]bool{"ca-certs": true, "known-hosts": true}

// noEmptyFlags refuses --from ”: that is a variable of a script that was not
// set, and not the wish for a default.
func noEmptyFlags(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && f.Value.Type() == "string" && strings.TrimSpace(f.Value.String()) == "" && !mayBeEmpty[f.Name] {
			err = usage("--%s is empty: give it a value or leave it out, and see %s --help", f.Name, cmd.CommandPath())
		}
	})
	return err
}

// flagError says what is wrong with a flag. Of an unknown one it repeats the
// name alone: what follows may be a password that somebody tried to give.
func flagError(err error) error {
	var (
		invalid *pflag.InvalidValueError
		unknown *pflag.NotExistError
	)
	switch {
	case errors.As(err, &invalid):
		return fmt.Errorf(`invalid argument %s for "--%s" flag: %s`, quoted(invalid.GetValue()), invalid.GetFlag().Name, wanted(invalid))
	case !errors.As(err, &unknown):
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

// wanted is what a flag takes. What Go's parsers say is for programmers.
func wanted(e *pflag.InvalidValueError) string {
	switch e.GetFlag().Value.Type() {
	case "bool":
		return "it is true or false"
	case "duration":
		return wantedTime(e.GetValue())
	case "uint64":
		return "it is a whole number from 0 on"
	}
	return e.Unwrap().Error()
}

// wantedTime is what a time should have been that could not be read.
func wantedTime(given string) string {
	if _, err := strconv.ParseFloat(given, 64); err == nil {
		return fmt.Sprintf("it lacks its unit, so write %ss for seconds", given)
	}
	return "write a number with its unit, such as 30s or 2m"
}
