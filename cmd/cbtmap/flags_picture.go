package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/render"
	"cbtmap/render/picture"
	"cbtmap/tui"
)

// pictureFlags say how a picture is drawn.
type pictureFlags struct {
	width, height int
	theme         string
	ramp          string
	rule          string
	hilbert       bool
	view          string // a range, read once the disk's size is known
}

func (f *pictureFlags) add(cmd *cobra.Command) {
	f.width, f.height = picture.DefaultWidth, picture.DefaultHeight
	fs := cmd.Flags()
	fs.Var(pixelsValue{&f.width, &f.height}, "size", "`WxH` of a picture in pixels,\n"+sizeBounds())
	fs.StringVar(&f.view, "range", "", "part of the disk to draw, `A-B`, such as 10G-200G\nin powers of 1024; whole rows are drawn, so a\nlittle more than that")
	addChoice(cmd, &f.theme, "theme", "`GROUND` to draw on", tui.ThemeDark, tui.ThemeLight)
	addChoice(cmd, &f.ramp, "ramp", "`NAME` of the colours:\n", render.Ramps()...)
	addChoice(cmd, &f.rule, "rule", "`RULE` for the colour of a share:\n", ruleNames()...)
	fs.BoolVar(&f.hilbert, "hilbert", false, "draw along a Hilbert curve")
	complete(cmd, "size")
	complete(cmd, "range")
	grouped(cmd, groupPicture, "size", "range", "theme", "ramp", "rule", "hilbert")
}

func ruleNames() []string {
	var names []string
	for r := range render.Rule(render.Rules) {
		names = append(names, r.String())
	}
	return names
}

// check refuses what is for pictures where something else is written.
func (f *pictureFlags) check(cmd *cobra.Command, format string) error {
	for _, flag := range []string{"size", "range", "theme", "ramp", "rule", "hilbert"} {
		if cmd.Flags().Changed(flag) && !isPicture(format) {
			return usage("--%s is for pictures, and this is written as %s: leave it out, or write png or svg", flag, format)
		}
	}
	return nil
}

// apply says how to draw a map.
func (f *pictureFlags) apply(s *saving) (err error) {
	s.width, s.height = f.width, f.height
	s.Dark, s.Ramp, s.Hilbert = f.theme == tui.ThemeDark, f.ramp, f.hilbert
	for r := range render.Rule(render.Rules) {
		if r.String() == f.rule {
			s.Rule = r
		}
	}
	if f.view != "" {
		s.Lo, s.Hi, err = parseRange(f.view, s.Map.Capacity())
	}
	return err
}

// parseRange reads two addresses with a hyphen between them. The second is where
// the range ends: its byte is outside, but for the last one of the disk.
func parseRange(text string, capacity int64) (lo, hi int64, err error) {
	from, to, ok := strings.Cut(text, "-")
	if !ok {
		return 0, 0, usage("--range is two addresses with a hyphen between them, such as 10G-200G or 50%%-100%%")
	}
	if lo, err = render.ParseAddress(from, capacity); err != nil {
		return 0, 0, usage("--range begins wrongly: %v", err)
	}
	if hi, err = render.ParseAddress(to, capacity); err != nil {
		return 0, 0, usage("--range ends wrongly: %v", err)
	}
	if hi == capacity-1 { // as the end of the disk is read
		hi = capacity
	}
	if hi == lo {
		return 0, 0, usage("--range ends where it begins, and would show nothing: write a higher address last")
	}
	if hi < lo {
		return 0, 0, usage("--range ends before it begins: write the lower address first")
	}
	return lo, hi, nil
}

// sizeBounds are the sizes that a picture may have.
func sizeBounds() string {
	return fmt.Sprintf("from %dx%d to %dx%d", picture.LeastWidth, picture.LeastHeight, picture.MostWidth, picture.MostHeight)
}

// pixelsValue is the size of a picture.
type pixelsValue struct{ width, height *int }

func (v pixelsValue) Type() string { return "pixels" }

func (v pixelsValue) String() string {
	if v.width == nil {
		return ""
	}
	return fmt.Sprintf("%dx%d", *v.width, *v.height)
}

func (v pixelsValue) Set(s string) error {
	wide, high, _ := strings.Cut(strings.ToLower(s), "x")
	width, err := strconv.Atoi(strings.TrimSpace(wide))
	height, err2 := strconv.Atoi(strings.TrimSpace(high))
	if err != nil || err2 != nil || width < picture.LeastWidth || width > picture.MostWidth || height < picture.LeastHeight || height > picture.MostHeight {
		return fmt.Errorf("it is width x height, %s", sizeBounds())
	}
	*v.width, *v.height = width, height
	return nil
}
