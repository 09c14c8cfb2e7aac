package vcenter

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// askingScene is a question about the second disk of sql01, scenes of the other
// phases are about the same server.
func askingScene(to Snapshot) scene {
	iv := &Interval{
		VM:   Detail{VM: VM{Name: "sql01"}},
		Disk: Disk{Key: 2001, Label: "Hard disk 2"},
		To:   to,
	}
	return scene{
		phase: asking, doing: `asking for the changed areas of Hard disk 2 of "sql01"`,
		host: "vc01", address: "vc01:443", user: `VSPHERE.LOCAL\Reader`, vm: "sql01", iv: iv, offset: 4096,
	}
}

// sceneOf is a scene that a row's sentences can stand in.
func sceneOf(r row) scene {
	c := askingScene(Snapshot{MoID: "snapshot-3", Name: "nightly-3"})
	switch {
	case r.end == currentEnd:
		c = askingScene(Snapshot{})
	case r.phase == connecting:
		c = scene{phase: connecting, host: "vc01", address: "vc01:443", user: "reader"}
	case r.phase == calling:
		c = scene{phase: calling, doing: "listing virtual machines", host: "vc01", address: "vc01:443", user: "reader"}
	}
	return c
}

// fullSign has something for every place.
var fullSign = sign{
	name: "FileFault", kinds: []string{"FileFault"}, property: diskRandomRead, key: "vim.hostd.vmsvc.cbt.noTrack",
	said: "what was said", about: "VirtualMachine", object: "vm-1", file: "[ds1] a/b.vmdk", status: 503,
	proxy: "proxy:3128", fingerprint: "AA:BB",
}

// Words that advice begins with.
var imperatives = []string{
	"answer", "ask", "change", "check", "choose", "compare", "connect", "find", "have", "list", "look", "make", "name", "put", "read",
	"set", "start", "take", "try", "turn", "upgrade", "wait", "copy", "map", "expect", "power",
}

// wantAdvice checks that advice tells what to do: it begins with a verb, or comes
// to one.
func wantAdvice(t *testing.T, advice string) {
	t.Helper()
	_, so, _ := strings.Cut(advice, ", so ")
	if !slices.ContainsFunc([]string{advice, so}, func(s string) bool {
		verb, _, _ := strings.Cut(s, " ")
		return slices.Contains(imperatives, strings.Trim(verb, ","))
	}) {
		t.Errorf("this is no advice: %q", advice)
	}
}

var capitals = regexp.MustCompile(`^(HTTP|SHA-256|TLS|ESXi|GOVC_|VSPHERE|Hard disk|AA:BB)`)

// wantSentence checks the form of what is shown to people.
func wantSentence(t *testing.T, text string) {
	t.Helper()
	first, _ := firstRune(text)
	if text == "" || unicode.IsUpper(first) && !capitals.MatchString(text) || strings.HasSuffix(text, ".") || strings.ContainsFunc(text, unicode.IsControl) {
		t.Errorf("not a sentence of the house: %q", text)
	}
	if strings.ContainsAny(text, "{}") {
		t.Errorf("a place is not filled in: %q", text)
	}
	if strings.Contains(text, "  ") || strings.TrimSpace(text) != text || strings.Contains(text, "()") {
		t.Errorf("something is missing in %q", text)
	}
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// Every row of the table, printed with -v, is three sentences in the form that
// screens, reports and JSON have.
func TestRowsOfFaults(t *testing.T) {
	ids, texts := map[string]bool{}, map[string]string{}
	for _, r := range faultTable() {
		c := sceneOf(r)
		fill := strings.NewReplacer(c.values(fullSign)...)
		what, meaning, advice := fill.Replace(r.what), fill.Replace(r.meaning), fill.Replace(r.advice)
		t.Logf("%s [%s]\n  what    %s\n  meaning %s\n  do      %s", r.id, [...]string{"this place", "temporary", "final"}[r.lasts], what, meaning, advice)
		for _, text := range []string{what, meaning, advice} {
			wantSentence(t, text)
		}
		wantAdvice(t, advice)
		if r.id == "" || ids[r.id] {
			t.Errorf("there are two rows %q", r.id)
		}
		ids[r.id] = true
		if other, ok := texts[what+meaning]; ok {
			t.Errorf("rows %q and %q say the same", r.id, other)
		}
		texts[what+meaning] = r.id
	}
	t.Logf("%d rows", len(faultTable()))
}

// The names of the members are part of the interface.
func TestFaultAsJSON(t *testing.T) {
	e := askingScene(Snapshot{}).explain(fmt.Errorf("odd"))
	text, err := json.Marshal(e.Explain())
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]string
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	want := []string{"advice", "fault", "key", "meaning", "property", "what"}
	if got := slices.Sorted(maps.Keys(members)); !slices.Equal(got, want) {
		t.Errorf("members are %q", got)
	}
}
