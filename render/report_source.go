package render

import "strings"

// ReportSource is the file that a report is made of.
type ReportSource struct {
	File   string `json:"file"`   // as the user gave it; "-" is standard input
	Format string `json:"format"` // short name: "cbtmap", "qemu", …

	Name    string `json:"-"` // of the format, for people: "qemu-img map"
	Replies bool   `json:"-"` // it holds a server's replies, page by page
}

// title is the disk, by as much as is known of it.
func (r Report) title() string {
	var parts []string
	for _, part := range []string{r.Disk.VM, r.Disk.Label} {
		if part != "" {
			parts = append(parts, Clean(part))
		}
	}
	if len(parts) == 0 && r.Source != nil {
		parts = append(parts, r.Source.file())
	}
	return strings.Join(append(parts, Bytes(r.Disk.CapacityBytes)), " · ")
}

// source says what file it was, "" if it was none.
func (r Report) source() string {
	if r.Source == nil {
		return ""
	}
	return r.Source.file() + " · " + r.Source.Name
}

func (s ReportSource) file() string {
	if s.File == "-" {
		return "standard input"
	}
	return Clean(s.File)
}
