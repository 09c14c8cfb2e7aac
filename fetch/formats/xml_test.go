package formats

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/fault"
)

// refusal is a text that is wrong somewhere.
type refusal struct {
	text string
	line int64
	what string // in the error or its advice
}

// checkRefusals wants a *SyntaxError for each, with the line and the words.
func checkRefusals(t *testing.T, format string, all map[string]refusal) {
	t.Helper()
	for name, c := range all {
		_, err := readText(c.text, Options{})
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		f := fault.Of(err)
		if e.Format != format || e.Line != c.line || !strings.Contains(f.What+" "+f.Advice, c.what) {
			t.Errorf("%s: %s: %v, want line %d and %q", name, e.Format, f, c.line, c.what)
		}
	}
}

const thinHead = `<superblock uuid="" time="1" transaction="2" data_block_size="128" nr_data_blocks="100">` + "\n"

func TestThinDelta(t *testing.T) {
	got, err := readText(thinHead+`<diff left="1" right="2"><same begin="0" length="8"/><left_only begin="10" length="1"/></diff></superblock>`,
		Options{Capacity: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(10*64*kib, unchanged).then(64*kib, changed).then(5*64*kib, unchanged), got.m)
	if i := got.r.Header().Interval; i.FromSnapshot != "thin device 1" || i.ToSnapshot != "thin device 2" {
		t.Errorf("%+v", i)
	}
	checkRefusals(t, "thin_delta", map[string]refusal{
		"no block size":  {"<superblock uuid=\"data_block_size\">\n", 1, "not a whole number"},
		"odd block size": {"<superblock data_block_size=\"0\">\n", 1, "0 sectors"},
		"huge blocks":    {"<superblock data_block_size=\"9223372036854775807\">\n", 1, "cannot be"},
		"negative":       {thinHead + `<same begin="-1" length="1"/>`, 2, "cannot be"},
		"overflow":       {thinHead + `<same begin="140737488355328" length="1"/>`, 2, "63 bits"},
		"beyond int64":   {thinHead + `<same begin="92233720368547758070" length="1"/>`, 2, "63 bits"},
		"no length":      {thinHead + `<same begin="1"/>`, 2, "not a whole number"},
		"a fraction":     {thinHead + `<same begin="1.5" length="1"/>`, 2, "digits may have been lost"},
		"other element":  {thinHead + "\n\n<device/>", 4, "no element"},
		"cut off":        {thinHead + `<same begin="1" length="1"/>`, 2, "middle of its contents"},
		"wrong end":      {thinHead + `</diff>`, 2, "not XML"},
		"entity bomb":    {"<!DOCTYPE superblock [<!ENTITY a \"aaaa\">]>\n<superblock data_block_size=\"1\">&a;", 1, "document type"},
		"entity":         {thinHead + `&lol;`, 2, "not XML"},
		"deep":           {thinHead + strings.Repeat("<same>", 64), 2, "more than 64 deep"},
	})
}

func TestAzure(t *testing.T) {
	const declared = "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	text := declared + `<PageList>
  <PageRange><Start>0</Start><End>511</End></PageRange>
  <ClearRange><End> 2047 </End><Start>1024</Start></ClearRange>
  <NextMarker />
</PageList>`
	got, err := readText(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	truth := disk{}.then(512, changed).then(512, unchanged).then(1024, changed)
	sameMap(t, truth, got.m)
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{NoCapacity}) {
		t.Errorf("notes %v", kinds)
	}

	// A marker says that more follows. Nothing is known of what that may be, unless
	// it is there.
	more := strings.Replace(text, "<NextMarker />", "<NextMarker>2!44!abc</NextMarker>", 1)
	got, err = readText(more, Options{Capacity: 8192})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, truth.then(8192-2048, unknown), got.m)
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{More}) {
		t.Errorf("notes %v", kinds)
	}
	got, err = readText(more+declared+"<PageList><PageRange><Start>4096</Start><End>4607</End></PageRange></PageList>", Options{Capacity: 8192})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(512, changed).then(512, unchanged).then(1024, changed).then(2048, unchanged).then(512, changed).then(8192-4608, unchanged), got.m)

	checkRefusals(t, "Azure page ranges", map[string]refusal{
		"no end":      {"<PageList>\n<PageRange><Start>0</Start></PageRange>", 2, "cannot be"},
		"end first":   {"<PageList>\n<PageRange><Start>10</Start><End>5</End></PageRange>", 2, "cannot be"},
		"no number":   {"<PageList>\n<PageRange><Start>ten</Start></PageRange>", 2, "“ten” is not a whole number"},
		"endless":     {"<PageList>\n<PageRange><Start>0</Start><End>9223372036854775807</End></PageRange>", 2, "cannot be"},
		"an error":    {"<PageList>\n<Error/>", 2, "no element"},
		"cut in text": {"<PageList>\n<PageRange><Start>12", 2, "middle of its contents"},
	})
}

// envelope is how a server sends a reply.
func envelope(prefix, body string) string {
	return fmt.Sprintf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%[1]s:Envelope xmlns:%[1]s=\"http://schemas.xmlsoap.org/soap/envelope/\">\n"+
		"<%[1]s:Body>\n%[2]s\n</%[1]s:Body>\n</%[1]s:Envelope>", prefix, body)
}

func TestSOAP(t *testing.T) {
	first := envelope("soapenv", `<QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval><startOffset>0</startOffset><length>1048576</length>
<changedArea><start>65536</start><length>65536</length></changedArea><changedArea><length>1</length><start>524288</start></changedArea></returnval></QueryChangedDiskAreasResponse>`)
	second := envelope("s", `<v:QueryChangedDiskAreasResponse xmlns:v="urn:vim25"><v:returnval><v:length>1048576</v:length><v:startOffset>2097152</v:startOffset></v:returnval></v:QueryChangedDiskAreasResponse>`)
	other := envelope("s", `<RetrievePropertiesExResponse><returnval><objects/></returnval></RetrievePropertiesExResponse>`)
	got, err := readText(first+other+"\n"+second, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(65536, unchanged).then(65536, changed).then(393216, unchanged).then(1, changed).
		then(524287, unchanged).then(1<<20, unknown).then(1<<20, unchanged), got.m)
	if len(got.pages) != 2 || !got.r.Format().Replies {
		t.Errorf("%d replies", len(got.pages))
	}

	broken := envelope("soapenv", "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>Error caused by file /vmfs/a.vmdk\x7f</faultstring>"+
		`<detail><FileFaultFault xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="FileFault"><file/></FileFaultFault></detail></soapenv:Fault>`)
	got, err = readText(first+broken, Options{})
	if f := fault.Of(err); err == nil || !strings.Contains(f.What, "(FileFault): Error caused by file /vmfs/a.vmdk ") {
		t.Errorf("%+v", f)
	}
	if got.m.Known() != 1<<20 || !got.r.Sound() {
		t.Errorf("%d bytes known of the reply before a fault", got.m.Known())
	}
	const name = "QueryChangedDiskAreas reply (SOAP)"
	checkRefusals(t, name, map[string]refusal{
		"fault alone":    {broken, 4, "answered with a fault"},
		"1.2":            {envelope("e", "<e:Fault><e:Reason><e:Text>no</e:Text></e:Reason></e:Fault>"), 4, "a fault: no"},
		"no reply":       {envelope("e", "<QueryChangedDiskAreasResponse/>"), 6, "no reply"},
		"no length":      {envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset></returnval></QueryChangedDiskAreasResponse>"), 4, "needs a startOffset and a length"},
		"twice":          {envelope("e", "<QueryChangedDiskAreasResponse><returnval><length>0</length><length>1</length>"), 4, "two of length"},
		"area":           {envelope("e", "<QueryChangedDiskAreasResponse><returnval><changedArea><start>1</start></changedArea>"), 4, "needs a start and a length"},
		"negative":       {envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>-5</length></returnval>"), 4, "not negative"},
		"cut off":        {first[:len(first)-20], 6, "middle of its contents"},
		"cut in an area": {first[:strings.Index(first, "65536")+2], 5, "middle of its contents"},
	})
}

// What is printed as a tool prints it is read as it was.
func TestXMLIsRead(t *testing.T) {
	for id, c := range map[string]struct {
		unit   int64
		states []state
		print  func(t *rapid.T, d disk) string
	}{
		"thin_delta": {1024 * sectorBytes, []state{changed, unchanged}, printThinDelta},
		"azure":      {1, []state{changed, unchanged}, printAzure},
		"soap":       {1, []state{changed, unchanged, unknown}, printSOAP},
		"xenserver":  {bitmapBlock, []state{changed, unchanged}, printBitmap},
	} {
		t.Run(id, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := drawDisk(t, c.unit, c.states...)
				if id == "xenserver" {
					d = d[:slices.IndexFunc(append(d, record{start: 1 << 40}), func(r record) bool { return r.start+r.length > 1<<36 })]
					d = d.then((104-d.capacity()/bitmapBlock%8)*bitmapBlock, unchanged) // whole bytes, and enough of them
				}
				text := c.print(t, d)
				got, err := readText(text, Options{Capacity: d.capacity()})
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if got.r.Format().ID != id {
					t.Fatalf("taken for %s", got.r.Format().ID)
				}
				if d.capacity() > 0 {
					sameMap(t, d, got.m)
				}
			})
		})
	}
}

// space is white space as a program or a person might put it.
func space(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", " ", "\n", "\r\n\t", "<!-- note -->", "\n    "}).Draw(t, "space")
}

func printThinDelta(t *rapid.T, d disk) string {
	const block = 1024 * sectorBytes
	gap := space(t)
	var b strings.Builder
	fmt.Fprintf(&b, "<superblock data_block_size='1024'>%s<diff left=\"3\" right=\"4\">", gap)
	verbose := rapid.Bool().Draw(t, "verbose")
	for i, r := range d {
		name := "same"
		if r.state == changed {
			name = []string{"different", "left_only", "right_only"}[i%3]
		} else if i%2 == 0 && i < len(d)-1 {
			continue // mapped on neither side
		}
		if verbose {
			fmt.Fprintf(&b, `<%s>%s<range begin="%d" data_begin="7" length="%d"/></%s>`, name, gap, r.start/block, r.length/block, name)
		} else {
			fmt.Fprintf(&b, `%s<%s length="%d" begin="%d"/>`, gap, name, r.length/block, r.start/block)
		}
	}
	return b.String() + "</diff>" + gap + "</superblock>\n"
}

func printAzure(t *rapid.T, d disk) string {
	gap := space(t)
	var b strings.Builder
	b.WriteString("<PageList>")
	for i, r := range d {
		if r.state == changed {
			name := []string{"PageRange", "ClearRange"}[i%2]
			fmt.Fprintf(&b, "%s<%s><Start>%d</Start>%s<End>%d</End></%s>", gap, name, r.start, gap, r.start+r.length-1, name)
		}
	}
	return b.String() + gap + "</PageList>"
}

func printSOAP(t *rapid.T, d disk) string {
	gap := space(t)
	var b strings.Builder
	b.WriteString(envelope("x", "<QueryChangedDiskAreasResponse/>"))
	for p := range d.extentMap().Replies(rapid.IntRange(1, 100).Draw(t, "areas")) {
		body := fmt.Sprintf("<QueryChangedDiskAreasResponse>%s<returnval><startOffset>%d</startOffset><length>%d</length>", gap, p.Start, p.Length)
		for _, e := range p.Extents {
			body += fmt.Sprintf("%s<changedArea><start>%d</start>%s<length>%d</length></changedArea>", gap, e.Start, gap, e.Length)
		}
		b.WriteString(envelope("soapenv", body+"</returnval></QueryChangedDiskAreasResponse>") + gap)
	}
	b.WriteString(envelope("x", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>0</length></returnval></QueryChangedDiskAreasResponse>"))
	return b.String()
}

// endless repeats a text for ever.
type endless struct {
	text string
	at   int
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[e.at]
		if e.at++; e.at == len(e.text) {
			e.at = 0
		}
	}
	e.read += int64(len(p))
	return len(p), nil
}

// A text that never comes to the next record is an error after about a megabyte.
func TestNoEndInSight(t *testing.T) {
	const csvHead = "start,length\n0,1\n"
	for name, c := range map[string]struct{ head, again string }{
		"space in XML":       {"<PageList>", " "},
		"a comment":          {"<PageList><!--", "ab"},
		"a tag":              {"<PageList><", "x"},
		"attributes":         {"<PageList><a", " b=''"},
		"an attribute":       {"<PageList><a b='", "ab"},
		"an instruction":     {"<PageList><?", "ab"},
		"CDATA":              {"<PageList><PageRange><Start><![CDATA[", "1"},
		"a number":           {"<PageList><PageRange><Start>", "1"},
		"a number in pieces": {"<PageList><PageRange><Start>", "1<!-- -->"},
		"brackets":           {"<PageList>", "<PageRange>"},
		"a directive":        {"<PageList><!DOCTYPE ", "<a>"},
		"a marker":           {"<PageList><NextMarker>", "ab"},
		"a line":             {csvHead, "1"},
		"quotes":             {csvHead + `"`, "1\n"},
		"blank lines":        {csvHead, "\n"},
		"comments":           {csvHead, "#\n"},
		"a mapfile's line":   {fmt.Sprintf(mapfileHead, '+'), "0"},
		"a mapfile's blanks": {fmt.Sprintf(mapfileHead, '+'), " "},
		"base64":             {"AAAAAAAAAAAAAAAA", "\n"},
	} {
		in := &endless{text: c.again}
		got, err := read(io.MultiReader(strings.NewReader(c.head), in), Options{})
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
		}
		if in.read > 4*MaxToken {
			t.Errorf("%s: an error after %d bytes", name, in.read)
		}
		if got.m != nil && got.m.Known() > 1 && name != "base64" {
			t.Errorf("%s: %d bytes known", name, got.m.Known())
		}
	}
}

