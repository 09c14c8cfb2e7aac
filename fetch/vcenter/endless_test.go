package vcenter_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"cbtmap/fetch/vcenter"
)

// A list that goes on and on without anything new is given up.
func TestEndlessList(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		page := "<token>2</token>" + object("VirtualMachine", "vm-1")
		h := canned{
			retrieve:              returnval(retrieve, page),
			"Continue" + retrieve: returnval("Continue"+retrieve, page),
		}.handler()
		var asked atomic.Int32
		c := connect(t, serveOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) > 1000 {
				panic(http.ErrAbortHandler) // or the test would not end either
			}
			h.ServeHTTP(w, r)
		})))
		came := 0
		err := c.VMs(t.Context(), func(page []vcenter.VM) { came += len(page) })
		wantError(t, err, "sends a list that does not end")
		if came != 1 {
			t.Errorf("%d machines came", came)
		}
		wantError(t, second(c.Detail(t.Context(), "vm-1")), "sends a list that does not end")
	})
}
