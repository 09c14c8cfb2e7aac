package formats

import (
	"fmt"
	"strings"
	"testing"
)

// What an element may not have, or not twice, is an error: it may be what matters
// under another name.
func TestStrictXML(t *testing.T) {
	reply := func(inside string) string {
		return envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>1048576</length>\n"+inside+
			"</returnval></QueryChangedDiskAreasResponse>")
	}
	checkRefusals(t, soapKind.Name, map[string]refusal{
		"another case":    {reply("<ChangedArea><start>0</start><length>65536</length></ChangedArea>"), 5, "a reply has no element “ChangedArea”"},
		"another name":    {reply("<changedAreas/>"), 5, "a reply has no element “changedAreas”"},
		"a list of them":  {reply("<areas><changedArea><start>0</start><length>65536</length></changedArea></areas>"), 5, "a reply has no element “areas”"},
		"within an area":  {reply("<changedArea><start>0</start><length>1</length><End>65536</End></changedArea>"), 5, "a changedArea has no element “End”"},
		"a twin below 0":  {reply("<changedArea><start>-1</start><start>5</start><length>1</length></changedArea>"), 5, "two of start"},
		"twin attributes": {strings.Replace(reply(""), "<length>", `<length a="1" a="2">`, 1), 4, "two of “a” in one element"},
	})
	checkRefusals(t, azureKind.Name, map[string]refusal{
		"two ends":      {"<PageList>\n<PageRange><Start>0</Start><End>511</End><End>5119</End></PageRange></PageList>", 2, "two of End in one PageRange"},
		"two starts":    {"<PageList>\n<ClearRange><Start>0</Start><Start>512</Start><End>5119</End></ClearRange></PageList>", 2, "two of Start in one ClearRange"},
		"a twin":        {"<PageList>\n<PageRange><Start>-1</Start><Start>512</Start><End>5119</End></PageRange></PageList>", 2, "two of Start"},
		"another name":  {"<PageList>\n<PageRange><Start>0</Start><end>511</end></PageRange></PageList>", 2, "a PageRange has no element “end”"},
		"nothing in it": {"<PageList>\n<PageRange/></PageList>", 2, "without its Start or its End cannot be"},
	})
	checkRefusals(t, thinDeltaKind.Name, map[string]refusal{
		"begin twice":     {thinHead + `<diff left="1" right="2"><different begin="0" begin="9" length="1"/></diff></superblock>`, 2, "two of “begin” in one element"},
		"no diff":         {thinHead + `</superblock>`, 2, "no comparison"},
		"no second diff":  {thinHead + "<diff left=\"1\" right=\"2\"></diff></superblock>\n" + thinHead + `</superblock>`, 4, "no comparison"},
		"in a comment":    {"<other/><!-- <superblock data_block_size -->\n", 1, "no element “other”"},
		"only a comment":  {"<!-- <superblock data_block_size -->\n", 2, "no comparison"},
		"begin is empty":  {thinHead + `<diff left="1" right="2"><different begin="" length="1"/></diff></superblock>`, 2, "not a whole number"},
		"no begin":        {thinHead + `<diff left="1" right="2"><different length="1"/></diff></superblock>`, 2, "not a whole number"},
		"an empty range":  {thinHead + `<diff left="1" right="2"><same><range/></same></diff></superblock>`, 2, "not a whole number"},
		"many attributes": {thinHead + "<same" + manyAttributes(65) + "/>", 2, "more than 64 attributes"},
	})
	for _, text := range []string{
		reply("<dynamicType>x</dynamicType><dynamicProperty><name>a</name><val>1</val></dynamicProperty>"),
		thinHead + `<diff left="1" right="2"><same begin="0" length="1"` + manyAttributes(60) + "/></diff></superblock>",
	} {
		if got, err := readText(text, Options{}); err != nil || got.m.Known() == 0 {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d=""`, i)
	}
	return b.String()
}
