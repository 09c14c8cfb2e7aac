package render

// Ruler is the line above a map: what lies how far into each row, one column a
// sample, exactly width columns wide.
func Ruler(g Grid, width int) string { return "" }
