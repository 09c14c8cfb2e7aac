// Command empty is what any Go program costs that does nothing.
package main

func main() {}
