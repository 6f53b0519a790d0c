"""The packs that docs/packs/ shows, made by the program from the shipped plans: `make docs` writes them anew."""

import tempfile
from itertools import count
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from actiontracker.intake.files import read_document, read_file
from actiontracker.intake.scorecards.drafts import ScorecardDocument
from actiontracker.render.charts.scene import Scene
from actiontracker.render.charts.svg import svg
from actiontracker.render.pack.blocks import Beside, Paper, Picture
from actiontracker.render.pack.board import board_paper
from actiontracker.render.pack.html import paper_html
from actiontracker.render.pack.markdown import paper_markdown
from actiontracker.render.scorecards.paper import scorecard_paper
from actiontracker.services.boards import Asked, board_summary
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Files, Wish, record_files
from actiontracker.services.scorecards import reading as scorecards
from actiontracker.services.scorecards.reading import scorecard

MADE = "<!-- Made by `make docs` from the program: do not edit. -->\n\n"
PLANS = Path(__file__).parent.parent / "plans"


class Shown(NamedTuple):
    """A pack that is shown: of which plan, as at which day. Its files are named by `stem`."""

    stem: str
    plan: str
    day: str
    what: str


SHOWN = (
    Shown(
        "harrow-2012-10-31",
        "harrow-2012",
        "2012-10-31",
        "Harrow's plan of 2012, as its papers show it: the first pack, with nothing to compare",
    ),
    Shown(
        "example-2025-09-30",
        "example",
        "2025-09-30",
        "The plan of a council that does not exist, for its board of 2 October 2025",
    ),
    Shown("example-2025-10-31", "example", "2025-10-31", "The same a month later, compared with what that board was shown"),
)


SCORECARDS = {
    "harrow-scorecard-2023": "Harrow's scorecard of October 2023, as its paper shows it",
    "example-scorecard": "The scorecard of a council that does not exist, with comments of the indicators' owners",
}


def pages() -> dict[str, str]:
    """Every file of docs/packs/ by its name: pages, their text as Markdown, their pictures, and the list of them."""
    files: dict[str, str] = {}
    listed = [
        MADE,
        "# Packs to look at\n\nMade from the shipped plans and scorecards by the program. The page is the pack as it is ",
    ]
    listed.append("sent and printed; the Markdown has the same words without the pictures.\n")
    chance = count(1)
    salted = patch("actiontracker.store.ledger.random_hex", lambda: f"{next(chance):032x}")  # the same head each time
    with tempfile.TemporaryDirectory() as folder, salted:
        for slug, words in SCORECARDS.items():
            card = _scorecard(slug, Path(folder))
            files |= {f"{slug}.html": paper_html(card), f"{slug}.md": "".join(paper_markdown(card))}
            listed.append(f"\n## {slug}\n\n{words}: [page]({slug}.html), [Markdown]({slug}.md).\n\n```\n")
            listed.append(f"actiontracker scorecard --scorecard {slug} -o scorecard.html\n```\n")
        for shown in SHOWN:
            paper = _paper(shown, Path(folder))
            scenes = {picture.name: picture.draw() for picture in _pictures(paper)}
            files[f"{shown.stem}.html"] = paper_html(paper)
            files[f"{shown.stem}.md"] = "".join(paper_markdown(paper))
            files |= {f"{shown.stem}-{name}.svg": svg(scene, name, standalone=True) for name, scene in scenes.items()}
            listed.append(_entry(shown, scenes))
    return files | {"README.md": "".join(listed)}


def _paper(shown: Shown, folder: Path) -> Paper:
    edge = Edge(folder / f"{shown.plan}.sqlite", "docs", "2026-01-15T09:30:00Z", "2026-01-15")
    if not edge.database.exists():
        cards = _scorecards(*[f"{shown.plan}-scorecard"] if shown.plan == "example" else [])
        record_files(edge, Files([read_document(PLANS / f"{shown.plan}.toml")], cards), Wish(), lambda count: None)
    return board_paper(board_summary(edge.database, Asked(shown.day)))


def _scorecard(slug: str, folder: Path) -> Paper:
    edge = Edge(folder / f"{slug}.sqlite", "docs", "2026-01-15T09:30:00Z", "2026-01-15")
    record_files(edge, Files(scorecards=_scorecards(slug)), Wish(), lambda count: None)
    return scorecard_paper(scorecard(edge.database, scorecards.Asked("2026-01-15")), narrow=False)


def _scorecards(*slugs: str) -> list[ScorecardDocument]:
    documents = [read_file(PLANS / f"{slug}.toml") for slug in slugs]
    return [document for document in documents if isinstance(document, ScorecardDocument)]


def _pictures(paper: Paper) -> list[Picture]:
    blocks = [block for section in paper.sections for block in section.blocks if isinstance(block, Beside)]
    return [each for block in blocks for each in block.blocks if isinstance(each, Picture)]


def _entry(shown: Shown, scenes: dict[str, Scene]) -> str:
    parts = [f"\n## {shown.stem}\n\n{shown.what}: [page]({shown.stem}.html), [Markdown]({shown.stem}.md).\n\n```\n"]
    parts.append(f"actiontracker board --plan {shown.plan} --as-at {shown.day} -o pack.html\n```\n\n")
    parts += [f"![{scene.description}]({shown.stem}-{name}.svg)\n" for name, scene in scenes.items()]
    return "".join(parts)
