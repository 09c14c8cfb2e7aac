package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"cbtmap/fetch"
	"cbtmap/render"
	"cbtmap/tui"
)

// exporting is what is to be written, and where to.
type exporting struct {
	asking
	files  filesFlags
	target targetFlags
	look   pictureFlags
}

func (p *program) exportCommand() *cobra.Command {
	e := exporting{asking: asking{checks: true}}
	cmd := &cobra.Command{
		Use:   "export [--vm NAME | FILE…] -o OUTPUT",
		Short: "Write a change map to a file: capture, list, picture",
		Long: prose(`Write what changed on one disk to a file, in the format of its suffix or of
--format. The map is asked of a server, with --vm, or read from files, as cbtmap open
--help lists them. Whatever happens there is either the old file or all of the new.

  cbtmap   all that is known, to be opened again: zcat shows it
  csv      start,length,state of all that changed or is unknown, in bytes,
           and a last line that says that nothing is missing
  json     replies to QueryChangedDiskAreas, as VI JSON has them
  mapfile  for ddrescueview and other tools of GNU ddrescue: + is
           changed, - unchanged, ? unknown, and a last line as that of csv
  png svg  the map as on the screen, with title, legend, ruler and totals

If not all of the disk is known, what is known is written, the file says what is not,
and the exit code is 3, or 130 after an interrupt. A part like that never replaces a
file, also not with --force: beside night.cbtmap it is written as
night.partial.cbtmap, then night.partial-2.cbtmap. --anonymize puts others in place of the names, the files and the
UUIDs of a capture and of a picture's title.

With --domain-mapfile=night.mapfile, ddrescue copies what changed and nothing else.
ddrescueview paints what is unchanged red, as bad sectors, over all else in a square.
To see the changes there in place of it, let both change places:

  ddrescuelog --change-types=+-,-+ night.mapfile >look.mapfile

A json file does not say how large the disk is: give --capacity when it is
read again. The letters of a png are those of Western and Eastern Europe:
where a name is in Chinese, Japanese or Korean, an svg shows it.

For each morning, in a crontab, where % has to be escaped, PATH has not the folder of
go install, and a password can stand in a file that only its owner reads:

  PATH=/usr/bin:/bin:/home/me/go/bin
  GOVC_URL=vc01.example.com
  GOVC_USERNAME=reader@vsphere.local
  GOVC_PASSWORD=/home/me/.vc01
  15 6 * * * cbtmap export --vm files01 -o cbt/$(date +\%F).cbtmap

and what changed in one of these nights, for another program:

  cbtmap export night.cbtmap --format json -o - |
    jq -r '.[].changedArea[]? | [.start, .length] | @tsv'`),
		Example: `  cbtmap export --vm web01 --disk 2000 -o monday.cbtmap
  cbtmap export monday.cbtmap -o monday.png --size 1920x1080
  cbtmap export monday.cbtmap -o index.svg --range 10G-20G --theme light
  cbtmap export monday.cbtmap tuesday.cbtmap --format csv -o lists
  cbtmap export monday.cbtmap --anonymize -o ticket.cbtmap`,
		Args: fileArgs,
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := e.files.check(p, cmd, files); err != nil {
				return err
			}
			outputs, err := e.target.plan(p, cmd, files)
			if err != nil {
				return err
			}
			if err := e.look.check(cmd, e.target.format); err != nil {
				return err
			}
			return p.export(cmd.Context(), &e, files, outputs)
		},
	}
	e.target.add(cmd)
	e.files.add(cmd)
	e.look.add(cmd)
	e.pick.add(cmd)
	e.fetch.add(cmd)
	e.server.add(cmd)
	p.completePick(cmd, &e.server, &e.pick)
	return cmd
}

// export writes each file, or what a server says, to its output.
func (p *program) export(ctx context.Context, e *exporting, files []string, outputs map[string]string) error {
	if len(files) == 0 {
		e.checks = e.target.format == formatCapture
		got, err := p.ask(ctx, &e.asking)
		return p.exportOne(ctx, e, got, err, outputs[""])
	}
	return p.each(ctx, files, func(name string) error {
		got, err := p.read(ctx, name, e.files.capacity)
		return p.exportOne(ctx, e, got, err, outputs[name])
	})
}

// exportOne writes what is known, and returns why that is not all.
func (p *program) exportOne(ctx context.Context, e *exporting, got evidence, why error, output string) error {
	if why != nil && got.nothing() {
		return why
	}
	s := saving{
		Saving: tui.Saving{
			Header:  got.header,
			Map:     got.changes,
			Last:    fetch.Batch{Failed: got.failed},
			Audit:   got.audit,
			Replace: e.target.force,
			File:    got.file != "",
			Name:    got.file,
		},
		cut:       got.reach > 0,
		format:    e.target.format,
		anonymize: e.target.anonymize,
	}
	if err := e.look.apply(&s); err != nil {
		return err
	}
	if why == nil && got.whole() {
		return p.putWhole(ctx, s, output)
	}
	writing := ctx
	if ctx.Err() != nil { // what an interrupted fetch has found is written all the same
		writing = context.WithoutCancel(ctx)
	}
	written, err := p.putPart(writing, s, output)
	if err != nil {
		return err
	}
	p.sayDoubt(s)
	if written != output {
		got.stays = output
	}
	made := quoted(written)
	if written == standardOutput {
		made = "what was written"
	}
	return got.lacking(ctx, made, why)
}

func (p *program) putWhole(ctx context.Context, s saving, output string) error {
	if err := p.put(ctx, s, output); err != nil {
		return err
	}
	p.sayDoubt(s)
	return nil
}

// put writes to a file, or to standard output, and says on a terminal what it did.
func (p *program) put(ctx context.Context, s saving, output string) error {
	if output == standardOutput {
		if err := s.write(untilDone{ctx, p.stdout}); err != nil {
			return fmt.Errorf("cannot write to standard output: %w", err)
		}
		return nil
	}
	size, err := s.save(ctx, output)
	if err != nil {
		return err
	}
	if isTerminal(p.stderr) {
		fmt.Fprintf(p.stderr, "%s: %s, %s\n", render.Clean(output), s.format, render.Bytes(size))
	}
	return nil
}

func exists(path string) bool {
	if path == standardOutput {
		return false
	}
	_, err := os.Lstat(path)
	return err == nil
}