// A file that is cut off anywhere is an error, or says less; it never says what
// is not so.
func TestCutOff(t *testing.T) {
	d := disk{}.then(3*bitmapBlock, unchanged).then(bitmapBlock, changed).then(11*bitmapBlock, unchanged).
		then(2*bitmapBlock, changed).then(7*bitmapBlock, unchanged)
	incomplete := append(disk{}, d...).then(bitmapBlock, unknown).then(bitmapBlock, changed)
	type printed struct {
		name, text string
		d          disk
	}
	var all []printed
	for _, id := range []string{"csv", "json", "mapfile"} {
		for _, d := range []disk{d, incomplete} {
			var b strings.Builder
			if err := Write(&b, id, d.extentMap()); err != nil {
				t.Fatal(err)
			}
			all = append(all, printed{id, b.String(), d})
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, c := range append(all,
			printed{"azure", printAzure(t, d), d}, printed{"soap", printSOAP(t, incomplete), incomplete},
			printed{"xenserver", printBitmap(t, wide(d)), wide(d)}, printed{"thin_delta", printThinDelta(t, wide(d)), wide(d)},
		) {
			n := rapid.IntRange(0, len(c.text)).Draw(t, "cut")
			got, _ := readText(c.text[:n], Options{})
			if got.m == nil {
				continue
			}
			if !got.r.Sound() {
				t.Fatalf("%s cut at %d: not sound", c.name, n)
			}
			honest(named{t, fmt.Sprintf("%s cut at %d", c.name, n)}, c.d, got.m)
		}
	})
}

// wide is a disk eight times as large.
func wide(d disk) disk {
	var w disk
	for _, r := range d {
		w = w.then(8*r.length, r.state)
	}
	return w
}

type named struct {
	t    *rapid.T
	name string
}

func (n named) Fatalf(format string, args ...any) { n.t.Fatalf(n.name+": "+format, args...) }
