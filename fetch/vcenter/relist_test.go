package vcenter_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"cbtmap/fetch/vcenter"
)

// The list of an inventory ends with its session. It begins anew, and no machine
// comes twice.
func TestListSurvivesItsSession(t *testing.T) {
	const vms, perPage = 25, 10
	eachProtocol(t, func(t *testing.T, protocol string) {
		for killAt := range 4 {
			var g *gate
			var mu sync.Mutex
			pages := 0
			listing := func(from int) string {
				inner := ""
				if from+perPage < vms {
					inner = fmt.Sprintf("<token>%d</token>", from+perPage)
				}
				for n := from; n < min(from+perPage, vms); n++ {
					inner += object("VirtualMachine", fmt.Sprintf("vm-%d", n), prop("name", "xsd:string", fmt.Sprintf("n%d", n)))
				}
				return inner
			}
			next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				replies := canned{}
				mu.Lock()
				defer mu.Unlock()
				if asks(r, retrieve) || asks(r, "Continue"+retrieve) {
					from := 0
					if m := token.FindStringSubmatch(bodyOf(r)); m != nil {
						fmt.Sscan(m[1], &from)
						replies["Continue"+retrieve] = returnval("Continue"+retrieve, listing(from))
					} else {
						replies[retrieve] = returnval(retrieve, listing(0))
					}
					if pages == killAt {
						defer g.kill()
					}
					pages++
				}
				replies.handler().ServeHTTP(w, r)
			})
			g = newGate(next)
			config := serve(t, g)
			config.Protocol = protocol
			c := connect(t, config)
			came := map[string]int{}
			if err := c.VMs(t.Context(), func(page []vcenter.VM) {
				for _, vm := range page {
					came[vm.Name]++
				}
			}); err != nil {
				t.Errorf("session killed after page %d: %v", killAt, err)
			}
			for n := range vms {
				if name := fmt.Sprintf("n%d", n); came[name] != 1 || len(came) != vms {
					t.Errorf("session killed after page %d: %s came %d times, %d machines", killAt, name, came[name], len(came))
				}
			}
			// FindVM reads a list too.
			mu.Lock()
			pages = 0
			mu.Unlock()
			if _, err := c.FindVM(t.Context(), "n24"); err != nil {
				t.Errorf("session killed after page %d: %v", killAt, err)
			}
		}
	})
}

// A list whose session never lasts is given up.
func TestListGivesUp(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		replies := canned{
			retrieve:              returnval(retrieve, "<token>2</token>"+object("VirtualMachine", "vm-1")),
			"Continue" + retrieve: returnval("Continue"+retrieve, "<token>2</token>"+object("VirtualMachine", "vm-1")),
		}
		good := replies.handler()
		var g *gate
		g = newGate(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asks(r, retrieve) {
				defer g.kill()
			}
			good.ServeHTTP(w, r)
		}))
		config := serveOver(t, protocol, g)
		config.KeepAlive = -1
		c := connect(t, config)
		err := c.VMs(t.Context(), func(page []vcenter.VM) {})
		wantError(t, err, "the session on 127.0.0.1")
		if _, logins, _ := g.count(); logins > 6 {
			t.Errorf("%d logins", logins)
		}
	})
}
