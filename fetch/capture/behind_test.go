package capture

import (
	"strings"
	"testing"
)

// Text behind a capture takes nothing from what the checksum proves, and the advice is to
// cut it off. Of a capture whose checksum is another nothing is said in its favour.
func TestBehindACapture(t *testing.T) {
	whole := textOf("1", "0", first, `{"start":0,"length":4096,"unit":1,"extents":[]}`)
	for text, right := range map[string]bool{
		whole + "junk\n": true,
		whole + whole:    true,
		strings.Replace(whole, "4096", "4097", 1) + "junk\n": false,
	} {
		r, err := NewReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		drained(r)
		why, _ := r.Cut().(*Error)
		if why == nil || why.Kind != Damaged || why.Line != 3 {
			t.Errorf("%q: %+v", text, why)
			continue
		}
		if cutOff := strings.Contains(why.Advice, "behind line 3") && !strings.Contains(why.Meaning, "wrong"); cutOff != right {
			t.Errorf("%q: %s %s", text, why.Meaning, why.Advice)
		}
	}
}
