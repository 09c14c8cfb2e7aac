package vcenter

import "errors"

// unfinished is an error of a reply that had begun.
type unfinished struct{ err error }

func (u *unfinished) Error() string { return u.err.Error() }

func (u *unfinished) Unwrap() error { return u.err }

// begun notes of an error that the reply had begun, if it is one about time.
func begun(err error) error {
	if err == nil || !lateness(err, new(sign)) {
		return err
	}
	return &unfinished{err}
}

// Unfinished says whether time ran out while a reply was coming: the server did
// answer, and was too slow or never came to an end.
func (e *Error) Unfinished() bool { return errors.As(e.Err, new(*unfinished)) }
