package vcenter_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// judged is what an error is taken for, and how long it lasts.
type judged struct {
	fault, property, key string // the end of the key
	temporary, final     bool
}

// simulated are the faults that the simulated vCenter can show in place of an
// answer. What else it can do to a reply is no error of the call.
var simulated = map[string]judged{
	"notFound":              {fault: "NotFound", final: true},
	"deviceKey":             {fault: "InvalidArgument", property: "deviceKey", final: true},
	"startOffset":           {fault: "InvalidArgument", property: "startOffset"},
	"changeId":              {fault: "InvalidArgument", property: "changeId", final: true},
	"notSupported":          {fault: "InvalidArgument", property: "deviceKey", final: true},
	"noTrack":               {fault: "FileFault", key: "cbt.noTrack", final: true},
	"noEpoch":               {fault: "FileFault", key: "cbt.noEpoch", final: true},
	"cannotGetChanges":      {fault: "FileFault", key: "cbt.cannotGetChanges", final: true},
	"corrupt":               {fault: "FileFault", key: "cbt.cannotGetChanges", final: true},
	"fileFault":             {fault: "FileFault"},
	"fileLocked":            {fault: "FileLocked", temporary: true},
	"noPermission":          {fault: "NoPermission", property: "VirtualMachine.Provisioning.DiskRandomRead", final: true},
	"notAuthenticated":      {fault: "NotAuthenticated", property: "System.View", temporary: true},
	"managedObjectNotFound": {fault: "ManagedObjectNotFound", final: true},
	"invalidState":          {fault: "InvalidState"},
	"busy":                  {fault: "ResourceInUse", temporary: true},
	"hostNotConnected":      {fault: "HostNotConnected", temporary: true},
	"systemError":           {fault: "SystemError", temporary: true},
	"methodNotFound":        {fault: "MethodNotFound", final: true},
	"http401":               {fault: "http", property: "401", final: true},
	"http403":               {fault: "http", property: "403", final: true},
	"http404":               {fault: "http", property: "404"},
	"http429":               {fault: "http", property: "429", temporary: true},
	"http500":               {fault: "http", property: "500", temporary: true},
	"http502":               {fault: "http", property: "502", temporary: true},
	"http503":               {fault: "http", property: "503", temporary: true},
	"http504":               {fault: "http", property: "504", temporary: true},
	"timeout":               {fault: "timeout", temporary: true},
	"drop":                  {fault: "network", temporary: true},
	"half":                  {fault: "network", temporary: true},
}

// Everything that the simulated vCenter shows is told the same over both
// protocols, but for what the system says of a broken line.
func TestSimulatedFaults(t *testing.T) {
	told := map[string]fault.Fault{}
	eachProtocol(t, func(t *testing.T, protocol string) {
		c := connect(t, liveOver(protocol))
		d := detail(t, c, "web01")
		iv, err := d.FindInterval(d.Disks[0], "", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range simulate.FaultNames() {
			t.Run(name.Name, func(t *testing.T) {
				want, fails := simulated[name.Name]
				if slices.Contains([]string{"missing", "expiredCertificate", "wrongName", "slow"}, name.Name) {
					return // none of these fails a question
				}
				if err := live.Fail(name.Name + "@web01*2"); err != nil {
					t.Fatal(err)
				}
				defer live.Mend()
				limit := 5 * time.Second
				if name.Name == "timeout" {
					limit = 50 * time.Millisecond
				}
				ctx, cancel := context.WithTimeout(t.Context(), limit)
				defer cancel()
				_, err := c.Areas(ctx, iv, 0)
				if !fails {
					if err != nil {
						t.Errorf("not expected: %v", err)
					}
					return
				}
				wantError(t, err, "")
				var e *vcenter.Error
				if !errors.As(err, &e) {
					return
				}
				got := judged{fault: e.Fault, property: e.Property, key: want.key, temporary: e.Temporary(), final: e.Final()}
				if got != want || !strings.HasSuffix(e.Key, want.key) || e.Meaning == "" {
					t.Errorf("%+v, %q", got, e.Key)
				}
				if again, ok := told[name.Name]; ok && e.Fault != "network" && again != e.Explain() {
					t.Errorf("%+v, before %+v", e.Explain(), again)
				}
				told[name.Name] = e.Explain()
				if pause := e.RetryAfter(); (name.Name == "http429" || name.Name == "http503") != (pause == time.Second) {
					t.Errorf("the pause is %s", pause)
				}
			})
		}
	})
}
