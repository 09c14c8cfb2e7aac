package vcenter

import (
	"fmt"
	"io"
)

// String is the configuration without any secret.
func (c Config) String() string {
	return fmt.Sprintf("%s at %s", c.Username, c.Host())
}

// Format is String for every verb: %d would show the fields as well as %+v.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText is String: what a JSON log shows.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// MarshalBinary is String too: what encoding/gob takes.
func (c Config) MarshalBinary() ([]byte, error) { return []byte(c.String()), nil }

// String says as whom a client is logged in, and where. Nothing else of it can
// be printed: its session is as good as the password.
func (c *Client) String() string { return fmt.Sprintf("%s at %s", c.server.User, c.server.Host) }

// Format is String for every verb.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText is String: what a JSON log shows.
func (c *Client) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
