"""Everything that can go wrong on purpose: one family, each class with its exit code (docs/exit-codes.md)."""


class TrackerError(Exception):
    """An error that a person can act on: `what` happened, and the `advice` on what to do next."""

    exit_code = 1

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        between = " " if self.what.endswith("?") else ": "
        return f"{self.what}{between}{self.advice}" if self.advice else self.what


class Repeated(TrackerError):
    """What carries this token is recorded already: nothing was done again."""

    exit_code = 0


class UsageFault(TrackerError):
    """The command's words are off: an option's value, a missing option."""

    exit_code = 2


class InputRefused(TrackerError):
    """Content or state that cannot be taken; nothing was changed."""

    exit_code = 3


class Busy(TrackerError):
    """Another program held the database for longer than we wait."""

    exit_code = 4


class StorageFault(TrackerError):
    """The database or an output file is missing, full, read-only or forbidden."""

    exit_code = 5


class Damaged(TrackerError):
    """The file is no database of ours, or it is damaged."""

    exit_code = 6


class NewerSchema(TrackerError):
    """The database was made by a newer program."""

    exit_code = 7


class ChangedSince(TrackerError):
    """Somebody else changed the action since it was read."""

    exit_code = 8


class NotFound(TrackerError):
    """No such ref, plan or post, or one that could mean several."""

    exit_code = 9


class Findings(TrackerError):
    """There are findings, and the caller asked for an exit code that says so."""

    exit_code = 10
