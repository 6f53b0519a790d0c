"""Findings in 80 columns: each code once, with what it means and what to do, and below it where it was found."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from actiontracker.render.text import Line, clean, days_in_words, folded, heading, one_line, pad, width_of
from actiontracker.reports.checks.findings import CODES, SEVERITIES, Finding
from actiontracker.reports.checks.run import Checked

_INDENT, _LONGEST_BESIDE = 4, 24


def check_lines(
    checked: Checked, title: str, empty: str, width: int, notices: Iterable[str] = (), many: bool = False
) -> Iterator[Line]:
    """All findings by severity and code. `empty` is said where there is none; `many` plans name theirs with each ref."""
    yield [(title, "bold")]
    for notice in notices:
        yield from folded(notice, width)
    refs = {width_of(_ref(finding, many)) for finding in checked.findings}
    column = _INDENT + 2 + max((length for length in refs if length <= _LONGEST_BESIDE), default=0)
    for severity, findings in groupby(checked.findings, lambda finding: finding.severity):
        yield []
        yield from heading(f"{severity.capitalize()}s: {checked.counts[severity]}")
        for number, (code, same) in enumerate(groupby(findings, lambda finding: finding.code)):
            if number:
                yield []
            yield from _code(code, list(same), width, column, many)
    yield []
    yield [(counts_words(checked), "bold")] if checked.findings else [(empty, "")]


def counts_words(checked: Checked) -> str:
    """`12 errors, 20 warnings, 40 notes in 116 actions`."""
    said = [_counted(checked.counts[severity], severity) for severity in SEVERITIES]
    return f"{', '.join(said)} in {_counted(checked.actions, 'action')}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _code(code: str, findings: list[Finding], width: int, column: int, many: bool) -> Iterator[Line]:
    meaning, what_to_do = CODES[code].meaning, CODES[code].what_to_do
    first, *more = folded(f"{code} ({len(findings)}): {meaning}", width)
    said = first[0][0]
    yield [(said[: len(code)], "bold"), (said[len(code) :], "")]
    yield from more
    yield from folded(f"To do: {what_to_do}", width, 2)
    where: dict[str, list[str]] = {}
    for finding in findings:
        where.setdefault(finding.what, []).append(_ref(finding, many))
    for what, refs in where.items():
        yield from _found("" if what == meaning else days_in_words(one_line(what)), ", ".join(refs), width, column)


def _found(what: str, refs: str, width: int, column: int) -> Iterator[Line]:
    """The refs, and what was found there beside them, or below where there are many."""
    said = folded(what, width, column)
    if not said or width_of(refs) > column - _INDENT - 2:
        yield from folded(refs, width, _INDENT)
    else:
        said[0] = [(pad(" " * _INDENT + refs, column) + said[0][0][0].lstrip(), "")]
    yield from said


def _ref(finding: Finding, many: bool) -> str:
    if finding.ref is None:
        return clean(finding.plan) if many else "the plan"
    return clean(f"{finding.plan}:{finding.ref}" if many else finding.ref)
