package simulate

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// FaultError is a fault that cannot be shown as it was asked for.
type FaultError struct {
	Spec string // as it was given
	why  string // and what to do
}

func (e *FaultError) Error() string {
	return "cannot show fault \"" + strings.ToValidUTF8(e.Spec, "?") + "\": " + e.why
}

// rule is one fault that was asked for.
type rule struct {
	*kind
	vm    string // name; "" is every VM
	first int    // question that it begins with, from 1
	times int    // how many it concerns; 0 is all
	seen  int    // questions so far
}

// concerns tells whether the rule is about a VM.
func (r *rule) concerns(vm string) bool { return r.vm == "" || r.vm == vm }

// parseRule reads NAME[@VM][:FROM][*COUNT].
func parseRule(spec string) (*rule, error) {
	bad := func(why string) (*rule, error) { return nil, &FaultError{spec, why} }
	const form = "write it as NAME[@VM][:FROM][*COUNT], with numbers from 1 on"
	r := &rule{first: 1}
	head, times, counted := strings.Cut(spec, "*")
	head, first, begun := strings.Cut(head, ":")
	name, vm, aimed := strings.Cut(head, "@")
	var err error
	if counted {
		if r.times, err = strconv.Atoi(times); err != nil || r.times < 1 {
			return bad(form)
		}
	}
	if begun {
		if r.first, err = strconv.Atoi(first); err != nil || r.first < 1 {
			return bad(form)
		}
	}
	if r.vm = vm; aimed && vm == "" {
		return bad(form)
	}
	if r.kind = kindNamed(name); r.kind == nil {
		return bad(fmt.Sprintf("no fault is named %q, only %s", name, strings.Join(kindNames(), ", ")))
	}
	switch {
	case r.leaf != nil && (aimed || counted || begun):
		return bad("a certificate is shown to everybody, so give the name alone")
	case r.withholds && (counted || begun):
		return bad("it is not about questions that can be counted, so give NAME or NAME@VM")
	}
	return r, nil
}

// faults are the rules in force, in the order in which they were made.
type faults struct {
	mu    sync.Mutex
	rules []*rule
}

func (f *faults) add(r *rule) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = append(f.rules, r)
}

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = nil
}

// next counts a question about a VM's disks and returns the kind of fault that
// it meets, or nil.
func (f *faults) next(vm string) *kind {
	f.mu.Lock()
	defer f.mu.Unlock()
	var met *kind
	for _, r := range f.rules {
		if !r.asked() || !r.concerns(vm) {
			continue
		}
		r.seen++
		if met == nil && r.seen >= r.first && (r.times == 0 || r.seen < r.first+r.times) {
			met = r.kind
		}
	}
	return met
}

// any tells whether a rule holds for a VM, "" being any VM at all.
func (f *faults) any(vm string, is func(*kind) bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.rules {
		if is(r.kind) && (vm == "" || r.concerns(vm)) {
			return true
		}
	}
	return false
}

func (f *faults) withholdsAny() bool {
	return f.any("", func(k *kind) bool { return k.withholds })
}

func (f *faults) withholds(vm string) bool {
	return f.any(vm, func(k *kind) bool { return k.withholds })
}

// denies tells whether the account is shown to lack the privilege to read disks.
func (f *faults) denies(vm string) bool {
	return f.any(vm, func(k *kind) bool { return k.Name == "noPermission" })
}
