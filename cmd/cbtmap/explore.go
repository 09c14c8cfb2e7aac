package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
	"cbtmap/tui"
)

// demoName is what the screens call it; no host can have a space in its name.
const demoName = "simulated vCenter"

// demoLatency lets one see a map of the simulated vCenter fill in.
const demoLatency = 40 * time.Millisecond

// exploration is how the screens are to be started.
type exploration struct {
	server  serverFlags
	fetch   fetchFlags
	pick    pickFlags
	look    lookFlags
	latency time.Duration // of the simulated vCenter

	files   []string // to explore instead of a server, if any
	reading filesFlags
}

func (p *program) exploreCommand() *cobra.Command {
	e := exploration{latency: demoLatency}
	cmd := &cobra.Command{
		Use:   "explore",
		Short: "Explore change maps on screen (the default)",
		Long: prose(`Explore a server's change maps on screen: pick a VM, a disk and an interval, and
watch the map fill in. Flags answer steps in advance. Where standard output is no
terminal, the report is printed instead.`),
		Example: `  cbtmap explore --url vc01 --known-hosts ~/.govmomi/known_hosts
  cbtmap explore --vm sql01 --disk 2001 --to nightly-7 --from nightly-6`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.explore(cmd.Context(), &e) },
	}
	e.pick.add(cmd)
	e.fetch.add(cmd)
	e.server.add(cmd)
	e.look.add(cmd)
	p.completePick(cmd, &e.server, &e.pick)
	return cmd
}

// explore runs the screens, or prints the report where there is no screen.
func (p *program) explore(ctx context.Context, e *exploration) error {
	why := ""
	switch {
	case !isTerminal(p.stdout):
		why = "standard output is no terminal"
	case p.getenv("TERM") == "dumb": // it says of itself that nothing can be drawn on it
		why = "a terminal with TERM=dumb cannot show screens"
	}
	if why != "" {
		if len(e.files) > 0 {
			return p.reportFiles(ctx, e.files, e.reading.capacity, false)
		}
		if e.pick.VM == "" {
			return usage("%s, so this prints a report, which needs --vm and perhaps --disk, --to and --from: "+
				"add them, or run it in a terminal", why)
		}
		return p.report(ctx, &asking{server: e.server, fetch: e.fetch, pick: e.pick}, false)
	}
	if len(e.files) == 0 {
		if err := p.check(ctx, &e.server); err != nil {
			return err
		}
	}
	var options []tea.ProgramOption
	if isTerminal(p.stdin) { // else the terminal is found elsewhere
		options = append(options, tea.WithInput(p.stdin))
	}
	return p.screens(ctx, e, options...)
}

// screens runs them until the user leaves or ctx ends.
func (p *program) screens(ctx context.Context, e *exploration, options ...tea.ProgramOption) error {
	work, cancel := context.WithCancel(ctx)
	defer cancel() // before the sessions are closed
	model, err := p.model(work, e)
	if err != nil {
		return err
	}
	options = append([]tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithoutSignalHandler(), // a signal ends ctx
		tea.WithOutput(p.stdout),
		tea.WithFPS(tui.FramesPerSecond),
	}, options...)
	if profile := colorProfile(e.look.color, p.getenv); profile != colorprofile.Unknown {
		options = append(options, tea.WithColorProfile(profile))
	}
	_, err = tea.NewProgram(model, options...).Run()
	lost := model.Unsaved() // takes away what was written of it
	switch {
	case ctx.Err() != nil, errors.Is(err, tea.ErrInterrupted):
		return interruptedWhileSaving(lost)
	case errors.Is(err, tea.ErrProgramPanic):
		return failed(faultTerminal, err, "the screen broke down, as shown above", "this is a fault of cbtmap, so please report it")
	case err == nil && lost != "":
		return failed(faultFile, nil, notSaved(lost)+": it was given up to leave at once", "")
	case err != nil:
		return failed(faultTerminal, err, fmt.Sprintf("cannot use the terminal: %v", err), "for figures without a screen see cbtmap report --help")
	}
	return nil
}

// interruptedWhileSaving is an interrupt that leaves a file unwritten, if one is named.
func interruptedWhileSaving(lost string) error {
	if lost == "" {
		return errInterrupted
	}
	return failure{fault.Fault{What: errInterrupted.Error() + ": " + notSaved(lost)}, errInterrupted}
}

func notSaved(name string) string { return quoted(name) + " was not saved" }

// model makes the screens' model. Nothing is opened before the first frame.
func (p *program) model(ctx context.Context, e *exploration) (*tui.Model, error) {
	glyphs, err := render.ParseGlyphs(e.look.glyphs)
	if err != nil {
		return nil, err
	}
	simulated := e.server.simulated.options()
	simulated.Latency = e.latency
	calls := e.server.calls()
	options := tui.Options{
		Context: ctx,
		Connect: func(ctx context.Context, config vcenter.Config) (tui.Connection, error) {
			return shown(p.sessions.connect(ctx, config))
		},
		Demo: func(ctx context.Context) (tui.Connection, error) {
			conn, err := shown(p.sessions.demo(ctx, simulated, calls))
			if err != nil {
				return nil, err
			}
			return tui.Named(conn, demoName), nil
		},
		StartDemo: e.server.demo,
		Theme:     e.look.theme,
		Glyphs:    glyphs,
		Pick:      e.pick.Pick,
		Fetch:     e.fetch.options(e.server.timeout),
		Keep: func(server vcenter.Server, iv vcenter.Interval) (tui.Store, error) {
			if server.Host == demoName { // it ends with this run
				return nil, nil
			}
			entry, err := e.fetch.entry(p.getenv, server, iv)
			if entry == nil {
				return nil, err // no store, and not a store without an entry
			}
			return entry, err
		},
	}
	options.OpenFile = func(path string) tui.File { return p.tuiFile(path, e) }
	options.Recent = e.recents(p.getenv).list
	options.Save = func(ctx context.Context, path string, what tui.Saving) (tui.Saved, error) {
		return p.saveScreen(ctx, e, path, what)
	}
	if options.Files, err = p.files(ctx, e); err != nil {
		return nil, err
	}
	if !e.server.demo && len(e.files) == 0 {
		if options.Config, err = p.config(ctx, &e.server); err != nil {
			return nil, err
		}
	}
	return tui.New(options), nil
}

// shown is a connection as the screens take it: no connection is nil, and not a
// server without a client.
func shown(client *vcenter.Client, err error) (tui.Connection, error) {
	if err != nil {
		return nil, err
	}
	return tui.Client(client), nil
}
