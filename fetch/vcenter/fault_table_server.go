package vcenter

// loginRows are why a server does not let anybody in, or not any more.
var loginRows = []row{
	{
		id: "password expired", phase: connecting, kind: "PasswordExpired",
		what:    "the password of {user} on {host} has expired",
		meaning: nothingAsked,
		advice:  "change it in the vSphere client, then set GOVC_PASSWORD",
		lasts:   final,
	},
	{
		id: "login refused", phase: connecting, kind: "InvalidLogin",
		what:    "{host} refuses the user name or password of {user}",
		meaning: nothingAsked,
		advice:  "check GOVC_USERNAME, with its domain as in user@vsphere.local, and GOVC_PASSWORD",
		lasts:   final,
	},
	{
		id: "login forbidden", phase: connecting, kind: "NoPermission",
		what:    "{user} may not log in to {host}",
		meaning: nothingAsked,
		advice:  "ask its administrator for the role Read-only or another account",
		lasts:   final,
	},
	{
		id: "connection refused by a fault", phase: connecting, kind: kindFault,
		what:    "{host} refuses the connection ({said})",
		meaning: nothingAsked,
		advice:  "check the address and the server's state",
	},
	{
		id: "login refused later", kind: "InvalidLogin",
		what:    "{host} does not accept the user name or password of {user} any more",
		meaning: noMoreAnswers,
		advice:  "connect again with the account as it is now",
		lasts:   final,
	},
}

// sessionRows are about what the session may do.
var sessionRows = []row{
	{
		// The session is opened again by itself; that this shows at all means that
		// it ended more than once, which a server that restarts does for a while.
		id: "session ended", phase: inSession, kind: "NotAuthenticated",
		what:    "the session on {host} has ended",
		meaning: nothingOnFaults,
		advice:  "connect again",
		lasts:   temporary,
	},
	{
		id: "no privilege", phase: inSession, kind: "NoPermission",
		what:    "{on}{account} lacks {privilege}",
		meaning: nothingOnFaults,
		advice:  grantIt,
		lasts:   final,
	},
	{
		id: "no licence for the call", phase: inSession, kind: "RestrictedVersion",
		what:    "{on}the licence of {host} does not allow it",
		meaning: nothingOnFaults,
		advice:  "connect to the vCenter that manages the host, or give the host a licence with the vSphere API",
		lasts:   final,
	},
	{
		id: "object gone", phase: calling, kind: "ManagedObjectNotFound",
		what:    "{on}{object} is not there any more",
		meaning: "it was probably deleted or moved meanwhile",
		advice:  "list the virtual machines again",
		lasts:   final,
	},
}

