"""Bugs that the torture has found and that are not mended yet: counted apart, so that what is new is seen.

Each has a strict xfail in test_short.py: when it is mended, that test says so, and the line here goes.
"""

import re

KNOWN = (
    (r"restores while two write", "store/backups.py, restore: it renames a database that others have open, and a journal goes by its name"),
    (r"upgrade.*: half a copy has the name of the copy", "store/connection.py, upgrade: the copy is written under its own name"),
    (r"upgrade.*exit 5, and \['db.sqlite.version-1'", "store/connection.py, upgrade: a refused upgrade leaves its copy, which is then in the way"),
    (r"backup.*exit 5, and \['out'\]", "store/backups.py, backup: the file has its name before the manifest is sure"),
    (r"restore.*exit 5, and \['db.sqlite.before-restore", "store/backups.py, restore: what was kept stays where the new file cannot be placed"),
    (r"export.*exit 5, and \['out.csv'\]", "cli/export.py, _write_manifest: the file has its name before the manifest is sure"),
    (r"(EIO at unlink|EIO at openat).*exit 5, and \['out", "store/backups.py, cli/output.py: an error while tidying up is told as a refusal"),
    (r"export with .*(manifest.json cannot be written|refused, and left \['out.csv'\])", "cli/export.py, _write_manifest: the same on a full disk"),
    (r"restore.*EIO at unlink.*the database is another", "store/backups.py, restore: an error while tidying up is told as a refusal"),
    (r"upgrade.* at write \d.*the database is another", "cli/keeping.py, upgrade: done, but its message cannot be printed: told as a refusal"),
    (r"(export|board).* at write \d.*exit 5, and \['out", "cli/output.py, _to_file: written, but 'written:' cannot be printed: told as a refusal"),
)  # fmt: skip


def is_known(failure: str) -> bool:
    """Whether a failure is one of these."""
    return any(re.search(pattern, failure, re.DOTALL) for pattern, _ in KNOWN)
