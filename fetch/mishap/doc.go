// Package mishap has no code of its own: it is where everything goes wrong at
// once. Its tests fetch from a server that misbehaves over real TLS, in seeded
// random mixes of what networks, proxies, servers and users do:
//
//	seed ─► mix ─► disk (the truth), server, user
//	                   │                │      │
//	                   ▼                ▼      ▼
//	        law ◄── map ◄── fetch ◄── vcenter ◄── TLS ◄── replies, whole or not
//	                          ▲ ▼
//	                         cache
//
// The law, after any mix:
//   - all that the map claims to know is what the truth says, byte for byte;
//   - either it knows the whole disk, or it says what is missing and why, and
//     its verdict is not trustworthy;
//   - once the server is well again, going on completes it;
//   - an odd reply shows in the audit, and where none was, the verdict is good;
//   - nothing is asked at or past the disk's end, nor what is known already;
//   - no goroutine, connection or session is left behind.
//
// A failure prints its seed and the command that repeats it. More mixes than an
// ordinary run makes:
//
//	go test ./fetch/mishap -mixes 20000
package mishap
