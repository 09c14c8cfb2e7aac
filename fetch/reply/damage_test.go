package reply_test

import (
	"errors"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

const (
	oneArea  = "<changedArea><start>65536</start><length>512</length></changedArea>"
	response = "<QueryChangedDiskAreasResponse><returnval>" + zeroToOne + "</returnval></QueryChangedDiskAreasResponse>"
)

// damaged are replies from which govmomi makes a page that would be a lie, and what
// is wrong with them.
var damaged = []struct {
	p    protocol
	text string
	want reply.Damage
}{
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><length>65536</length></changedArea>"), reply.NoStart},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><stast>9437184</stast><length>65536</length></changedArea>"), reply.NoStart},
	{soapProtocol, inEnvelope(zeroToOne + strings.Repeat(oneArea, 5) + "<changedArea><start>9</start></changedArea>" + oneArea), reply.NoLength},
	{soapProtocol, inEnvelope(zeroToOne + oneArea + "<changedArea/>"), reply.NoStart},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><start/><length>1</length></changedArea>"), reply.EmptyNumber},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><start>1</start><length></length></changedArea>"), reply.EmptyNumber},
	{soapProtocol, inEnvelope("<length>1</length>"), reply.NoOffset},
	{soapProtocol, inEnvelope("<startOffset>1</startOffset>" + oneArea), reply.NoRange},
	{soapProtocol, inEnvelope(""), reply.NoOffset},
	{soapProtocol, inEnvelope(zeroToOne + strings.ReplaceAll(oneArea, "changedArea", "ChangedArea")), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + strings.ReplaceAll(oneArea, "changedArea", "chbngedArea")), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "<areas>" + oneArea + "</areas>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "<x><y><z:START>1</z:START></y></x>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><length>1</length><start>5" + oneArea + "</start></changedArea>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><length>1<start>7</start></length><start>5</start></changedArea>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "<changedArea><length>1</length><start>5</start>" + oneArea + "</changedArea>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne + "</returnval>" + oneArea + "<returnval>"), reply.Stray},
	{soapProtocol, inEnvelope(zeroToOne) + oneArea, reply.Behind},
	{soapProtocol, inEnvelope(zeroToOne) + "x", reply.Behind},
	{soapProtocol, inEnvelope(zeroToOne) + "\x00", reply.Behind},
	{soapProtocol, inEnvelope(zeroToOne) + "<!DOCTYPE a>", reply.Behind},
	{soapProtocol, inEnvelope(zeroToOne) + inEnvelope(zeroToOne), reply.Behind},
	{soapProtocol, inEnvelope(zeroToOne + "</returnval><returnval>" + zeroToOne), reply.Twice},
	{soapProtocol, strings.Replace(inEnvelope(zeroToOne), "</Body>", response+"</Body>", 1), reply.Twice},
	{soapProtocol, strings.Replace(inEnvelope(zeroToOne), "</Body>", "</Body><Body>"+response+"</Body>", 1), reply.Twice},
	{soapProtocol, inEnvelope(zeroToOne + strings.Repeat("<a>", 1000) + strings.Repeat("</a>", 1000)), reply.TooDeep},

	{jsonProtocol, inMembers(`{"_typeName":"DiskChangeExtent","length":131072},{"start":1,"length":2}`), reply.NoStart},
	{jsonProtocol, inMembers(`{"start":1,"length":2},{"start":5}`), reply.NoLength},
	{jsonProtocol, inMembers(`{}`), reply.NoStart},
	{jsonProtocol, `{"length":5,"changedArea":[]}`, reply.NoOffset},
	{jsonProtocol, `{"startOffset":5,"changedArea":[]}`, reply.NoRange},
	{jsonProtocol, `{}`, reply.NoOffset},
	{jsonProtocol, `{"_value":{"startOffset":0,"length":5,"changedArea":[]}}`, reply.Stray},
	{jsonProtocol, `{"startOffset":0,"length":5,"changedAreas":[{"start":1,"length":2}]}`, reply.Stray},
	{jsonProtocol, `{"startOffset":0,"length":5,"x":{"y":[[{"LENGTH":2}]]}}`, reply.Stray},
	{jsonProtocol, `{"startOffset":0,"length":5,"x":{"st\u0061rt":2}}`, reply.Stray},
	{jsonProtocol, `{"startOffset":0,"length":5},"changedArea":[{"start":1,"length":2}]}`, reply.Behind},
	{jsonProtocol, inMembers("") + inMembers(""), reply.Behind},
	{jsonProtocol, inMembers("") + "x", reply.Behind},
	{jsonProtocol, inMembers("") + "\x00", reply.Behind},
	{jsonProtocol, inMembers("") + "]", reply.Behind},
	{jsonProtocol, strings.TrimSuffix(inMembers(""), "}") + `,"changedArea":[{"start":1,"length":2}]}`, reply.Twice},
	{jsonProtocol, strings.TrimSuffix(inMembers(""), "}") + `,"x":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + "}", reply.TooDeep},
}

func inMembers(areas string) string {
	return `{"startOffset":0,"length":5,"changedArea":[` + areas + `]}`
}

// What is damaged is no page. Whoever reads it finds out: the scanner, or the check
// of what the scanner leaves to another decoder, or that decoder, if it misses what
// must be there.
func TestDamagedReplies(t *testing.T) {
	for _, c := range damaged {
		var r reply.Reader
		err := c.p.read(&r, strings.NewReader(c.text), new(extent.Page))
		if errors.Is(err, reply.ErrUnexpected) {
			err = c.p.check([]byte(c.text))
		}
		if err != c.want {
			t.Errorf("%s: %v, want %v for\n%.300s", c.p.name, err, c.want, c.text)
		}
		if _, err := c.p.oracle([]byte(c.text)); err != nil && c.want != reply.Behind {
			t.Errorf("%s: govmomi says %v to\n%.300s", c.p.name, err, c.text)
		}
		if agree(t, c.p, []byte(c.text), len(c.text)/2) == nil {
			t.Errorf("%s: %v is read:\n%.300s", c.p.name, c.want, c.text)
		}
	}
}

// What may stand there for all that is known is no damage: a newer server may say
// more than this one.
func TestWhatIsNoDamage(t *testing.T) {
	for _, c := range []struct {
		p    protocol
		text string
	}{
		{soapProtocol, inEnvelope(zeroToOne) + " <!-- end -->\n<?end?>"},
		{soapProtocol, inEnvelope(zeroToOne + "<x>start</x><y><z>1</z><startOffset>1</startOffset></y>" + oneArea)},
		{soapProtocol, strings.Replace(inEnvelope(zeroToOne), "<Body>", "<Header><x><start>1</start></x></Header><Body>", 1)},
		{jsonProtocol, inMembers("") + " \r\n\t"},
		{jsonProtocol, strings.TrimSuffix(inMembers(""), "}") + `,"x":{"y":"start"},"z":["length"]}`},
	} {
		if err := c.p.check([]byte(c.text)); err != nil {
			t.Errorf("%s: %v for %s", c.p.name, err, c.text)
		}
		_ = agree(t, c.p, []byte(c.text), 0)
		if _, err := c.p.decode([]byte(c.text)); err != nil {
			t.Errorf("%s: %v for %s", c.p.name, err, c.text)
		}
	}
}
