package vcenter

// troubleRows are what can happen to a request and its reply on the way.
var troubleRows = []row{
	{
		id: "reply cut off", phase: inSession, kind: kindGarbage,
		what:    "{on}the reply of {host} is damaged or cut off",
		meaning: "half a reply is not used: " + nothingLost,
		advice:  "try again",
		lasts:   temporary,
	},
	{
		id: "no reply in it", phase: inSession, kind: kindNoReply,
		what:    "{on}the reply of {host} is damaged or cut off ({said})",
		meaning: "such a reply is not used: " + nothingLost,
		advice:  "try again",
		lasts:   temporary,
	},
	{
		id: "other letters", phase: inSession, kind: kindEncoding,
		what:    "{on}the reply of {host} cannot be read ({said})",
		meaning: "vCenter and ESXi write UTF-8, so something on the way has changed it: " + nothingLost,
		advice:  "check any proxy or gateway on the way",
	},
	{
		id: "connecting interrupted", phase: connecting, kind: kindCanceled,
		what:    "connecting to {host} was interrupted",
		meaning: nothingAsked,
		advice:  "connect again",
	},
	{
		id: "interrupted", kind: kindCanceled,
		what:    "{doing} was interrupted",
		meaning: nothingOnFaults,
		advice:  "start it again",
	},
	{
		id: "connecting too slow", phase: connecting, kind: kindTimeout,
		what:    "{host} did not answer in time{through}{limit}",
		meaning: nothingAsked,
		advice:  "check the address, the network and any firewall{longer}",
		lasts:   temporary,
	},
	{
		id: "too slow to connect", phase: inSession, kind: kindDialTimeout,
		what:    "{on}there is no connection to {host} in time{through}",
		meaning: nothingLost,
		advice:  "check the network and any firewall, and try again",
		lasts:   temporary,
	},
	{
		id: "too slow to shake hands", phase: inSession, kind: kindHandshakeTimeout,
		what:    "{on}{host} accepts a connection but did not finish the TLS handshake in time{through}",
		meaning: nothingLost,
		advice:  "try again, or give it longer with GOVC_TLS_HANDSHAKE_TIMEOUT",
		lasts:   temporary,
	},
	{
		id: "too slow to finish", phase: inSession, kind: kindUnfinished,
		what:    "{on}{host} did not finish its reply in time{through}",
		meaning: "half a reply is not used: " + nothingLost,
		advice:  "try again, or give it longer with --timeout",
		lasts:   temporary,
	},
	{
		id: "too slow", kind: kindTimeout,
		what:    "{on}{host} did not answer in time{through}",
		meaning: nothingLost,
		advice:  "try again, or give it longer with --timeout",
		lasts:   temporary,
	},
	{
		id: "name service", kind: kindNameService,
		what:    "{on}the name service does not answer for {host} ({said})",
		meaning: nothingOnFaults,
		advice:  "check the network and the name service, and try again",
		lasts:   temporary,
	},
	{
		id: "no such host", phase: connecting, kind: kindNoSuchHost,
		what:    "no server is named {host}",
		meaning: nothingAsked,
		advice:  "check the name in GOVC_URL or --url, and the name service",
		lasts:   final,
	},
	{
		// It was there a moment ago, so the network or the name service is not.
		id: "no such host any more", kind: kindNoSuchHost,
		what:    "{on}the name {host} is not known any more",
		meaning: nothingLost,
		advice:  "check the network, a VPN and the name service, and try again",
		lasts:   temporary,
	},
	{
		id: "refused", phase: connecting, kind: kindRefused,
		what:    "{address} refuses connections",
		meaning: nothingAsked,
		advice:  "check the host and the port in GOVC_URL or --url, and that the server is up",
	},
	{
		id: "refused later", kind: kindRefused,
		what:    "{on}{address} refuses connections now",
		meaning: "the server is probably restarting: " + nothingLost,
		advice:  "wait until it is up, and try again",
		lasts:   temporary,
	},
	{
		id: "unreachable", kind: kindUnreachable,
		what:    "{on}there is no way to {host} ({said})",
		meaning: nothingOnFaults,
		advice:  "check the network, a VPN and any firewall, and try again",
		lasts:   temporary,
	},
}

