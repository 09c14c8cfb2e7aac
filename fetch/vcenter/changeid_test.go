package vcenter_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

const uuid = "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63"

func TestParseChangeID(t *testing.T) {
	for _, s := range []string{
		uuid + "/81",
		"  " + strings.ToUpper(uuid) + "/81\r\n",
		`"` + uuid + `/81"`,
		strings.ReplaceAll(uuid, " ", "") + "/81",
		"52dec0d9-b943-9d10-61d5-4c1be97b6563/ 81",
		strings.ReplaceAll(uuid, " ", "\n") + "/81", // broken over lines by a terminal
	} {
		id, err := vcenter.ParseChangeID(s)
		if err != nil || id != (vcenter.ChangeID{UUID: uuid, Sequence: "81"}) {
			t.Errorf("%q: %v, %v", s, id, err)
		}
	}
	// Other kinds of UUID and sequence are not for us to judge.
	if id, err := vcenter.ParseChangeID("rfc4122.52DE  c0d9/a/1F"); err != nil || id.UUID != "rfc4122.52de c0d9/a" || id.Sequence != "1F" {
		t.Errorf("%+v, %v", id, err)
	}
	for _, s := range []string{"", " ", "*", "/", uuid, "/81", uuid + "/", "a\x00b/1", "a\x1b[2J/1", "\xff/1", strings.Repeat("1", 600) + "/1"} {
		_, err := vcenter.ParseChangeID(s)
		wantError(t, err, "the changeId")
	}
}

// However a UUID of 16 bytes is written, it parses to the same changeId.
func TestChangeIDsCompareByMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "uuid")
		var plain, odd strings.Builder
		for _, b := range raw {
			digits := fmt.Sprintf("%02x", b)
			plain.WriteString(digits)
			if rapid.Bool().Draw(t, "upper") {
				digits = strings.ToUpper(digits)
			}
			odd.WriteString(digits + rapid.SampledFrom([]string{"", " ", "-", "  "}).Draw(t, "gap"))
		}
		a, err := vcenter.ParseChangeID(plain.String() + "/7")
		if err != nil {
			t.Fatal(err)
		}
		b, err := vcenter.ParseChangeID(odd.String() + "/7")
		if err != nil || a != b {
			t.Fatalf("%v and %v, %v", a, b, err)
		}
	})
}

func FuzzParseChangeID(f *testing.F) {
	f.Add(uuid + "/81")
	f.Add("*")
	f.Add("'a b/c/d'")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := vcenter.ParseChangeID(s)
		if err != nil {
			return
		}
		again, err := vcenter.ParseChangeID(id.String())
		if err != nil || again != id {
			t.Fatalf("%q is %#v, then %#v, %v", s, id, again, err)
		}
	})
}
