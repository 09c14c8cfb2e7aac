package fetch

// WithRandom are options whose pauses are so much of what they may be.
func (o Options) WithRandom(share float64) Options {
	o.random = func() float64 { return share }
	return o
}
