// Command govmomi does nothing but link what cbtmap links of govmomi: what it takes
// longer than an empty program is govmomi's own initialisation.
package main

import (
	_ "github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vim25"
	_ "github.com/vmware/govmomi/vim25/methods"
	_ "github.com/vmware/govmomi/vim25/types"
)

func main() {}
