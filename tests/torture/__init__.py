"""The long tests: real processes, a real file system, signals, full disks, failing system calls. `make torture`."""
