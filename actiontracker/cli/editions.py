"""What is said of a public edition beside its data: warnings before it is written, and what it withholds."""

from typing import TYPE_CHECKING

from actiontracker.cli import output
from actiontracker.render.text import withheld_words

if TYPE_CHECKING:
    from actiontracker.reports.public import Edition

_MOST = 20


def foot(edition: "Edition | None", record: str) -> str:
    """The foot of a report; of a public edition with what it withholds."""
    if edition is None:
        return record
    return f"{withheld_words(edition.withheld)} {record}"


def warn(edition: "Edition | None", kind: str) -> None:
    """On stderr, before anything is written: what might give a person away, and for data what is withheld."""
    if edition is None:
        return
    for warning in edition.warnings[:_MOST]:
        output.say(f"look before you publish: {warning}")
    if len(edition.warnings) > _MOST:
        output.say(f"and {len(edition.warnings) - _MOST} more: actiontracker check lists them")
    if kind in ("csv", "json"):
        output.say(withheld_words(edition.withheld))
