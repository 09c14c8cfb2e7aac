package main

import (
	"fmt"
	"strings"
)

// roff writes a manual page in the man macros that groff and mandoc share.
type roff struct {
	strings.Builder
	begun bool // a section, whose first paragraph needs no macro
}

// title opens a page of section 1. The date is one of digits and hyphens, which is to
// be read by programs: nothing of it is escaped.
func (r *roff) title(name, date, footer string) {
	fmt.Fprintf(r, ".TH %s 1 %q %s %s\n", macroWord(strings.ToUpper(name)), date, macroWord(footer), macroWord("User Commands"))
	r.WriteString(".nh\n.ad l\n") // names are not to be hyphenated, nor lines stretched
}

func (r *roff) section(name string)    { r.heading(".SH", name) }
func (r *roff) subsection(name string) { r.heading(".SS", name) }

func (r *roff) heading(macro, name string) {
	fmt.Fprintf(r, "%s %s\n", macro, macroWord(name))
	r.begun = true
}

// paragraph begins one.
func (r *roff) paragraph() {
	if !r.begun {
		r.WriteString(".PP\n")
	}
	r.begun = false
}

// text writes paragraphs, as help texts have them: parted by empty lines, and
// lines that are indented stay as they are.
func (r *roff) text(text string) {
	for _, paragraph := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		if paragraph = strings.Trim(paragraph, "\n"); strings.HasPrefix(paragraph, "  ") {
			r.verbatim(paragraph)
			continue
		}
		r.paragraph()
		r.WriteString(line(strings.Join(strings.Fields(paragraph), " ")))
	}
}

// What a page of a terminal has room for, in columns, and its margin.
const (
	manMargin = 7
	manWidth  = 80
)

// verbatim writes lines as they are, but for an indent that all of them have: they
// begin where text does. Lists are as narrow as that needs: listWidth.
func (r *roff) verbatim(text string) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	common := len(text)
	for _, each := range lines {
		if bare := strings.TrimLeft(each, " "); bare != "" {
			common = min(common, len(each)-len(bare))
		}
	}
	for i, each := range lines {
		lines[i] = each[min(common, len(each)):]
	}
	r.paragraph()
	r.WriteString(".EX\n")
	for _, each := range lines {
		r.WriteString(line(each))
	}
	r.WriteString(".EE\n")
}

// item writes an item of a list: what it is, in roff already, and what it means.
func (r *roff) item(tag, meaning string) {
	r.begun = false
	r.WriteString(".TP\n" + tag + "\n" + line(strings.Join(strings.Fields(meaning), " ")))
}

func bold(text string) string   { return `\fB` + escaped(text) + `\fR` }
func italic(text string) string { return `\fI` + escaped(text) + `\fR` }

// line is a line of text, which never looks like a request.
func line(text string) string {
	text = escaped(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text + "\n"
}

// macroWord is an argument of a macro.
func macroWord(text string) string {
	return `"` + strings.ReplaceAll(escaped(text), `"`, `\(dq`) + `"`
}

// roffEscapes are the characters that roff would take for something else: what
// begins an escape, and those that it sets as typographic ones.
var roffEscapes = map[rune]string{
	'\\': `\e`, '-': `\-`, '\'': `\(aq`, '`': `\(ga`, '^': `\(ha`, '~': `\(ti`, '…': "...",
}

// escaped is text in which nothing is obeyed, in ASCII alone.
func escaped(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch escape, special := roffEscapes[c]; {
		case special:
			b.WriteString(escape)
		case c > '~':
			fmt.Fprintf(&b, `\[u%04X]`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
