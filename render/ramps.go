package render

// tone is one colour twice: for terminals with true colours, and the index in the
// xterm palette that was chosen for it. The indices are chosen by hand, since the
// nearest ones collapse neighbouring levels.
type tone struct {
	rgb   uint32
	index uint8
}

// ramp is the colours of all levels on one ground.
//
// Lightness runs one way, so that a picture in grey reads the same; the first
// step has a contrast of at least 3:1 to the ground and to Unchanged (WCAG 2.1,
// 1.4.11, graphics); all are told apart with any of the common colour
// blindnesses. The tests hold these, for every ramp.
type ramp struct {
	fills        [Levels]tone // Outside: the ground the ramp was chosen against
	hatchUnknown tone
	hatchFailed  tone
}

// steps are the tones of the levels 1 to 7.
type steps [Full - Slightest + 1]tone

// onDark is the ramp of these steps on a dark ground.
func onDark(s steps) ramp {
	r := ramp{
		fills: [Levels]tone{
			Unchanged: {0x1b1e26, 234},
			Unknown:   {0x463a5c, 239},
			Failed:    {0x8e2f3c, 124},
			Outside:   {0x121218, 233},
		},
		hatchUnknown: tone{0x3f3f4c, 239},
		hatchFailed:  tone{0xc4485a, 167},
	}
	copy(r.fills[Slightest:], s[:])
	return r
}

// onLight is the ramp of these steps on a light ground.
func onLight(s steps) ramp {
	r := ramp{
		fills: [Levels]tone{
			Unchanged: {0xf3f3f6, 255},
			Unknown:   {0xc6c0d6, 250},
			Failed:    {0xe0a000, 178},
			Outside:   {0xffffff, 231},
		},
		hatchUnknown: tone{0xb4aec6, 249},
		hatchFailed:  tone{0xb97f00, 136},
	}
	copy(r.fills[Slightest:], s[:])
	return r
}

// Ramps are the names of the ramps of colours, the default first. A profile of 16
// colours or none has but one.
func Ramps() []string {
	names := make([]string, len(ramps))
	for i, r := range ramps {
		names[i] = r.name
	}
	return names
}

// rampFor is the ramp of a name, or the default one.
func rampFor(name string, dark bool) *ramp {
	chosen := &ramps[0]
	for i := range ramps {
		if ramps[i].name == name {
			chosen = &ramps[i]
		}
	}
	if dark {
		return &chosen.dark
	}
	return &chosen.light
}
