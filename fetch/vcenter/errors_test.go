package vcenter_test

import (
	"errors"
	"strings"
	"unicode"

	"cbtmap/fetch/vcenter"
)

// reporter is a test of either kind, testing's or rapid's.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// wantError checks that err is an *Error in the house's form whose text has want.
func wantError(t reporter, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %q", want)
		return
	}
	var e *vcenter.Error
	if !errors.As(err, &e) {
		t.Errorf("%T is no *Error: %v", err, err)
		return
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got error %q, want %q in it", err, want)
	}
	if e.What == "" || e.Advice == "" || strings.HasSuffix(e.What, ".") || strings.HasSuffix(e.Advice, ".") || strings.ContainsFunc(err.Error(), unicode.IsControl) {
		t.Errorf("not two clean sentences: %q, %q", e.What, e.Advice)
	}
	if first := []rune(e.Advice)[0]; unicode.IsUpper(first) && !strings.HasPrefix(e.Advice, "GOVC_") {
		t.Errorf("advice is not lower case: %q", e.Advice)
	}
}

func wantIs(t reporter, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("%v does not lead to %v", err, target)
	}
}

func wantTemporary(t reporter, err error, want bool) {
	t.Helper()
	var e *vcenter.Error
	if errors.As(err, &e) && e.Temporary() != want {
		t.Errorf("temporary is %v: %v", !want, err)
	}
}
