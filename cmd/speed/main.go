// Command speed measures cbtmap against what people use today, all in one run, and
// prints a table with a ratio beside every figure: go run ./cmd/speed
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

const usage = `Measures cbtmap against what people use today: govmomi's own loop, reading and
discarding, a sorted slice, a B-tree, zcat. It runs the benchmarks of this module
one package after another, which takes a quarter of an hour on an otherwise idle
machine, and prints what came out as a table. Run it where go.mod is:

  go run ./cmd/speed               measure, and print the table
  go run ./cmd/speed -readme       and put it into README.md
  go run ./cmd/speed -only start   one part: %s
  go run ./cmd/speed -short        small sizes, a look at whether all is there

Exit codes: 0 fine, 1 something was not measured, 2 wrong usage, 130 interrupted
(go run itself says 1 for all but 0). A target that is missed is marked in the
table.

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("speed", flag.ContinueOnError)
	flags.SetOutput(stderr)
	short := flags.Bool("short", false, "small sizes: the figures mean nothing")
	readme := flags.Bool("readme", false, "put the table into README.md")
	only := flags.String("only", "", "measure one `PART`")
	flags.Usage = func() {
		fmt.Fprintf(stderr, usage, strings.Join(partNames(), ", "))
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	chosen, err := choose(*only)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("it takes no arguments, and was given %q", flags.Args())
	}
	if err == nil && *readme && (*short || *only != "") {
		err = errors.New("the README's table is of a whole run: leave out -short and -only")
	}
	if err != nil {
		fmt.Fprintln(stderr, "speed:", err)
		return 2
	}
	found := newResults()
	found.short, found.command = *short, strings.Join(append([]string{"go run ./cmd/speed"}, args...), " ")
	if *readme {
		found.command = "go run ./cmd/speed" // with it or without
	}
	for _, p := range chosen {
		fmt.Fprintf(stderr, "%s: %s\n", p.name, p.what)
		if err := p.measure(ctx, *short, found, stderr); err != nil {
			if ctx.Err() != nil {
				fmt.Fprintln(stderr, "speed: interrupted")
				return 130
			}
			fmt.Fprintln(stderr, "speed:", err)
			return 1
		}
	}
	text, missing := table(chosen, found)
	fmt.Fprint(stdout, text)
	if len(missing) > 0 {
		fmt.Fprintln(stderr, "speed: not measured:", strings.Join(missing, "; "))
		return 1
	}
	if *readme {
		if err := putIntoReadme("README.md", text); err != nil {
			fmt.Fprintln(stderr, "speed:", err)
			return 1
		}
	}
	return 0
}