// serverRows are faults of the server's own state. Those that pass by themselves
// are temporary: the vSphere reference says of each that another operation or a
// broken line is behind it, and the question can be repeated without harm.
var serverRows = []row{
	{
		id: "host disconnected", phase: inSession, kind: "HostNotConnected",
		what:    "{on}the ESXi host is disconnected from {host}",
		meaning: "tracking goes on there, but nobody can ask for it: " + nothingLost,
		advice:  "wait until the host is connected again, or connect it in the vSphere client",
		lasts:   temporary,
	},
	{
		id: "host unreachable", phase: inSession, kind: "HostNotReachable",
		what:    "{on}{host} cannot reach the ESXi host",
		meaning: "the host may be restarting, which tracking outlives: " + nothingLost,
		advice:  "check that the host is up and on the network, and try again",
		lasts:   temporary,
	},
	{
		id: "host communication", phase: inSession, kind: "HostCommunication",
		what:    "{on}{host} has trouble talking to the ESXi host ({said})",
		meaning: "the host answers the questions about tracking: " + nothingLost,
		advice:  "check the host's connection in the vSphere client, and try again",
		lasts:   temporary,
	},
	{
		id: "host state", phase: inSession, kind: "InvalidHostConnectionState",
		what:    "{on}the ESXi host is not in a state to answer ({said})",
		meaning: "it may be connecting or restarting: " + nothingLost,
		advice:  "wait until the host is connected, and try again",
		lasts:   temporary,
	},
	{
		id: "task in progress", phase: inSession, kind: "TaskInProgress",
		what:    "{on}another task holds the virtual machine",
		meaning: "tracking itself is fine: " + nothingLost,
		advice:  "wait until that task is done, and try again",
		lasts:   temporary,
	},
	{
		id: "resource in use", phase: inSession, kind: "ResourceInUse",
		what:    "{on}what is needed is in use by somebody else ({said})",
		meaning: "a backup or a move may hold the disk: " + nothingLost,
		advice:  "wait until it is free, and try again",
		lasts:   temporary,
	},
	{
		id: "changed meanwhile", phase: inSession, kind: "ConcurrentAccess",
		what:    "{on}something was changed on {host} at the same time",
		meaning: nothingLost,
		advice:  "ask again",
		lasts:   temporary,
	},
	{
		id: "server gave up", phase: inSession, kind: "Timedout",
		what:    "{on}{host} gave up because it took too long",
		meaning: "the host or its datastore is slow: " + nothingLost,
		advice:  "try again when there is less to do",
		lasts:   temporary,
	},
	{
		id: "database", phase: inSession, kind: "DatabaseError",
		what:    "{on}{host} cannot reach its own database",
		meaning: "this is the vCenter's trouble and not the disk's: " + nothingLost,
		advice:  "try again, and check the vCenter's services if it lasts",
		lasts:   temporary,
	},
	{
		id: "too much to do", phase: inSession, kind: kindFault, words: "too many",
		what:    "{on}{host} has too much to do ({said})",
		meaning: nothingLost,
		advice:  "wait, and ask for less at a time",
		lasts:   temporary,
	},
	{
		id: "datastore gone", phase: inSession, kind: "InaccessibleDatastore",
		what:    "{on}the datastore is not accessible ({said})",
		meaning: "its files cannot be read now, with tracking or without: " + nothingLost,
		advice:  "check the datastore and its paths in the vSphere client, and try again",
		lasts:   temporary,
	},
	{
		id: "question pending", phase: inSession, kind: "QuestionPending",
		what:    "{on}the virtual machine waits for an answer to a question",
		meaning: "it stands still until then, and so does its tracking",
		advice:  "answer it in the vSphere client, and try again",
	},
	{
		id: "wrong state", phase: inSession, kind: "InvalidState",
		what:    "{on}the virtual machine is not in a state for it ({said})",
		meaning: "it may be moving or consolidating: " + nothingLost,
		advice:  "look at its tasks in the vSphere client, and try again",
	},
	{
		id: "machine reports an error", phase: inSession, kind: "GenericVmConfigFault",
		what:    "{on}the virtual machine reports an error ({said})",
		meaning: "the host could not look into the disk: " + nothingLost,
		advice:  "look at the machine's events for the same time, and try again",
	},
	{
		// The host's agent restarting shows as this through a vCenter.
		id: "system error", phase: inSession, kind: "SystemError",
		what:    "{on}{host} reports an error of its own system ({said})",
		meaning: "the host's services may be restarting: " + nothingLost,
		advice:  "try again, and look at the host's events for the same time if it lasts",
		lasts:   temporary,
	},
	{
		id: "mute fault", phase: inSession, kind: kindMuteFault,
		what:    "{on}{host} answers with a fault that does not say what is wrong",
		meaning: "whether it is about the disk or the server cannot be told: " + nothingLost,
		advice:  "look for the same time in the server's events and logs",
	},
	{
		id: "unknown fault", phase: inSession, kind: kindFault,
		what:    "{on}{host} answers \"{said}\"",
		meaning: "this fault is not known here: " + nothingLost,
		advice:  "look for the same time in the server's events and logs",
	},
}
