// Command speed measures cbtmap against what people use today, and prints a table
// with ratios: go run ./cmd/speed
package main

func main() {}
