package main

import (
	"fmt"
	"math/rand/v2"
	"sort"

	"cbtmap/fetch/extent"
)

// served is the disk that the benchmarks of the fetch ask for: changes in
// clusters on 2 TiB, in blocks of 64 KiB, no two of them side by side. Client and
// server are two processes that make it of the same seed.
type served struct {
	changes []extent.Extent // in order, disjoint, none touches the next
}

const (
	servedBytes = int64(2) << 40
	servedPage  = 2000 // extents in a reply, as a real server has it
	tracked     = int64(64) << 10
)

func serving(extents int) served {
	const clusters = 24
	r := rand.New(rand.NewPCG(2, uint64(extents)))
	var size, gap [clusters]int64
	for i := range clusters { // a file system of many sizes of files
		size[i], gap[i] = 1+r.Int64N(8), 2+r.Int64N(40)
	}
	var d served
	for c := range clusters {
		at := servedBytes / clusters * int64(c) / tracked * tracked
		for n := extents*(c+1)/clusters - extents*c/clusters; n > 0; n-- {
			length := tracked * (1 + r.Int64N(size[c]))
			d.changes = append(d.changes, extent.Extent{Start: at, Length: length})
			at += length + tracked*(1+r.Int64N(gap[c]))
		}
	}
	return d
}

// from are the numbers of the extents in the reply to a question, and where the
// range of that reply ends.
func (d served) from(at int64) (first, last int, end int64) {
	first = sort.Search(len(d.changes), func(i int) bool { return d.changes[i].End() > at })
	if last = first + servedPage; last < len(d.changes) {
		return first, last, d.changes[last].Start
	}
	return first, len(d.changes), servedBytes
}

// questions are the places where a client asks that goes from one reply to the
// next: no client can do with less.
func (d served) questions() (places []int64) {
	for at := int64(0); at < servedBytes; {
		places = append(places, at)
		_, _, at = d.from(at)
	}
	return places
}

// canned are all replies about a disk, written before anybody asks: whatever the
// place, a reply is a head, a stretch of the text of all extents, and a tail.
type canned struct {
	disk       served
	text       []byte
	begins     []int // of each extent in text, and the text's end
	head, tail string
	between    int    // bytes that stand between two extents
	kind       string // content type
}

func cannedSOAP(d served) *canned {
	return can(d, "text/xml; charset=utf-8",
		`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"`+
			` xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`+
			` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+"\n<soapenv:Body>\n"+
			`<QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval><startOffset>%d</startOffset><length>%d</length>`,
		`<changedArea><start>%d</start><length>%d</length></changedArea>`, "",
		"</returnval></QueryChangedDiskAreasResponse>\n</soapenv:Body>\n</soapenv:Envelope>")
}

func cannedJSON(d served) *canned {
	return can(d, "application/json",
		`{"_typeName":"DiskChangeInfo","startOffset":%d,"length":%d,"changedArea":[`,
		`{"_typeName":"DiskChangeExtent","start":%d,"length":%d}`, ",", "]}")
}

func can(d served, kind, head, each, between, tail string) *canned {
	c := &canned{disk: d, kind: kind, head: head, tail: tail, between: len(between)}
	for _, e := range d.changes {
		c.begins = append(c.begins, len(c.text))
		c.text = fmt.Appendf(c.text, each, e.Start, e.Length)
		c.text = append(c.text, between...)
	}
	c.begins = append(c.begins, len(c.text))
	return c
}

// reply is what is sent, in three parts.
func (c *canned) reply(at int64) (head, body []byte, tail string) {
	first, last, end := c.disk.from(at)
	body = c.text[c.begins[first]:c.begins[last]]
	if first < last {
		body = body[:len(body)-c.between]
	}
	return fmt.Appendf(nil, c.head, at, end-at), body, c.tail
}
