package fetch

import "time"

// backoff is the pause after so many tries: a random part of first, doubled
// with each try, up to most. The whole of it is random, so that clients that
// lost a server at the same moment do not come back at the same moment.
func backoff(first, most time.Duration, tries int, random func() float64) time.Duration {
	pause := first
	for i := 1; i < tries && pause < most; i++ {
		pause *= 2
	}
	return time.Duration(random() * float64(min(pause, most)))
}
