package render

// ramps are all there are, the default first. On a dark ground lighter is more,
// on a light one darker.
//
// viridis and cividis follow the ramps of that name (van der Walt, Smith; Nuñez,
// Anderton, Renslow) in OKLab, from the first of their colours that stands out
// from the ground to one beyond their end: as published they begin so dark that
// the first steps are not seen on a dark terminal.
var ramps = [...]struct {
	name        string
	dark, light ramp
}{
	{
		"default",
		onDark(steps{ // blue by cyan and green to pale yellow
			{0x2769b7, 62}, {0x068bb5, 68}, {0x16a9b2, 74}, {0x14c8a7, 43}, {0x77df8a, 49}, {0xccec6e, 155}, {0xfff6d1, 230},
		}),
		onLight(steps{ // coral by plum to midnight
			{0xdf6843, 167}, {0xb36878, 132}, {0x8e558e, 97}, {0x5050b6, 56}, {0x544081, 19}, {0x1d2472, 18}, {0x021446, 16},
		}),
	},
	{
		"viridis",
		onDark(steps{
			{0x2e728e, 61}, {0x23908c, 30}, {0x2dae80, 36}, {0x62c862, 78}, {0xa1d93e, 148}, {0xfde93b, 155}, {0xfffdc8, 230},
		}),
		onLight(steps{
			{0x209c89, 30}, {0x2a7c8e, 61}, {0x375d8c, 24}, {0x453a81, 55}, {0x461361, 53}, {0x31003f, 234}, {0x14001e, 232},
		}),
	},
	{
		"cividis",
		onDark(steps{
			{0x676971, 242}, {0x838177, 244}, {0xa09875, 137}, {0xbdaf6b, 144}, {0xdbc75a, 178}, {0xfce63b, 220}, {0xfffcc1, 230},
		}),
		onLight(steps{
			{0x918b77, 102}, {0x737474, 242}, {0x575d6d, 240}, {0x36476d, 238}, {0x092d61, 18}, {0x001a3e, 17}, {0x000a1e, 232},
		}),
	},
	{
		"grey",
		onDark(steps{
			{0x6c6c6c, 242}, {0x838383, 244}, {0x9a9a9a, 247}, {0xb2b2b2, 249}, {0xcbcbcb, 252}, {0xe5e5e5, 254}, {0xffffff, 231},
		}),
		onLight(steps{
			{0x898989, 102}, {0x717171, 242}, {0x5a5a5a, 240}, {0x444444, 238}, {0x2f2f2f, 236}, {0x1b1b1b, 234}, {0x090909, 232},
		}),
	},
}
