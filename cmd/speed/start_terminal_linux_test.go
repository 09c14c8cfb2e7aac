package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/charmbracelet/x/vt"
)

// The size of the terminal, in cells.
const (
	columns = 120
	lines   = 36
)

// arrival is what a program wrote at once, and when it came.
type arrival struct {
	text []byte
	at   time.Time
}

// terminal is a program in a pseudo terminal, whose screen is emulated here.
type terminal struct {
	cmd    *exec.Cmd
	master *os.File
	wrote  chan arrival
	screen *vt.Emulator
	begin  time.Time
}

// startTerminal starts a program in a terminal that answers its questions.
func startTerminal(b *testing.B, cmd *exec.Cmd) *terminal {
	b.Helper()
	master, slave, err := openTerminal()
	if err != nil {
		b.Fatal(err)
	}
	defer slave.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t := &terminal{cmd: cmd, master: master, wrote: make(chan arrival, 1<<12), screen: vt.NewEmulator(columns, lines), begin: time.Now()}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	go t.listen()
	go io.Copy(master, t.screen)
	return t
}

// listen notes when output comes, whenever it is looked at.
func (t *terminal) listen() {
	defer close(t.wrote)
	for {
		text := make([]byte, 1<<16)
		n, err := t.master.Read(text)
		if err != nil {
			return // the program has ended
		}
		t.wrote <- arrival{text[:n], time.Now()}
	}
}

// until waits for a screen, and says how long after the start it was there.
func (t *terminal) until(b *testing.B, what string, there func(screen string) bool) time.Duration {
	b.Helper()
	tooLong := time.After(time.Minute)
	for {
		select {
		case out, ok := <-t.wrote:
			if !ok {
				b.Fatalf("the program ended without %s; the screen is\n%s", what, t.screen.String())
			}
			_, _ = t.screen.Write(out.text)
			if there(t.screen.String()) {
				return out.at.Sub(t.begin)
			}
		case <-tooLong:
			b.Fatalf("%s never came; the screen is\n%s", what, t.screen.String())
		}
	}
}

// end ends the program as ctrl+c does.
func (t *terminal) end() {
	_, _ = t.master.WriteString("\x03")
	for range t.wrote {
	}
	_ = t.cmd.Wait() // it was interrupted
	_ = t.screen.InputPipe().(io.Closer).Close()
	_ = t.master.Close()
}

// openTerminal makes a pseudo terminal: the side of the person, and the program's.
func openTerminal() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	var locked, number int32
	size := [4]uint16{lines, columns}
	for _, ask := range []struct {
		what uintptr
		with unsafe.Pointer
	}{
		{syscall.TIOCSPTLCK, unsafe.Pointer(&locked)},
		{syscall.TIOCGPTN, unsafe.Pointer(&number)},
		{syscall.TIOCSWINSZ, unsafe.Pointer(&size)},
	} {
		if err == nil {
			err = control(master, ask.what, ask.with)
		}
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		_ = master.Close()
	}
	return master, slave, err
}

// control is ioctl. The file's own descriptor stays with the poller, so that a
// read ends when the file is closed.
func control(f *os.File, what uintptr, with unsafe.Pointer) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var code syscall.Errno
	err = raw.Control(func(fd uintptr) { _, _, code = syscall.Syscall(syscall.SYS_IOCTL, fd, what, uintptr(with)) })
	if code != 0 {
		err = code
	}
	return err
}
