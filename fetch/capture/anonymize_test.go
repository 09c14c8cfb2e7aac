package capture

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

func TestAnonymized(t *testing.T) {
	h, _, f := full()
	h.Checks[0].Found = `"sql01" on VC01 has 6000c29a bc01 77f5-2c5d4bd5d1a1f6b2, not "nightly-3"`
	h.Checks[1].Advice = "grant VirtualMachine.Provisioning.DiskRandomRead to ACME\\jane or jane@acme.example on 10.1.2.3:443, and set scsi0:1.ctkEnabled in [ds1] sql01/sql01.vmx of vm-42"
	f.Findings[0].Detail = "changeId 52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81 of Hard disk 2"
	f.Failures[0].Fault = fault.Fault{Fault: "FileFault", Property: "sql01", Key: "vim.hostd.vmsvc.cbt.noTrack", What: "vc01 says no", Meaning: "the change file of sql01 is bad", Advice: "reset it"}

	a := NewAnonymizer(h)
	got := a.Header()
	want := h
	want.Anonymized = true
	want.Server.Host = "host-1"
	want.VM.Name, want.VM.MoID = "vm-1", "moid-1"
	want.Disk.File, want.Disk.UUID, want.Disk.ObjectID, want.Disk.Volumes = "file-1", "uuid-2", "object-1", []string{"volume-1"}
	want.Interval.FromSnapshot, want.Interval.ToSnapshot, want.Interval.ToMoID = "snapshot-1", "snapshot-2", "moid-2"
	want.Interval.FromChangeID, want.Interval.ToChangeID = "uuid-1/81", "uuid-1/97"
	want.Checks = append([]Check(nil), h.Checks...)
	want.Checks[0].Found = `"vm-1" on host-2 has uuid-2, not name-1`
	want.Checks[1].Advice = "grant VirtualMachine.Provisioning.DiskRandomRead to user-1 or user-2 on address-1, and set scsi0:1.ctkEnabled in file-3 of moid-1"
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	end := a.Footer(f)
	if d := end.Findings[0].Detail; d != "changeId uuid-1/81 of Hard disk 2" {
		t.Error(d)
	}
	if b := end.Failures[0].Fault; b != (fault.Fault{Fault: "FileFault", Key: "vim.hostd.vmsvc.cbt.noTrack", What: "FileFault", Meaning: "the change file of vm-1 is bad", Advice: "reset it"}) {
		t.Errorf("%+v", b)
	}
	if end.Verdict != f.Verdict || end.Known != f.Known || end.Failures[0].Start != f.Failures[0].Start {
		t.Errorf("%+v", end)
	}
}

// That tracking was reset is seen without the UUIDs too.
func TestResetStaysVisible(t *testing.T) {
	h, _, _ := full()
	h.Interval.FromChangeID = "52DEC0D9B9439D1061D54C1BE97B6563/81" // the same in another notation
	if got := NewAnonymizer(h).Header().Interval; got.FromChangeID != "uuid-1/81" || got.ToChangeID != "uuid-1/97" {
		t.Errorf("%q, %q", got.FromChangeID, got.ToChangeID)
	}
	h.Interval.FromChangeID = "52 00 c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81"
	if got := NewAnonymizer(h).Header().Interval; got.FromChangeID != "uuid-1/81" || got.ToChangeID != "uuid-2/97" {
		t.Errorf("%q, %q", got.FromChangeID, got.ToChangeID)
	}
	h.Interval.FromChangeID = "*"
	if got := NewAnonymizer(h).Header().Interval.FromChangeID; got != "*" {
		t.Errorf("%q", got)
	}
}

// No pseudonym is the name of something, which would be shown as it is.
func TestPseudonymsAreNoNames(t *testing.T) {
	h, _, _ := full()
	h.VM.Name, h.VM.MoID, h.Interval.ToSnapshot = "VM-1", "vm-2", "snapshot-1"
	got := NewAnonymizer(h).Header()
	if got.VM.Name != "vm-3" || got.Interval.FromSnapshot != "snapshot-2" || got.Interval.ToSnapshot != "snapshot-3" {
		t.Errorf("%+v", got)
	}
}

// A sentence in which a name comes to light when others are gone is withheld.
func TestWithheld(t *testing.T) {
	h, _, _ := full()
	h.VM.Name, h.Interval.ToSnapshot = "sql", "ab"
	h.Checks[0].Found, h.Checks[1].Found = "sqlab is off", "sql and ab are off"
	got := NewAnonymizer(h).Header().Checks
	if got[0].Found != withheld || got[1].Found != "vm-1 and snapshot-2 are off" {
		t.Errorf("%q, %q", got[0].Found, got[1].Found)
	}
}

