package reply_test

import "strings"

// samples are replies that are read at every split and cut at every byte: each has
// something in it that stretches over several bytes.
var samples = map[string][]string{
	"soap": {
		string(asSOAP(usualPage(5), "")),
		string(asSOAP(usualPage(3), "\n ")),
		"\ufeff" + xmlHead + " <!-- a - b --> <s:Envelope a='\"' xmlns:s = '" + envelopeSpace + "' >" +
			"<s:Header><vcSessionCookie>a</vcSessionCookie></s:Header><s:Body><x:QueryChangedDiskAreasResponse><returnval xsi:type=\"DiskChangeInfo\">" +
			"<changedArea><length> 0012 </length><!-- --><start>+3</start><u><starts>9</starts><changedArea/>text</u></changedArea>" +
			"<length>-0</length><startOffset>00</startOffset>" +
			"</returnval></x:QueryChangedDiskAreasResponse></s:Body ></s:Envelope>\n\n",
		`<Envelope xmlns="` + envelopeSpace + `"><Body><Fault><faultstring>no</faultstring></Fault></Body></Envelope>`,
		`<Envelope xmlns="` + envelopeSpace + `"><Body><QueryChangedDiskAreasResponse></QueryChangedDiskAreasResponse></Body></Envelope>`,
		`<Envelope xmlns="` + envelopeSpace + `"><Body><QueryChangedDiskAreasResponse><returnval/></QueryChangedDiskAreasResponse></Body></Envelope>`,
		`<Envelope xmlns="urn:a"><Body/></Envelope>`,
		inEnvelope("<startOffset>&#49;</startOffset><length>1</length>"),
		inEnvelope("<startOffset><![CDATA[1]]></startOffset><length>1</length>"),
		inEnvelope("<startOffset>9223372036854775807</startOffset><length>9223372036854775808</length>"),
		inEnvelope("<startOffset>-9223372036854775807</startOffset><length>00000000000000000000000000000000000001</length>"),
		inEnvelope("<startOffset>0</startOffset><length>1</length>" + strings.Repeat("<a>", 63) + strings.Repeat("</a>", 63)),
		inEnvelope(zeroToOne + strings.Repeat("<changedArea><length>12</length><start>3456789012</start></changedArea>", 6)),
		inEnvelope(zeroToOne + strings.Repeat("<changedArea><start>12</start><start>345</start></changedArea>", 6)),
		inEnvelope(zeroToOne + strings.Repeat("<changedArea><start>12</start><length>1</length></changedArea>", 3) +
			"<changedArea><start>12345678901234567</start><length>1</length></changedArea>"),
		inEnvelope(zeroToOne + "<!-- -- -->"),
		inEnvelope(zeroToOne + "<!-- --x<!-- -->"),
		inEnvelope(zeroToOne + "<u>]]></u>"),
		inEnvelope(zeroToOne + "</returnval><returnval><length>7</length>"),
		inEnvelope(zeroToOne + "</returnval></QueryChangedDiskAreasResponse></Body><Body/><Body><QueryChangedDiskAreasResponse><returnval>"),
		inEnvelope(zeroToOne + `</returnval></QueryChangedDiskAreasResponse></Body><s:Header xmlns:s="` + envelopeSpace +
			`"><Security xsi:type="int">a</Security></s:Header><Body><QueryChangedDiskAreasResponse><returnval>`),
		strings.Replace(inEnvelope(zeroToOne), "<Body>", `<s:Header xmlns:s="`+envelopeSpace+`"><Security xsi:type="int">a</Security></s:Header><Body>`, 1),
	},
	"json": {
		string(asJSON(usualPage(5), "")),
		string(asJSON(usualPage(3), "\n ")),
		` { "x" : [ { "starts" : [ ] , "a" : { } } , -1.5e+3, true,false ,null, "\u00e4\\\"` + "\xff" + `" ] , "length":-0, "startOffset" : 12,` +
			`"changedArea":[{"length":1,"start":-2,"length":3} , {"start":5,"_typeName":"DiskChangeExtent","length":0}]} `,
		`{"startOffset":0,"length":5,"changedArea":null}`,
		`{"_typeName":"InvalidArgument","faultstring":"no"}`,
		`{"startOffset":0,"Length":5}`,
		`{"startOffset":0,"l\u0065ngth":5}`,
		`{"startOffset":9223372036854775807,"length":9223372036854775808}`,
		`{"startOffset":0,"length":5,"changedArea":[{"start":1,"length":2}],"changedArea":[{"start":1}]}`,
		`{"startOffset":0,"length":5} {}`,
		`{"startOffset":0,"length":1e3}`,
		`{"startOffset":0,"length":5,"changedArea":[` + strings.Repeat(`{"length":12,"start":3456789012},`, 6) + `{"start":1,"length":2}]}`,
		`{"startOffset":0,"length":5,"changedArea":[` + strings.Repeat(`{"start":12,"start":345},`, 6) + `{}]}`,
		`{"startOffset":0,"length":5,"changedArea":[` + strings.Repeat(`{"start":12,"length":345},`, 3) + `{"start":12345678901234567,"length":0}]}`,
		`{}`,
		`null`,
	},
}

const zeroToOne = "<startOffset>0</startOffset><length>1</length>"

// inEnvelope is the content of a reply with all that is around it.
func inEnvelope(content string) string {
	return `<Envelope xmlns="` + envelopeSpace + `"><Body><QueryChangedDiskAreasResponse><returnval>` + content +
		`</returnval></QueryChangedDiskAreasResponse></Body></Envelope>`
}
