"""What may leave the building: standing towards the public, and what a public edition withholds.

Schedule 12A of the Local Government Act 1972 names seven paragraphs of exempt information; what is confidential under
section 100A is something else, and has no paragraph.
"""

from typing import NamedTuple

STANDINGS = ("open", "exempt", "confidential")
PARAGRAPHS = range(1, 8)


class Mark(NamedTuple):
    """How an action or a recommendation stands towards the public, from a day on."""

    standing: str
    paragraph: int | None

    @property
    def reason(self) -> str:
        """The reason to withhold it, as it is counted."""
        return f"exempt, paragraph {self.paragraph}" if self.standing == "exempt" else self.standing


def fault(standing: str, paragraph: int | None, interest: str | None) -> tuple[str, str] | None:
    """What is wrong with a mark, and what to do; None where it can be recorded."""
    if standing == "exempt" and (paragraph not in PARAGRAPHS or not interest):
        return (
            "what is exempt needs its paragraph of Schedule 12A and the public interest",
            "say --paragraph 1 to 7 and --interest TEXT",
        )
    if standing != "exempt" and paragraph is not None:
        return f"what is {standing} has no paragraph", "leave --paragraph out"
    return None
