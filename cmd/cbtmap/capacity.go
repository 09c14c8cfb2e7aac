package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/formats"
	"cbtmap/render"
)

// contradicted refuses --capacity for a capture that says something else: the
// server said that.
func contradicted(name string, h capture.Header, capacity int64) error {
	if capacity == 0 || h.Capacity == 0 || h.Capacity == capacity {
		return nil
	}
	return usage("%s: the capture says %s: leave --capacity out", quoted(name), exactBytes(h.Capacity))
}

// sized compares --capacity with what the file says without it, as far as that can
// be read once more. The flag wins. The error is that areas lie past its end.
func (p *program) sized(ctx context.Context, got *evidence, capacity int64) error {
	own, said, _ := ownCapacity(ctx, got.file)
	i := slices.IndexFunc(got.audit.Findings, func(f fetch.Finding) bool { return f.Kind == fetch.OutOfRange })
	if i >= 0 {
		f := got.audit.Findings[i]
		got.reach = max(own, f.Start+f.Length)
	}
	if said && differs(own, capacity) {
		what := fmt.Sprintf("the file says %s, and --capacity %s: it is read as --capacity says", exactBytes(own), exactBytes(capacity))
		got.audit = got.audit.With(fetch.Finding{Kind: fetch.Ambiguous, Start: min(own, capacity), Detail: what})
		p.warn(inFile(failed(faultFormat, nil, what, "leave --capacity out if the file is right"), got.file))
	}
	if got.reach <= capacity {
		got.reach = 0
		return nil
	}
	return failed(faultIncomplete, nil, fmt.Sprintf("areas lie past the end of a disk of %s, up to %s", exactBytes(capacity), exactBytes(got.reach)),
		fmt.Sprintf("give --capacity %d, or more if the disk is larger", got.reach))
}

// differs says that two sizes are not one disk's. A bitmap says it in whole bytes of
// its own, each eight blocks of 64 KiB.
func differs(own, given int64) bool { return own < given || own-given >= 8*64<<10 }

// ownCapacity is what a file says of the disk's size when it is left alone, or how
// far it reaches unless said is true.
func ownCapacity(ctx context.Context, name string) (bytes int64, said bool, err error) {
	info, err := os.Stat(name)
	if name == standardInput || err != nil || !info.Mode().IsRegular() {
		return 0, false, errors.New("it cannot be read twice")
	}
	f, err := os.Open(name)
	if err != nil {
		return 0, false, err
	}
	defer f.Close()
	r, err := formats.NewReader(f, formats.Options{})
	for err == nil {
		if err = ctx.Err(); err == nil {
			_, err = r.Next()
		}
	}
	if err != io.EOF {
		return 0, false, err
	}
	bytes, said = r.Capacity()
	return bytes, said, nil
}

// exactBytes is a size in words that can be given to --capacity.
func exactBytes(n int64) string {
	if back, ok := parseSize(render.Bytes(n)); ok && back == n {
		return render.Bytes(n)
	}
	return render.Count(n) + " bytes"
}
