"""Where a database lies: on a network file system, locks may not hold, and a copy may be made of half a change."""

from pathlib import Path

_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone")
_MOUNTS = Path("/proc/self/mounts")


def network_file_system(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network file system that a path lies on, or None; where the system does not tell, None.

    `mounts` are lines as Linux prints them in /proc/self/mounts.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    best, kind = -1, None
    where = path.resolve()
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = Path(fields[1].replace("\\040", " "))
        if (point == where or point in where.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind if kind in _NETWORK else None
