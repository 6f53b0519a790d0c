"""What a board's pack says beside the plan: inspections, what boards ask for, their meetings, risks.

Few councils record any of it: where there is none, nothing more is loaded.
"""

from actiontracker.domain.plan import Plan
from actiontracker.reports.actions import Action
from actiontracker.reports.board import Board
from actiontracker.services.narrowing import Subject, lead_codes, organisation_codes
from actiontracker.store import committees
from actiontracker.store.connection import Connection


def with_inspections(conn: Connection, whole: Board, chosen: list[Plan], day: str, head: int) -> Board:
    """With what came back over inspections, and the clocks that are overdue or due soon."""
    from actiontracker.reports.governance.inspections import running
    from actiontracker.services.governance.reading import inspections, themes_as_at

    slugs, councils = {plan.slug for plan in chosen}, {plan.council for plan in chosen}
    back = [theme for theme in themes_as_at(conn, day, head) if theme.came_back]
    own = [theme for theme in back if any(answer.plan in slugs for answer in theme.recommendations)]
    known = [each for each in inspections(conn, day, head) if each.council in councils]
    return whole._replace(came_back=own, clocks=running(known, day))


def with_boards(conn: Connection, whole: Board, actions: list[Action], chosen: list[Plan], day: str, head: int) -> Board:
    """With what boards ask for, their meetings to come, and the risks behind red actions."""
    if not committees.is_any(conn):
        return whole._replace(asked=[], meetings=[], risks=[])
    from actiontracker.reports.committees.matters import in_turn, line
    from actiontracker.reports.committees.meetings import meeting_line
    from actiontracker.reports.risks import red_with_risk
    from actiontracker.services.committees.matters import matters_at
    from actiontracker.services.committees.reading import gatherings, read_at
    from actiontracker.services.risks import risks_at

    councils = {plan.council for plan in chosen}
    at = read_at(conn, day, head)
    known = [each for each in gatherings(at) if each.council in councils]
    asked = in_turn(each for each in matters_at(at, known) if each.is_open and each.council in councils)
    to_come = [meeting_line(each, day) for each in known if each.held_on >= day and not each.is_cancelled]
    risks = red_with_risk([each for each in risks_at(at) if each.council in councils], actions)
    return whole._replace(asked=[line(each, day) for each in asked], meetings=to_come, risks=risks)


def with_asks(conn: Connection, whole: Board, chosen: list[Plan], subject: Subject, day: str, head: int) -> Board:
    """With what boards ask of the posts or the organisations that a page is about."""
    if not (subject.leads or subject.organisations) or not committees.is_any(conn):
        return whole
    from actiontracker.services.committees.reading import read_at

    every = with_boards(conn, whole, [], chosen, day, head)
    posts = read_at(conn, day, head).posts
    codes = lead_codes(posts, subject.leads) if subject.leads else set()
    codes |= organisation_codes(posts, subject.organisations) if subject.organisations else set()
    return whole._replace(asked=[each for each in every.asked or [] if each.post in codes])
