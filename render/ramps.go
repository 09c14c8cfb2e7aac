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
// blindnesses. The tests hold these.
type ramp struct {
	fills        [Levels]tone // Outside: the ground the ramp was chosen against
	hatchUnknown tone
	hatchFailed  tone
}

func rampFor(dark bool) *ramp {
	if dark {
		return &darkRamp
	}
	return &lightRamp
}

// darkRamp runs from blue by cyan and green to pale yellow: lighter is more.
var darkRamp = ramp{
	fills: [Levels]tone{
		Unchanged: {0x1b1e26, 234},
		1:         {0x2769b7, 62},
		2:         {0x068bb5, 68},
		3:         {0x16a9b2, 74},
		4:         {0x14c8a7, 43},
		5:         {0x77df8a, 49},
		6:         {0xccec6e, 155},
		7:         {0xfff6d1, 230},
		Unknown:   {0x463a5c, 239},
		Failed:    {0x8e2f3c, 124},
		Outside:   {0x121218, 233},
	},
	hatchUnknown: tone{0x3f3f4c, 239},
	hatchFailed:  tone{0xc4485a, 167},
}

// lightRamp runs from coral by plum to midnight: darker is more.
var lightRamp = ramp{
	fills: [Levels]tone{
		Unchanged: {0xf3f3f6, 255},
		1:         {0xdf6843, 167},
		2:         {0xb36878, 132},
		3:         {0x8e558e, 97},
		4:         {0x5050b6, 56},
		5:         {0x544081, 19},
		6:         {0x1d2472, 18},
		7:         {0x021446, 16},
		Unknown:   {0xc6c0d6, 250},
		Failed:    {0xe0a000, 178},
		Outside:   {0xffffff, 231},
	},
	hatchUnknown: tone{0xb4aec6, 249},
	hatchFailed:  tone{0xb97f00, 136},
}
