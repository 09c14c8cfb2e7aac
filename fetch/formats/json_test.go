package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// accepts tells whether the text is one JSON value, and what is wrong if not.
func accepts(r io.Reader) error {
	j := newJSON(newText(r))
	j.skip()
	return j.end()
}

// deep tells whether brackets are nested more than maxBrackets deep.
func deep(b []byte) bool {
	depth, inText := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '[' || c == '{':
			if depth++; depth > maxBrackets {
				return true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return false
}

// What the standard library takes for JSON is JSON, and nothing else is, however
// the bytes arrive.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`[{"a":1,"b":[true,false,null],"c":"x\u00e9\n"}]`, `-0`, `1e3`, `01`, `-`, `1.`, `"\x"`, "\"\n\"", `{"a":1,}`, `[1 2]`, `{"a"}`, `{1:2}`, `nul`, `[`, `"`, ` {} `, `[]]`, "\"\xff\"",
		strings.Repeat("[", 64) + strings.Repeat("]", 64), strings.Repeat("[", 65) + strings.Repeat("]", 65),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want := json.Valid(b) && !deep(b)
		for how, r := range map[string]io.Reader{"at once": bytes.NewReader(b), "by the byte": iotest.OneByteReader(bytes.NewReader(b))} {
			if err := accepts(r); (err == nil) != want {
				t.Errorf("%q %s: %v, valid %t", b, how, err, json.Valid(b))
			}
		}
	})
}

// drawJSON makes a value of JSON, with white space wherever it may be.
func drawJSON(t *rapid.T, depth int) string {
	space := func() string { return rapid.StringMatching(`[ \t\r\n]{0,2}`).Draw(t, "space") }
	var parts []string
	kind := rapid.IntRange(0, 6).Draw(t, "kind")
	if depth == 0 {
		kind = kind % 5
	}
	switch kind {
	case 0:
		return fmt.Sprint(rapid.Int64().Draw(t, "number"))
	case 1:
		b, _ := json.Marshal(rapid.String().Draw(t, "text"))
		return string(b)
	case 2:
		return rapid.SampledFrom([]string{"true", "false", "null"}).Draw(t, "word")
	case 3:
		return rapid.StringMatching(`-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?`).Draw(t, "number")
	case 4:
		return rapid.SampledFrom([]string{"[]", "{}", `""`}).Draw(t, "nothing")
	case 5:
		for range rapid.IntRange(0, 4).Draw(t, "elements") {
			parts = append(parts, space()+drawJSON(t, depth-1)+space())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	for range rapid.IntRange(0, 4).Draw(t, "keys") {
		key, _ := json.Marshal(rapid.String().Draw(t, "key"))
		parts = append(parts, space()+string(key)+space()+":"+space()+drawJSON(t, depth-1)+space())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// value reads a value as the standard library does.
func value(j *jsonReader) any {
	switch c := j.peek(); c {
	case '[':
		list := []any{}
		for j.enter('['); j.elem(); {
			list = append(list, value(j))
		}
		return list
	case '{':
		object := map[string]any{}
		j.enter('{')
		for key, ok := j.key(); ok; key, ok = j.key() {
			name := string(key)
			object[name] = value(j)
		}
		return object
	case '"':
		return string(j.text())
	case 't', 'f':
		return j.bool()
	case 'n':
		j.null()
		return nil
	}
	return json.Number(j.number())
}

func TestJSONValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawJSON(t, 4)
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatal(err)
		}
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			j := newJSON(newText(r))
			got := value(j)
			if err := j.end(); err != nil || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
				t.Fatalf("%s: %#v, %v", text, got, err)
			}
		}
	})
}

func TestJSONNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"0":                                      "",
		"-0":                                     "",
		"9223372036854775807":                    "",
		"-9223372036854775808":                   "",
		"9223372036854775808":                    "63 bits",
		"-9223372036854775809":                   "63 bits",
		"99999999999999999999999999999999999999": "63 bits",
		"1e3":                                    "whole number",
		"1.0":                                    "whole number",
		"1.1E+12":                                "whole number",
		"01":                                     "not a number",
		"-":                                      "not a number",
		"+1":                                     "a value is expected",
		"0x10":                                   "comma",
		"--1":                                    "not a number",
		"NaN":                                    "a value is expected",
		`"12"`:                                   "a value is expected",
		"true":                                   "a value is expected",
	} {
		j := newJSON(newText(strings.NewReader("[" + text + "]")))
		j.enter('[')
		j.elem()
		n := j.int()
		j.elem()
		if want == "" {
			if j.err != nil || fmt.Sprint(n) != strings.Replace(text, "-0", "0", 1) {
				t.Errorf("%s: %d, %v", text, n, j.err)
			}
		} else if j.err == nil || !strings.Contains(j.err.What, want) {
			t.Errorf("%s: %v, want %s", text, j.err, want)
		}
	}
	for _, text := range []string{`"12"`, `12`} {
		if n := newJSON(newText(strings.NewReader(text))).looseInt(); n != 12 {
			t.Errorf("%s: %d", text, n)
		}
	}
	for _, text := range []string{`""`, `"1e3"`, `"0x10"`, `" 1"`, `"ten"`} {
		if j := newJSON(newText(strings.NewReader(text))); j.looseInt() != 0 || j.err == nil {
			t.Errorf("%s: %v", text, j.err)
		}
	}
}

// Places are those of an editor, whatever was read and dropped before them.
func TestPlaces(t *testing.T) {
	filler := strings.Repeat("\n  { \"start\": 0, \"length\": 0, \"data\": false, \"depth\": 0 },", 5000)
	for name, c := range map[string]struct {
		text   string
		line   int64
		offset string // of the text from here on
		what   string
	}{
		"number":    {"[" + filler + "\n {\"start\": 1e3, \"length\": 5}]", 5002, "1e3", "“1e3” is not written as a whole number"},
		"colon":     {"[" + filler + "\n {\"start\" 1}]", 5002, "1}]", "a colon is expected here, not “1”"},
		"comma":     {"[{\"start\":0,\"length\":0,\"data\":true,\"depth\":0}\n\n{}]", 3, "{}]", "a comma or the end of the list (]) is expected"},
		"too large": {"[{\"start\":0,\"depth\":0,\"data\":true,\r\n\"length\":9223372036854775808}]", 2, "9223", "beyond what bytes are counted in"},
		"twice":     {"[{\"start\":0,\"data\":true,\"length\":0,\"depth\":0},\n{\"length\":0,\"length\":1}]", 2, "1}]", "“length” is there twice"},
		"missing":   {"[{\"start\":0,\"data\":true,\"length\":0,\"depth\":0},\n{\"length\":0,\"start\":1}\n]", 2, "\n]", "no “data”"},
		"rest":      {"[{\"start\":0,\"data\":true,\"length\":0,\"depth\":0}]\nroot@host:~# ", 2, "root@", "something follows"},
		"negative":  {"[{\"start\":-1,\"data\":true,\"length\":0,\"depth\":0}]\n", 1, "]\n", "starts at -1"},
	} {
		_, err := readText(c.text, Options{})
		var wrong *SyntaxError
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if offset := strings.LastIndex(c.text, c.offset); wrong.Line != c.line || wrong.Offset != int64(offset) || !strings.Contains(wrong.What, c.what) {
			t.Errorf("%s: %v at line %d, byte %d; want %q at line %d, byte %d", name, wrong, wrong.Line, wrong.Offset, c.what, c.line, offset)
		}
		if f := wrong.Explain(); !strings.Contains(f.What, "qemu-img map, line ") || f.Advice == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