// sentences are places where a name may stand.
var sentences = []string{
	"change tracking is off for \"%s\"",
	"%s",
	"the snapshot '%s' of %s is gone, says https://root:pw@%s/sdk/%s",
	"account DOMAIN\\%s lacks a privilege on %s:443 (%s@vsphere.local)",
	"File [%s] %s/%s.vmdk was not found; see /var/log/%s.log",
	"cannot reach %s.%s.example: %s_1-flat and %s-000001 are locked",
	"%s's disk on %s, \"%s\" and (%s)",
}

// No name, file or UUID that a capture had survives anywhere in the file.
func TestNothingSurvives(t *testing.T) {
	h, pages, f := full()
	plain := fileText(t, h, pages, f, sentences[0]+strings.Join(sentences, " "), func() string { return "§" })
	rapid.Check(t, func(t *rapid.T) {
		var used []string
		name := rapid.OneOf(
			rapid.StringMatching(`[A-Za-z]{3,12}`),
			rapid.StringMatching(`[a-zäöü]{3,6}[ ._-][A-Z0-9]{1,4}[a-z]{3}`),
			rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`),
			rapid.StringMatching(`[一-龥]{2,5}`),
			rapid.StringMatching(`\(?[a-z.*+$^|]{0,3}[a-z]{3}[)\\]?`),
		).Filter(func(s string) bool { return !strings.Contains(plain, strings.ToLower(s)) })
		fresh := func() string {
			s := name.Draw(t, "name")
			used = append(used, s)
			return s
		}
		h, pages, f := full()
		h.Server.Host = fresh() + rapid.SampledFrom([]string{"", ":443", ".example.com"}).Draw(t, "domain")
		h.VM.Name, h.VM.MoID, h.Disk.UUID, h.Disk.ObjectID = fresh(), fresh(), fresh(), fresh()
		h.Disk.Label, h.Disk.File = fresh(), "["+fresh()+"] "+fresh()+"/"+fresh()+".vmdk"
		h.Disk.Volumes = []string{fresh(), "/mnt/" + fresh()}
		h.Interval.FromSnapshot, h.Interval.ToSnapshot, h.Interval.ToMoID = fresh(), fresh(), fresh()
		h.Interval.FromChangeID, h.Interval.ToChangeID = fresh()+"/7", fresh()
		h.Checks[1].Disk = fresh()
		known := func() string { return rapid.SampledFrom(used).Draw(t, "known") }
		sentence := rapid.SampledFrom(sentences).Draw(t, "sentence")
		text := fileText(t, h, pages, f, sentence, func() string {
			if rapid.Bool().Draw(t, "shouted") {
				return strings.ToUpper(known())
			}
			return known()
		})
		for _, s := range used {
			for _, s := range []string{s, fmt.Sprintf("%q", s), strings.ReplaceAll(s, "-", "")} {
				if strings.Contains(text, strings.ToLower(strings.Trim(s, `"`))) {
					t.Fatalf("%q is in\n%s", s, text)
				}
			}
		}
	})
}

// fileText is the text of an anonymized file, in lower case, in which sentences
// speak of names.
func fileText(t interface{ Fatal(...any) }, h Header, pages []extent.Page, f Footer, sentence string, name func() string) string {
	speak := func(s *string) {
		*s = sentence
		for strings.Contains(*s, "%s") {
			*s = strings.Replace(*s, "%s", name(), 1)
		}
	}
	c, b := &h.Checks[0], &f.Failures[0].Fault
	for _, s := range []*string{&c.Title, &c.Found, &c.Why, &c.Advice, &f.Findings[0].Detail, &b.What, &b.Meaning, &b.Advice,
		&h.Program, &h.Server.Product, &b.Property, &b.Key, &b.Fault, &c.ID, &c.Result, &h.VM.Power, &h.Disk.Mode, &h.Disk.Backing} {
		speak(s)
	}
	a := NewAnonymizer(h)
	file, err := packed(a.Header(), pages, a.Footer(f))
	if err != nil {
		t.Fatal(err)
	}
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(strings.ToLower(string(text)), `"sha256":"`) // which may spell anything
	return before
}

// More names than a disk can have are not looked for one by one: sentences go.
func TestVeryManyNames(t *testing.T) {
	h, _, _ := full()
	for i := range 4000 {
		h.Disk.Volumes = append(h.Disk.Volumes, fmt.Sprintf("/mnt/volume with a long name %d", i))
	}
	got := NewAnonymizer(h).Header()
	if got.Checks[0].Found != withheld || got.Disk.Volumes[4000] != "volume-4001" || got.VM.Name != "vm-1" {
		t.Errorf("%+v", got.Checks[0])
	}
}
