module cbtmap

go 1.26.0

// The versions below were built and tested as one set. Two pins are held on
// purpose: bubbletea v2.1.x needs an ultraviolet that cannot be had everywhere,
// and `@latest` of govmomi resolves to a release of 2018 on some proxies.
require (
	charm.land/bubbles/v2 v2.2.1
	charm.land/bubbletea/v2 v2.0.10
	charm.land/lipgloss/v2 v2.0.6
	github.com/charmbracelet/colorprofile v0.4.3
	github.com/charmbracelet/ultraviolet v0.0.0-20260811164956-006e29f97886 // screenshots, tests
	github.com/charmbracelet/x/ansi v0.11.8
	github.com/charmbracelet/x/exp/golden v0.1.0 // tests
	github.com/charmbracelet/x/term v0.2.2
	github.com/charmbracelet/x/vt v0.0.0-20260305213658-fe36e8c10185 // tests
	github.com/go-fonts/dejavu v0.3.2 // pictures
	github.com/rogpeppe/go-internal v1.16.0 // tests
	github.com/spf13/cobra v1.10.2
	github.com/spf13/pflag v1.0.9 // cobra's flags
	github.com/vmware/govmomi v0.56.0
	golang.org/x/image v0.47.0 // pictures
	golang.org/x/sync v0.24.0
	pgregory.net/rapid v1.3.0 // tests
)

require (
	github.com/klauspost/compress v1.20.3
	github.com/tidwall/btree v1.8.2 // benchmarks
	golang.org/x/text v0.43.0
)

require (
	github.com/atotto/clipboard v0.1.4 // indirect
	github.com/aymanbagabas/go-udiff v0.4.1 // indirect
	github.com/charmbracelet/x/exp/ordered v0.1.0 // indirect
	github.com/charmbracelet/x/termios v0.1.1 // indirect
	github.com/charmbracelet/x/windows v0.2.2 // indirect
	github.com/clipperhouse/displaywidth v0.11.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/mattn/go-runewidth v0.0.27 // indirect
	github.com/muesli/cancelreader v0.2.2 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/xo/terminfo v0.0.0-20220910002029-abceb7e1c41e // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

// v0.0.26 and v0.0.27 fill a table of 2 MiB before main begins, used or not: 45 to
// 75 ms of every start, of --help too. Nothing here needs what they add.
replace github.com/mattn/go-runewidth => github.com/mattn/go-runewidth v0.0.25
