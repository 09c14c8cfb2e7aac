package vcenter

import (
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// sign is one thing that an error shows: a fault of the server, or the trouble
// that came in place of an answer.
type sign struct {
	name     string   // how fault.Fault calls it
	kinds    []string // the type of a fault and then its families, or the kinds of trouble
	property string   // the argument, or the privilege
	key      string   // the message key
	said     string   // what the server or the system said, in one line
	words    string   // all that was said, lower case
	about    string   // type of the managed object that the fault is about
	object   string   // its id
	file     string
	status   int // HTTP status

	proxy       string        // host of the proxy on the way, if any
	fingerprint string        // SHA-256 of a certificate
	retryAfter  time.Duration // as the server asks for
}

// faulter is how govmomi's errors give the fault that came over the wire, nil if
// it is of a type that govmomi does not know.
type faulter interface {
	error
	Fault() types.BaseMethodFault
}

// deepest bounds the chain of causes within a fault.
const deepest = 16

// signsOf lists what err shows, the outermost first. There is always one.
func signsOf(err error) []sign {
	var f faulter
	if !errors.As(err, &f) {
		return []sign{troubleOf(err)}
	}
	said := clean(strings.TrimPrefix(f.Error(), "ServerFaultCode: "))
	var signs []sign
	for next := f.Fault(); !isNil(next) && len(signs) < deepest; {
		signs = append(signs, signOf(next, said))
		cause := next.GetMethodFault().FaultCause
		if cause == nil {
			break
		}
		if text := clean(cause.LocalizedMessage); text != "" {
			said = text
		}
		next = cause.Fault
	}
	if len(signs) == 0 {
		kinds := []string{kindFault}
		if strings.HasSuffix(said, ": unknown fault") { // govmomi's words for no words
			kinds = []string{kindMuteFault, kindFault}
		}
		signs = []sign{{kinds: kinds, said: said, words: strings.ToLower(said), key: trackingKey(said)}}
	}
	return signs
}

// kindFault is every fault of a server, of a known type or not.
const kindFault = "MethodFault"

// kindMuteFault is a fault without a type and a text.
const kindMuteFault = "muteFault"

// signOf reads one fault.
func signOf(f types.BaseMethodFault, said string) sign {
	s := sign{kinds: familyOf(f), said: said}
	s.name = s.kinds[0]
	texts := []string{said}
	for _, m := range f.GetMethodFault().FaultMessage {
		texts = append(texts, m.Message)
		for _, a := range m.Arg {
			if text, ok := a.Value.(string); ok {
				texts = append(texts, text)
			}
		}
		if s.key == "" || isTrackingKey(m.Key) && !isTrackingKey(s.key) {
			s.key = clean(m.Key)
		}
	}
	if !isTrackingKey(s.key) {
		if key := trackingKey(strings.Join(texts, " ")); key != "" {
			s.key = key
		}
	}
	s.words = strings.ToLower(strings.Join(texts, " "))
	switch f := f.(type) {
	case types.BaseInvalidArgument:
		s.property = clean(f.GetInvalidArgument().InvalidProperty)
	case types.BaseFileFault:
		s.file = clean(f.GetFileFault().File)
	case types.BaseNoPermission:
		s.property = clean(f.GetNoPermission().PrivilegeId)
	case *types.ManagedObjectNotFound:
		s.about, s.object = f.Obj.Type, clean(f.Obj.Value)
	}
	return s
}

// familyOf names the type of a fault and the types that it is built on, up to
// MethodFault: FileLocked, FileFault, VimFault, MethodFault.
func familyOf(f types.BaseMethodFault) []string {
	var names []string
	for t := reflect.TypeOf(f).Elem(); t.Kind() == reflect.Struct; t = t.Field(0).Type {
		names = append(names, t.Name())
		if t.NumField() == 0 || !t.Field(0).Anonymous || t.Name() == kindFault {
			break
		}
	}
	return names
}

// isNil is for what a server's reply names but does not hold.
func isNil(f types.BaseMethodFault) bool {
	return f == nil || reflect.ValueOf(f).Kind() != reflect.Pointer || reflect.ValueOf(f).IsNil()
}

// Keys of messages about change tracking come from the ESXi host, whatever
// server passes them on: "vim.hostd.vmsvc.cbt.noTrack". Some faults carry them
// as a message, others only within a text.
var trackingKeys = lazily(`\bvim\.[\w.]*\.cbt\.\w+`)

func trackingKey(text string) string { return trackingKeys().FindString(text) }

func isTrackingKey(key string) bool { return strings.Contains(key, ".cbt.") }
