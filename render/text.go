package render

// Clean makes a string from elsewhere safe to draw.
func Clean(s string) string { return s }

// Cut shortens s to at most width columns, the last of them "…" if anything was
// cut. It keeps styles.
func Cut(s string, width int) string { return s }

// Pad makes s exactly width columns wide: cut, or filled with spaces, behind it
// or, with right, before it (flush right).
func Pad(s string, width int, right bool) string { return s }
