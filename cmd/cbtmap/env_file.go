package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// An env file holds the lines that lead to a simulated vCenter. That it is there
// means that the server answers, so that a script can wait for it.

// envFileBegin tells an env file that a killed server left behind from a file
// that somebody else needs.
const envFileBegin = "export GOVC_URL="

// checkEnvFile makes way for an env file.
func checkEnvFile(name string) error {
	if name == "" {
		return nil
	}
	old, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed(faultFile, err, fmt.Sprintf("cannot use the file of --env-file: %v", err), "name another")
	case !strings.HasPrefix(string(old), envFileBegin):
		return failed(faultFile, nil, quoted(name)+" holds something else than lines of cbtmap simulate", "remove it, or name another file with --env-file")
	}
	return os.Remove(name)
}

// writeEnvFile writes it whole or not at all, for its owner only.
func writeEnvFile(name, lines string) (err error) {
	defer func() {
		if err != nil {
			err = failed(faultFile, err, fmt.Sprintf("cannot write the file of --env-file: %v", err), "name one in a folder that can be written to")
		}
	}()
	f, err := os.CreateTemp(filepath.Dir(name), ".cbtmap-env-") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // is not there after the renaming
	_, err = f.WriteString(lines)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// removeEnvFile removes it, unless it is another server's by now. At the end of
// the program an error is of no use to anybody.
func removeEnvFile(name, lines string) {
	if now, err := os.ReadFile(name); err == nil && string(now) == lines {
		_ = os.Remove(name)
	}
}
