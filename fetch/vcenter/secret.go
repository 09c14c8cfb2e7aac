package vcenter

import (
	"io"
	"os"
	"strings"
)

// maxSecret bounds the file that a secret is read from, in bytes.
const maxSecret = 64 << 10

// secret is the value of a variable, or what the file of that name holds, as
// govc has it. name is the variable's, for the error: the value is never
// repeated, since it may be the secret itself.
func secret(name, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	st, err := os.Stat(value)
	if err != nil || st.IsDir() {
		return value, nil
	}
	unreadable := &Error{What: "the file that " + name + " names cannot be read", Advice: "check its permissions, or put the value itself into " + name}
	f, err := os.Open(value)
	if err != nil {
		return "", unreadable
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSecret))
	if err != nil {
		return "", unreadable
	}
	return strings.TrimSpace(string(text)), nil
}
