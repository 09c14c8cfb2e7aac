package vcenter

import (
	"errors"
	"fmt"
	"strings"
)

// scene is where a failure happened: what the sentences of the table need to
// know besides the failure itself.
type scene struct {
	phase   phase
	doing   string // "listing virtual machines"
	host    string // for display
	address string // "host:port"
	user    string
	limit   limit  // that would be exceeded, where there is one
	listed  string // files that the fingerprint was looked for in

	vm     string    // name, where it is about one
	iv     *Interval // what was asked for
	offset int64     // bytes
}

// explain finds the row that fits and puts the names into its sentences.
func (c scene) explain(err error) *Error {
	if known := (*Error)(nil); errors.As(err, &known) {
		return known // why there is no session any more, or no such datacenter
	}
	r, s := judge(signsOf(err), c)
	fill := strings.NewReplacer(c.values(s)...)
	e := &Error{
		What: fill.Replace(r.what), Meaning: fill.Replace(r.meaning), Advice: fill.Replace(r.advice),
		Fault: s.name, Property: s.property, Key: s.key, Err: err,
		temporary: r.lasts == temporary, final: r.lasts == final, retryAfter: s.retryAfter, damaged: r.damaged,
	}
	if s.fingerprint != "" && s.kinds[0] != kindThumbprint {
		e.Err = &UntrustedError{Host: c.host, Thumbprint: s.fingerprint, Reason: s.said, Remedy: strings.TrimSuffix(e.Advice, acceptThis), Err: err}
	}
	return e
}

// values are the places in a sentence and what stands there, clean of control
// characters. What is filled in is not looked at again.
func (c scene) values(s sign) []string {
	file, proxy, through := s.file, "the proxy", ""
	if file == "" {
		file = s.said
	}
	if s.proxy != "" {
		proxy += " " + s.proxy
		through = " through " + proxy
	}
	return []string{
		"{host}", c.host, "{address}", c.address, "{user}", quoted(c.user), "{account}", c.account(),
		"{doing}", c.doing, "{on}", c.lead(), "{limit}", c.within(), "{longer}", c.longer(), "{unlisted}", c.unlisted(),
		"{disk}", c.disk(), "{vm}", quoted(c.vm), "{end}", c.endName(), "{key}", c.diskKey(), "{offset}", fmt.Sprint(c.offset),
		"{said}", s.said, "{file}", file, "{object}", s.object, "{privilege}", privilege(s.property),
		"{range}", c.standing(notKnownYet, nothingIsLost), "{tracking}", c.standing(notOnTracking+": "+arrivedIsTrue, notOnTracking),
		"{fingerprint}", s.fingerprint, "{proxy}", proxy, "{through}", through,
	}
}

// standing is what stands in spite of a failure: in a fetch, as given; before a
// login there is nothing yet, and other calls have no ranges.
func (c scene) standing(inFetch, inCall string) string {
	switch c.phase {
	case connecting:
		return notAsked
	case calling:
		return inCall
	}
	return inFetch
}

// lead begins a sentence about a call, and is not needed for a connection.
func (c scene) lead() string {
	if c.doing == "" || c.phase == connecting {
		return ""
	}
	return c.doing + ": "
}

func (c scene) within() string {
	if c.limit.Duration <= 0 {
		return ""
	}
	return fmt.Sprintf(" (limit %s)", c.limit.Duration)
}

// longer ends advice on lateness, if there is a setting that would help.
func (c scene) longer() string {
	if c.limit.setting == "" {
		return ""
	}
	return ", or give it longer with " + c.limit.setting
}

func (c scene) account() string {
	if c.user == "" {
		return "the account"
	}
	return clean(c.user)
}

func (c scene) unlisted() string {
	if c.listed == "" {
		return ""
	}
	return fmt.Sprintf(", and %s has no line for %s", clean(c.listed), c.address)
}

func (c scene) disk() string {
	if c.iv == nil {
		return "the disk"
	}
	return fmt.Sprintf("%s of %s", clean(c.iv.Disk.Label), quoted(c.iv.VM.Name))
}

func (c scene) diskKey() string {
	if c.iv == nil {
		return ""
	}
	return fmt.Sprint(c.iv.Disk.Key)
}

func (c scene) endName() string {
	if c.end() != snapshotEnd {
		return "the current state"
	}
	return fmt.Sprintf("snapshot %s", quoted(c.iv.To.Name))
}

func (c scene) end() endOfScene {
	switch {
	case c.iv == nil:
		return anyEnd
	case c.iv.To.MoID == "":
		return currentEnd
	}
	return snapshotEnd
}

// privilege names a privilege, and with it the words of the vSphere client for
// the one that this program needs beyond reading.
func privilege(id string) string {
	switch id {
	case "":
		return "a privilege that the server does not name"
	case diskRandomRead:
		return id + " (Virtual machine, Provisioning, Allow read-only disk access)"
	}
	return id
}

// diskRandomRead is the privilege that a question for changed areas needs.
const diskRandomRead = "VirtualMachine.Provisioning.DiskRandomRead"

// connectError says why there is no session on the server at a. listed is where
// its fingerprint was looked for.
func connectError(err error, a address, listed string, limit limit) error {
	return scene{phase: connecting, host: a.display(), address: a.dial(), user: a.user, listed: listed, limit: limit}.explain(err)
}

// callError says why a call of a session failed; doing is the work in words,
// like "listing virtual machines".
func (c *Client) callError(err error, doing string) error {
	return scene{phase: calling, doing: doing, host: c.server.Host, address: c.address, user: c.server.User}.explain(err)
}

// areasError says why a question for changed areas has no answer.
func (c *Client) areasError(err error, iv Interval, offset int64) error {
	s := scene{phase: asking, host: c.server.Host, address: c.address, user: c.server.User, vm: iv.VM.Name, iv: &iv, offset: offset}
	s.doing = "asking for the changed areas of " + s.disk()
	return s.explain(err)
}
