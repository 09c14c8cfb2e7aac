package main

import "strconv"

// exitCodes are what the exit codes mean, in words.
var exitCodes = []struct {
	code    int
	meaning string
}{
	{exitOK, "what was asked for was done"},
	{exitFailed, "it could not be done, or a check of cbtmap doctor fails"},
	{exitUsage, "the command line makes no sense"},
	{exitIncomplete, "a report or a file was made that does not cover the whole disk"},
	{exitInterrupted, "interrupted; cbtmap simulate, which is meant to be, ends with 0"},
	{exitBrokenPipe, "nobody reads standard output any more"},
}

// variables are those of the environment that mean something.
var variables = [][2]string{
	{"GOVC_URL", "the server; may hold user:password@"},
	{"GOVC_USERNAME, GOVC_PASSWORD", "the account, or files that hold its name and its password"},
	{"GOVC_INSECURE", "1 or true to believe any certificate"},
	{"GOVC_TLS_CA_CERTS", "list of PEM files, in place of the system's roots"},
	{"GOVC_TLS_KNOWN_HOSTS", "list of files of fingerprints"},
	{"GOVC_TLS_HANDSHAKE_TIMEOUT", "limit of a handshake, such as 20s"},
	{"GOVC_CERTIFICATE, GOVC_PRIVATE_KEY", "PEM files of a client certificate and its key"},
	{"GOVC_DATACENTER", "only the machines in this one are listed"},
	{"GOVC_VI_JSON", "anything: speak VI JSON"},
	{"GOVC_VIM_NAMESPACE, GOVC_VIM_VERSION", "the namespace and the release to speak"},
	{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the proxy on the way, and servers without it"},
	{"NO_COLOR", "anything: no colours, unless --color says otherwise"},
	{"TERM, COLORTERM", "what the terminal can show"},
	{"XDG_CACHE_HOME, XDG_STATE_HOME, LocalAppData", "where the files below are"},
}

// ownFiles are those that the program keeps.
var ownFiles = [][2]string{
	{"~/.cache/cbtmap", "replies of servers, without names; --no-cache keeps none, --cache-limit bounds them"},
	{"~/.local/state/cbtmap/recent.json", "the captures that were opened or saved on the screens, on macOS in " +
		"~/Library/Application Support/cbtmap; --no-cache leaves it alone"},
	{`%LocalAppData%\cbtmap`, "both of them on Windows"},
}

// common writes what holds for all commands.
func (r *roff) common() {
	r.section("EXIT STATUS")
	for _, e := range exitCodes {
		r.item(bold(strconv.Itoa(e.code)), e.meaning)
	}
	r.section("ENVIRONMENT")
	for _, v := range variables {
		r.item(bold(v[0]), v[1])
	}
	r.section("FILES")
	for _, f := range ownFiles {
		r.item(italic(f[0]), f[1])
	}
}
