package reply

// Classes of bytes. What is beyond ASCII has none: texts that need it are left to
// another decoder, and so are escapes.
const (
	space     = 1 << iota // white space of XML and JSON
	digit                 // 0 to 9
	nameStart             // may begin a name of XML
	nameByte              // may go on with one, colons apart
	text                  // may stand between tags
	value                 // may stand between the quotes of an attribute, the other quote too
	plain                 // may stand in a string of JSON as it is
)

var class = classes()

func classes() (class [256]uint8) {
	for _, c := range " \t\r\n" {
		class[c] = space | text | value
	}
	for c := byte(' '); c <= '~'; c++ {
		class[c] |= text | value | plain
	}
	for c := byte('0'); c <= '9'; c++ {
		class[c] |= digit | nameByte
	}
	for c := byte('a'); c <= 'z'; c++ {
		class[c] |= nameStart | nameByte
		class[c-'a'+'A'] |= nameStart | nameByte
	}
	class['_'] |= nameStart | nameByte
	class['-'] |= nameByte
	class['.'] |= nameByte
	class['<'] &^= text | value
	class['&'] &^= text | value
	class[']'] &^= text // perhaps of ]]>, which is an error there
	class['"'] &^= plain
	class['\\'] &^= plain
	return class
}
