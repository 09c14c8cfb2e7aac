package simulate

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"pgregory.net/rapid"
)

// drawPage makes any page, also such as no server would send.
func drawPage(t *rapid.T) types.DiskChangeInfo {
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 1<<46), rapid.Int64Range(0, 12))
	page := types.DiskChangeInfo{StartOffset: number.Draw(t, "offset"), Length: number.Draw(t, "length")}
	few, many := rapid.IntRange(0, 3), rapid.IntRange(600, 6000) // many are more than one piece
	count := rapid.OneOf(few, few, few, many).Draw(t, "count")
	if count > 0 || rapid.Bool().Draw(t, "list") {
		page.ChangedArea = []types.DiskChangeExtent{}
	}
	for i := range int64(count) {
		if i >= 16 { // they are drawn no more: that would take long
			page.ChangedArea = append(page.ChangedArea, types.DiskChangeExtent{Start: i << 33, Length: i * 65536})
			continue
		}
		page.ChangedArea = append(page.ChangedArea, types.DiskChangeExtent{Start: number.Draw(t, "start"), Length: number.Draw(t, "size")})
	}
	return page
}

// The library's own encoders are the oracle: what another client can read, it
// can read from us.
func TestFormsAreThoseOfTheLibrary(t *testing.T) {
	s, err := Start(Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		page := drawPage(t)
		body := answer{info: page}.body()
		for _, of := range []struct {
			form *form
			want *reply
		}{
			{&soapForm, s.front.relays.run(r, "", func(*simulator.Context) soap.HasFault { return body })},
			{&jsonForm, writeJSON(body)},
		} {
			var got bytes.Buffer
			said := -1
			of.form.write(&got, &page, func(n int) { said = n })
			if said >= 0 && said != got.Len() || said < 0 && got.Len() <= piece {
				t.Fatalf("%d bytes are called %d", got.Len(), said)
			}
			if want := of.want; got.String() != want.body.String() || of.form.contentType != want.header.Get("Content-Type") || want.status != http.StatusOK {
				t.Fatalf("%s of %d extents is\n%.600s\nbut the library writes, as %v with status %d,\n%.600s",
					of.form.contentType, len(page.ChangedArea), got.String(), want.header, want.status, want.body.String())
			}
		}
	})
}

// A client that has gone is written to no more.
func TestFormsStopWithTheClient(t *testing.T) {
	page := types.DiskChangeInfo{ChangedArea: make([]types.DiskChangeExtent, 100_000)}
	gone := &deaf{}
	soapForm.write(gone, &page, nil)
	if gone.calls != 1 {
		t.Errorf("%d writes to a client that has gone", gone.calls)
	}
}

// deaf is a connection that is closed.
type deaf struct{ calls int }

func (d *deaf) Write([]byte) (int, error) {
	d.calls++
	return 0, http.ErrHandlerTimeout
}
