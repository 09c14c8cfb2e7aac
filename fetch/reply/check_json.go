package reply

import (
	"bytes"
	jsontext "encoding/json"
	"io"
)

// CheckJSON says the same of a reply of VI JSON. What it calls two answers is also
// a second list of areas, of which a decoder makes a mixture.
func CheckJSON(text []byte) error {
	d := jsontext.NewDecoder(bytes.NewReader(text))
	d.UseNumber() // which may have any size
	c := jsonCheck{Decoder: d}
	if err := c.value(inReply, 0); err != nil {
		return err
	}
	if len(bytes.TrimLeft(text[d.InputOffset():], " \t\r\n")) > 0 {
		return Behind
	}
	return nil
}

// jsonCheck goes along a reply.
type jsonCheck struct {
	*jsontext.Decoder
	lists int // of areas
}

// where is what a value is known as where it stands.
type where int

const (
	inOther where = iota
	inReply       // all of it
	inAreas       // its list of areas
	inArea        // one of them
)

// value reads the next value.
func (c *jsonCheck) value(is where, depth int) error {
	t, err := c.Token()
	begins, nested := t.(jsontext.Delim)
	switch {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil || !nested:
		return err
	case depth == maxNested:
		return TooDeep
	}
	for c.More() {
		within := inOther
		switch {
		case begins == '{':
			within, err = c.key(is)
		case is == inAreas:
			within = inArea
		}
		if err == nil {
			err = c.value(within, depth+1)
		}
		if err != nil {
			return err
		}
	}
	_, err = c.Token()
	return err
}

// key reads the next key of an object, and says what its value is.
func (c *jsonCheck) key(of where) (where, error) {
	t, err := c.Token()
	name, _ := t.(string)
	known := bytes.EqualFold([]byte(name), []byte("changedArea"))
	switch {
	case err != nil:
		return inOther, err
	case of == inOther && isData([]byte(name)), of == inAreas && isData([]byte(name)):
		return inOther, Stray
	case of == inReply && known && c.lists > 0:
		return inOther, Twice
	case of == inReply && known:
		c.lists++
		return inAreas, nil
	}
	return inOther, nil
}
