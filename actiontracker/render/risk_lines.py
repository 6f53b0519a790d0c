"""Risks in 80 columns."""

from collections.abc import Iterator

from actiontracker.render.text import Line, clean, day_words, folded, one_line
from actiontracker.reports.risks import Risk, RiskLine


def risk_list(lines: list[RiskLine], day: str, width: int) -> Iterator[Line]:
    """Each risk with its score and target, and the red actions that it stands behind."""
    yield [(f"Risks as at {day_words(day)}", "bold")]
    if not lines:
        yield [("No risk is on record: actiontracker risk set REF --title TEXT --score N", "")]
    for each in lines:
        yield []
        yield [(clean(each.risk), "bold"), (f"  {score_words(each)}", ""), (f"  {one_line(each.title or '')}", "")]
        yield from folded(f"behind {', '.join(map(clean, each.linked)) or 'nothing yet'}: {each.open} open", width, 4)
        if each.red:
            yield from folded(f"red: {', '.join(map(clean, each.red))}", width, 4, "red")


def score_words(risk: RiskLine | Risk) -> str:
    """`score 16, target 8`."""
    score = f"score {risk.score}" if risk.score is not None else "no score"
    return f"{score}, target {risk.target}" if risk.target is not None else score
