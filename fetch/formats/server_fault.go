package formats

import (
	"bytes"
	"cmp"
	"encoding/json"
)

// serverFault is the error for a fault in place of an answer, in the server's words; nil
// if a text is none. VI JSON has the fault's type and perhaps messages:
//
//	{"_typeName":"FileFault","faultMessage":[{"key":"…","message":"…"}],"file":"…"}
//
// and the newer APIs of vSphere a type and messages of another name:
//
//	{"error_type":"UNAUTHENTICATED","messages":[{"default_message":"…"}]}
func serverFault(h *head) *UnknownError {
	if h.shape == nil || h.shape.array || !h.object("_typename") && !h.object("error_type") {
		return nil
	}
	var said struct {
		TypeName         string `json:"_typeName"`
		LocalizedMessage string
		FaultMessage     []struct{ Message string }
		ErrorType        string `json:"error_type"`
		Messages         []struct {
			Default string `json:"default_message"`
		}
	}
	// What is cut off, or of another type, says less.
	_ = json.NewDecoder(bytes.NewReader(h.text)).Decode(&said)
	words := said.LocalizedMessage
	for _, m := range said.FaultMessage {
		words = cmp.Or(words, m.Message)
	}
	for _, m := range said.Messages {
		words = cmp.Or(words, m.Default)
	}
	e := &UnknownError{advice: adviseServer}
	e.what = "the server answered with a fault" + inBrackets(cmp.Or(said.TypeName, said.ErrorType))
	if words != "" {
		e.what += ": " + plain(words)
	}
	return e
}
