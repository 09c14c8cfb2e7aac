package vcenter

import (
	"os"
	"path/filepath"
)

// Notebook is the file of fingerprints that Remember writes to: the first one of
// KnownHosts, "" without any.
func (c Config) Notebook() string {
	for _, name := range filepath.SplitList(c.KnownHosts) {
		if name != "" {
			return name
		}
	}
	return ""
}

// Remember notes an accepted fingerprint of the server in the Notebook, in the
// form that govc has, "host:port THUMBPRINT". The file is made where there is
// none. A server that is in it already gets a second line, and the later one
// holds.
func (c Config) Remember(thumbprint string) error {
	a, err := c.address()
	if err != nil {
		return err
	}
	name := c.Notebook()
	if name == "" {
		return &Error{What: "there is no file to note the fingerprint in", Advice: "name one with --known-hosts or GOVC_TLS_KNOWN_HOSTS"}
	}
	if err := appendLine(name, a.dial()+" "+normalThumbprint(thumbprint)); err != nil {
		return &Error{What: "the fingerprint cannot be noted (" + clean(err.Error()) + ")", Advice: "check the path and the permissions of the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS", Err: err}
	}
	return nil
}

// appendLine adds a line to a file, on a line of its own even if the last one
// has no end.
func appendLine(name, line string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err == nil && st.Size() > 0 {
		last := make([]byte, 1)
		if _, err = f.ReadAt(last, st.Size()-1); err == nil && last[0] != '\n' {
			line = "\n" + line
		}
	}
	if err == nil {
		_, err = f.WriteString(line + "\n")
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
