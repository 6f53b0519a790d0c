"""Evidence for people to read: by piece, with the actions that each stands for."""

from collections.abc import Iterable, Iterator

from actiontracker.domain.assurance import kind_words
from actiontracker.render.markdown import cell, table
from actiontracker.render.phrases import counted, qualified
from actiontracker.render.text import Line, clean, day_words, folded, one_line, pad
from actiontracker.reports.evidence import EvidenceFinding, EvidenceRow


def evidence_lines(
    rows: list[EvidenceRow], title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """A piece for each block: what it is, where, how long it holds, for which actions."""
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    yield []
    pieces = _by_piece(rows)
    for name, group in pieces.items():
        yield from _piece(name, group, width, many)
    yield [(f"{counted(len(pieces), 'piece')} of evidence", "bold")] if pieces else [(empty, "")]


def piece_lines(rows: list[EvidenceRow], width: int) -> Iterator[Line]:
    """The evidence of one action, a line or two for each piece."""
    for row in rows:
        state = "" if row.state == "counts" else f" ({row.state}{': ' + one_line(row.reason) if row.reason else ''})"
        dated = f", {day_words(row.dated)}" if row.dated else ""
        yield from folded(f"{pad(row.evidence, 5)} {kind_words(row.kind)}: {one_line(row.title)}{dated}{state}", width, 2)


def evidence_table(rows: list[EvidenceRow], title: str, empty: str, notices: Iterable[str], many: bool) -> Iterator[str]:
    """The same in Markdown."""
    yield f"# {title}\n\n"
    for notice in notices:
        yield f"{cell(notice)}\n\n"
    lines = [
        (name, kind_words(g[0].kind), g[0].title, _where(g[0]), day_words(g[0].dated), _for(g, many), _standing(g))
        for name, g in _by_piece(rows).items()
    ]
    head = ("evidence", "kind", "title", "where", "dated", "for", "state")
    yield table(head, lines) if lines else f"{cell(empty)}\n"


def finding_lines(found: list[EvidenceFinding], width: int) -> Iterator[Line]:
    """What is amiss with the evidence, a line for each."""
    for each in found:
        yield [(pad(each.what, 10), "bold"), (pad(each.evidence, 6), ""), (clean(one_line(each.title)), "")]
        yield from folded(each.said, width, 10)
    yield [
        (f"{counted(len(found), 'finding')}" if found else "Every piece of evidence is where and as it was recorded.", "bold")
    ]


def _piece(name: str, group: list[EvidenceRow], width: int, many: bool) -> Iterator[Line]:
    first = group[0]
    yield [(pad(name, 6), "bold"), (kind_words(first.kind), ""), (f"  {_standing(group)}", "dim")]
    yield from folded(one_line(first.title), width, 6)
    facts = [_where(first), f"dated {day_words(first.dated)}" if first.dated else "", f"given {day_words(first.given_on)}"]
    facts.append(f"until {day_words(first.expires)}" if first.expires else "")
    yield from folded("; ".join(filter(None, facts)), width, 6)
    yield from folded(f"for {_for(group, many)}", width, 6)
    for row in group:
        if row.reason:
            yield from folded(f"withdrawn from {row.ref}: {one_line(row.reason)}", width, 6)


def _where(row: EvidenceRow) -> str:
    return {"file": "file ", "link": "at ", "place": "in "}.get(row.held or "", "") + one_line(row.place or "")


def _for(group: list[EvidenceRow], many: bool) -> str:
    return ", ".join(qualified(row.plan, row.ref, many) for row in group)


def _standing(group: list[EvidenceRow]) -> str:
    states = list(dict.fromkeys(row.state for row in group))
    return ", ".join(states)


def _by_piece(rows: list[EvidenceRow]) -> dict[str, list[EvidenceRow]]:
    pieces: dict[str, list[EvidenceRow]] = {}
    for row in rows:
        pieces.setdefault(row.evidence, []).append(row)
    return pieces