// certificateRows are why the server at the other end is not trusted, or why no
// two ends came to speak TLS at all.
var certificateRows = []row{
	{
		id: "certificate changed", kind: kindThumbprint,
		what:    "{host} shows another certificate than the accepted one (SHA-256 {fingerprint})",
		meaning: "it may have been renewed, or another server may stand in between: no password was sent",
		advice:  "find out why it changed, then connect again and accept the new one, in the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS if the old one stands there",
		lasts:   final,
	},
	{
		id: "unknown authority", kind: kindAuthority,
		what:    untrustedCertificate,
		meaning: "nobody known here vouches for this server: no password was sent",
		advice:  nameRoot + acceptThis,
		lasts:   final,
	},
	{
		id: "other name", kind: kindOtherName,
		what:    untrustedCertificate,
		meaning: "the server was reached by a name that its certificate does not have: no password was sent",
		advice:  "connect by a name that it is made out to" + acceptThis,
		lasts:   final,
	},
	{
		id: "expired", kind: kindExpired,
		what:    untrustedCertificate,
		meaning: "the certificate was not renewed, or the clock on this side is ahead: no password was sent",
		advice:  "have it renewed" + acceptThis,
		lasts:   final,
	},
	{
		id: "not valid yet", kind: kindEarly,
		what:    untrustedCertificate,
		meaning: "the clock on this side is behind, or that of whoever issued it was ahead: no password was sent",
		advice:  "set the clock that is wrong" + acceptThis,
		lasts:   final,
	},
	{
		id: "untrusted", kind: kindUntrusted,
		what:    untrustedCertificate,
		meaning: "it cannot be told whether this is the server: no password was sent",
		advice:  nameRoot + acceptThis,
		lasts:   final,
	},
	{
		id: "no TLS", kind: kindNoTLS,
		what:    "{host} does not speak TLS on this port",
		meaning: nothingAsked,
		advice:  "check the port in GOVC_URL or --url",
		lasts:   final,
	},
	{
		id: "TLS version", kind: kindTLSVersion,
		what:    "{host} speaks no version of TLS that is safe to use ({said})",
		meaning: "before version 1.2 a listener can read along: no password was sent",
		advice:  "connect to a vCenter or an ESXi host of version 6.0 or later, or ask its administrator to enable TLS 1.2",
		lasts:   final,
	},
	{
		id: "TLS client certificate", kind: kindTLSClient,
		what:    "{host} wants to see a certificate from this side ({said})",
		meaning: nothingAsked,
		advice:  "name one with GOVC_CERTIFICATE and its key with GOVC_PRIVATE_KEY",
		lasts:   final,
	},
	{
		id: "TLS handshake", kind: kindTLSHandshake,
		what:    "{host} breaks off the TLS handshake ({said})",
		meaning: "the two sides found no common way to speak, or something in between cut it: no password was sent",
		advice:  "check the port, and any proxy or firewall that looks into TLS",
	},
}

const (
	untrustedCertificate = "the certificate of {host} is not trusted ({said}{unlisted}; SHA-256 {fingerprint})"
	nameRoot             = "name its root certificate with --ca-certs or GOVC_TLS_CA_CERTS"
	acceptThis           = ", or accept exactly this one: compare its fingerprint with the server's own, and note it in the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS"
)

// proxyRows are about the proxy on the way, not the server.
var proxyRows = []row{
	{
		id: "proxy login", kind: kindProxyLogin,
		what:    "{proxy} on the way to {host} asks for a password",
		meaning: nothingAsked,
		advice:  "put it into HTTPS_PROXY" + exempt,
		lasts:   final,
	},
	{
		id: "proxy refuses", kind: kindProxyStatus,
		what:    "{proxy} on the way to {host} refuses it ({said})",
		meaning: nothingAsked,
		advice:  "check HTTPS_PROXY" + exempt,
	},
	{
		id: "proxy unreachable", kind: kindProxyDead,
		what:    "{proxy} on the way to {host} cannot be reached ({said})",
		meaning: nothingOnFaults,
		advice:  "check HTTPS_PROXY" + exempt,
		lasts:   temporary,
	},
}

const exempt = ", or exempt the server with NO_PROXY"

