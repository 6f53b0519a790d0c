"""Evidence as reports show it."""

from typing import NamedTuple


class EvidenceRow(NamedTuple):
    """A piece of evidence for one action; the columns of `export evidence`. Days are ISO text.

    `state` is `counts`, `expired` or `withdrawn` (then with the `reason`); `held` is `file`, `link`, `place` or empty.
    """

    plan: str
    ref: str
    evidence: str
    kind: str
    title: str
    held: str | None
    place: str | None
    dated: str | None
    expires: str | None
    given_on: str
    given_by: str
    state: str
    reason: str | None
    sha256: str | None
    size: int | None


class EvidenceFinding(NamedTuple):
    """What is amiss with evidence: `missing`, `changed`, `expired`, or `orphaned` (a file that no record speaks of)."""

    what: str
    evidence: str
    title: str
    said: str


def number_words(number: int) -> str:
    """A piece's number as people read and type it: `E12`."""
    return f"E{number}"
