package vcenter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
)

// callTimeout bounds one call from the request to the last byte of the reply. A
// page of changed areas takes about 0.2 s on a real server; an inventory of
// thousands comes in many replies. It is there for servers that fell silent.
const callTimeout = 2 * time.Minute

// errBadReply is a reply that does not hold what was asked for.
var errBadReply = errors.New("the envelope does not hold the reply")

// call makes one call safe against the server. It gives it a deadline, for
// callers that have none, since the HTTP client below has no limit on how long a
// reply may take. It refuses a reply without the value that was asked for, which
// the generated methods of govmomi would hand on as nil or as zero. And it turns
// a panic of the decoder into an error: the decoder works by reflection on types
// that the reply names, and some wrong names are more than it can take.
type call struct {
	next soap.RoundTripper
	json bool
}

func (c call) RoundTrip(ctx context.Context, req, res soap.HasFault) (err error) {
	if end, ok := ctx.Deadline(); !ok || time.Until(end) > callTimeout {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, callTimeout)
		defer cancel()
	}
	defer func() {
		if p := recover(); p != nil {
			err = &badReply{noAnswer, fmt.Errorf("the decoder gave up: %v", p)}
		}
	}()
	var got receipt
	if err := c.next.RoundTrip(got.in(ctx), req, res); err != nil {
		return c.damaged(err)
	}
	body := reflect.ValueOf(res).Elem().FieldByName("Res")
	if !body.IsValid() {
		return nil
	}
	if body.IsNil() || got.empty && !mayBeEmpty(body.Elem()) {
		return errBadReply
	}
	return nil
}

// damaged names a JSON reply that could not be read: the decoder has errors of
// many types for that. What the network and the server have to say has types of
// its own and is left alone.
func (c call) damaged(err error) error {
	var (
		sent *url.Error
		read net.Error
	)
	if !c.json || soap.IsSoapFault(err) || errors.As(err, &sent) || errors.As(err, &read) ||
		errors.Is(err, context.Canceled) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return err
	}
	return bad(err)
}

// mayBeEmpty says whether a method has nothing to return, or something optional.
func mayBeEmpty(body reflect.Value) bool {
	value := body.FieldByName("Returnval")
	return !value.IsValid() || value.Kind() == reflect.Pointer || value.Kind() == reflect.Slice
}

// receipt is what the HTTP layer notes about a reply for the caller above the
// decoder, which keeps it to itself.
type receipt struct{ empty bool }

type receiptKey struct{}

func (r *receipt) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, receiptKey{}, r)
}

func receiptOf(ctx context.Context) *receipt {
	if r, ok := ctx.Value(receiptKey{}).(*receipt); ok {
		return r
	}
	return new(receipt)
}
