package main

import (
	"context"
	"io"
	"log"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	cobra.MousetrapHelpText = "" // a double click on Windows is welcome: it opens the connect screen
	// Libraries log here what is theirs to complain of: net/http a server's own
	// bytes, uncleaned, and into the midst of a screen.
	log.SetOutput(io.Discard)
	if !serving(os.Args[1:]) {
		boundGarbage(os.Getenv)
	}
	ctx, stop := interruptible(context.Background())
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}

// serving tells whether the arguments are those of a server.
func serving(args []string) bool { return len(args) > 0 && args[0] == "simulate" }
