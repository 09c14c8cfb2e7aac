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
	ctx, stop := interruptible(context.Background())
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}
