package main

import (
	"strconv"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
)

// A report that is killed without warning is not lost: the next one asks for
// what is missing, and no more.
func TestKilledReportGoesOn(t *testing.T) {
	server := startServer(t, simulate.Options{Latency: 10 * time.Millisecond})
	for _, parallel := range []int{1, 4} {
		t.Run("parallel="+strconv.Itoa(parallel), func(t *testing.T) {
			args := []string{"report", "--vm", "sql01", "--disk", "2001", "--json", "--parallel", strconv.Itoa(parallel)}
			asked := func(work func()) int {
				before := server.Questions()
				work()
				return server.Questions() - before
			}
			env := environmentOf(t, server)
			var whole, got result
			all := asked(func() { whole = runWith(t.Context(), env, append(args, "--no-cache")...) })
			want := decode(t, whole)

			first := asked(func() {
				before := server.Questions()
				cmd, _ := process(t, env, args...)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				for end := time.Now().Add(30 * time.Second); server.Questions()-before < all/2 && time.Now().Before(end); {
					time.Sleep(time.Millisecond)
				}
				_ = cmd.Process.Kill()
				if code := codeOf(cmd.Wait()); code == exitOK {
					t.Fatal("it was not killed")
				}
			})
			server.ExpireSessions() // nobody could log out

			second := asked(func() { got = runWith(t.Context(), env, args...) })
			if r := decode(t, got); got.code != exitOK || got.stderr != "" || !r.Coverage.Complete || merging(r) != merging(want) || r.Audit.Verdict != want.Audit.Verdict {
				t.Errorf("exit code %d, %q: %+v, want %+v", got.code, got.stderr, merging(r), merging(want))
			}
			// Of those under way when it was killed nothing is known.
			if most := all - first + 2*parallel; second > most || second == 0 {
				t.Errorf("%d questions make the report, %d were asked before the kill, and then %d, want %d at most", all, first, second, most)
			}
			third := asked(func() { got = runWith(t.Context(), env, args...) })
			if third != 0 || merging(decode(t, got)) != merging(want) {
				t.Errorf("all is known, and %d questions are asked", third)
			}
			t.Logf("%d questions in all; %d before the kill, then %d, then %d", all, first, second, third)
			expectNoSession(t, server)
		})
	}
}
