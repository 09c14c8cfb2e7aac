package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cbtmap/fetch/fault"
)

// refusedLogin is the kind of error of a server that refuses a name or a password.
const refusedLogin = "InvalidLogin"

// withPasswordFile adds to the error of a refused login that the password may have been
// meant as the name of a file. One that names no file is sent as it is: a password may
// begin with a slash.
func withPasswordFile(err error, password string) error {
	f := fault.Of(err)
	if err == nil || f.Fault != refusedLogin || !looksLikeFile(password) {
		return err
	}
	return reworded(err, f.What, f.Advice+"; the password that was sent looks like a file's name, and there is no such file")
}

// looksLikeFile says that a text begins as the names of files do, and names none.
func looksLikeFile(text string) bool {
	begins := len(filepath.VolumeName(text)) == len("C:")
	for _, lead := range []string{"/", "~/", "./", "../"} {
		begins = begins || strings.HasPrefix(text, lead)
	}
	if !begins {
		return false
	}
	_, err := os.Stat(text)
	return errors.Is(err, fs.ErrNotExist)
}