// statusRows are replies that are no answer of a vCenter, by their HTTP status,
// and lines that broke.
var statusRows = []row{
	{
		id: "web page", phase: connecting, kind: kindWebPage,
		what:    notLikeVCenter,
		meaning: "this is a web server, or one that stands in front of the vCenter",
		advice:  checkAddress,
	},
	{
		id: "web page later", kind: kindWebPage,
		what:    "{on}" + notLikeVCenter,
		meaning: "something in between answers in its place: " + nothingLost,
		advice:  "check any proxy or portal on the way, and try again",
	},
	{
		id: "HTTP 2xx", phase: inSession, kind: kindStatus, status: [2]int{201, 299},
		what:    "{on}the reply of {host} is damaged or cut off ({said} is not that of an answer)",
		meaning: "such a reply is not used: " + nothingLost,
		advice:  "try again",
		lasts:   temporary,
	},
	{
		id: "HTTP 401", kind: kindStatus, status: [2]int{401, 401},
		what:    "{on}{host} wants another login ({said})",
		meaning: "something in front of the vCenter, or its session service, asks who this is: " + nothingOnFaults,
		advice:  "check the address, and connect again",
		lasts:   final,
	},
	{
		id: "HTTP 403", kind: kindStatus, status: [2]int{403, 403},
		what:    "{on}{host} forbids it ({said})",
		meaning: "it is a gateway or a firewall that says so, not a missing privilege: " + nothingOnFaults,
		advice:  "ask who runs the gateway in front of the server to let this machine pass",
		lasts:   final,
	},
	{
		id: "HTTP 404", phase: inSession, kind: kindStatus, status: [2]int{404, 404},
		what:    "{on}{host} has nothing at this address ({said})",
		meaning: "the server does not serve this release or protocol, or its services are not up yet: " + nothingLost,
		advice:  "try again, and connect again if it lasts",
	},
	{
		id: "HTTP 408", kind: kindStatus, status: [2]int{408, 408},
		what:    "{on}{host} did not get the question in time ({said})",
		meaning: "the line to it is slow: " + nothingLost,
		advice:  "check the network, and try again",
		lasts:   temporary,
	},
	{
		id: "HTTP 413", kind: kindStatus, status: [2]int{413, 413},
		what:    "{on}something on the way to {host} finds the question too large ({said})",
		meaning: "a question has less than 2 KiB, so this is a setting of a proxy or gateway: " + nothingOnFaults,
		advice:  "ask who runs it to allow larger requests, or go round it with NO_PROXY",
		lasts:   final,
	},
	{
		id: "HTTP 429", kind: kindStatus, status: [2]int{429, 429},
		what:    "{on}{host} asks to slow down ({said})",
		meaning: "too many questions came at once: " + nothingLost,
		advice:  "wait a little, and try again with fewer calls side by side",
		lasts:   temporary,
	},
	{
		id: "HTTP 500", kind: kindStatus, status: [2]int{500, 500},
		what:    "{on}{host} failed without saying why ({said})",
		meaning: "this is the server's trouble and not the disk's: " + nothingLost,
		advice:  "try again, and look into the server's logs if it lasts",
		lasts:   temporary,
	},
	{
		id: "HTTP 501", kind: kindStatus, status: [2]int{501, 501},
		what:    "{on}" + notLikeVCenter,
		meaning: "what answers there does not know such requests at all",
		advice:  checkAddress,
	},
	{
		id: "HTTP 5xx", kind: kindStatus, status: [2]int{502, 599},
		what:    "{on}{host} is not ready ({said})",
		meaning: "the vCenter or what stands in front of it is starting or overloaded: " + nothingLost,
		advice:  "its services may still be starting, so try again in a few minutes",
		lasts:   temporary,
	},
	{
		id: "HTTP 3xx", kind: kindStatus, status: [2]int{300, 399},
		what:    "{on}" + notLikeVCenter,
		meaning: "it points elsewhere, and a login is sent nowhere but to the server that was named",
		advice:  checkAddress,
	},
	{
		id: "other status", kind: kindStatus,
		what:    "{on}" + notLikeVCenter,
		meaning: nothingOnFaults,
		advice:  checkAddress,
	},
	{
		id: "dropped", kind: kindDropped,
		what:    "{on}the connection to {host} failed ({said})",
		meaning: "the line broke or the server restarted: " + nothingLost,
		advice:  "check the network, and try again",
		lasts:   temporary,
	},
	{
		id: "connection", kind: kindConnection,
		what:    "{on}the connection to {host} failed ({said})",
		meaning: nothingOnFaults,
		advice:  "check the network and any proxy, and try again",
		lasts:   temporary,
	},
}

const notLikeVCenter = "{host} does not answer like a vCenter or an ESXi host ({said})"
