package fault_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"cbtmap/fetch/fault"
)

type explained struct{ fault.Fault }

func (e explained) Error() string        { return e.What }
func (e explained) Explain() fault.Fault { return e.Fault }

func TestOf(t *testing.T) {
	known := fault.Fault{Fault: "NotFound", What: "snapshot nightly-5 is gone", Meaning: "nothing more can be asked", Advice: "choose another end"}
	for name, c := range map[string]struct {
		err  error
		want fault.Fault
	}{
		"none":           {nil, fault.Fault{}},
		"nobody's":       {errors.New("worn out"), fault.Fault{What: "worn out"}},
		"explained":      {explained{known}, known},
		"deep in others": {fmt.Errorf("the report covers 3 %%: %w", errors.Join(errors.New("x"), explained{known})), known},
	} {
		if got := fault.Of(c.err); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// Scripts rely on these names, also where there is nothing to say.
func TestJSON(t *testing.T) {
	text, err := json.Marshal(fault.Fault{Fault: "FileFault"})
	want := `{"fault":"FileFault","property":"","key":"","what":"","meaning":"","advice":""}`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v; want %s", text, err, want)
	}
}
