"""A thousand generated plans with secret tokens in every internal place: none is in any public output."""

import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actiontracker.intake.files import read_document
from actiontracker.services.edge import Edge
from actiontracker.services.importing import Wish, import_documents
from tests.packs import run

PLANS, AT_ONCE, MARK = 1_000, 50, "Zqx"
_DAY = "2025-{:02}-{:02}"


class Secrets:
    """Secret tokens, each with the place where it was put."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._number = count(1)
        self.places: dict[str, str] = {}

    def new(self, place: str) -> str:
        token = f"{MARK}{next(self._number)}y"
        self.places[token] = place
        return token

    def told(self, place: str) -> str:
        return f"{self.new(place)} with some more words"

    def day(self, first: int = 5, last: int = 10) -> str:
        return _DAY.format(self.chance.randint(first, last), self.chance.randint(1, 28))


def a_plan(number: int, secrets: Secrets) -> dict[str, Any]:
    """A small plan in which whatever is internal is secret; some of its recommendations and actions are marked."""
    chance = secrets.chance
    posts = [{"code": f"HoS{number}", "title": "Head", "aliases": [secrets.new("another spelling of a post")]}]
    posts[0]["history"] = [{"on": secrets.day(), "by": secrets.new("an author"), "title": "Head", "organisation": "Ours"}]  # type: ignore[assignment]
    people = [posts[0]["code"], secrets.new("a code without a title"), *posts[0]["aliases"]]
    refs = [f"R{n}" for n in range(1, chance.randint(1, 2) + 1)]
    hidden = {ref: chance.random() < 0.25 for ref in refs}
    recommendations = [recommendation(ref, secrets, people, hidden=hidden[ref]) for ref in refs]
    actions = [
        action(f"{ref}.{n}", secrets, people, hidden=hidden[ref]) | {"recommendation": ref}
        for ref in refs
        for n in range(1, chance.randint(1, 2) + 1)
    ]
    plan = {
        "slug": f"p{number}",
        "council": f"Council {number}",
        "title": "A plan",
        "on": "2025-04-28",
        "source": secrets.told("the source"),
    }
    return {"format": 1, "plan": plan, "posts": posts, "recommendations": recommendations, "actions": actions}


def marked(secrets: Secrets) -> dict[str, Any]:
    mark: dict[str, Any] = {"on": "2025-05-01", "disclosure": "confidential"}
    if secrets.chance.random() < 0.7:
        mark |= {
            "disclosure": "exempt",
            "paragraph": secrets.chance.randint(1, 7),
            "interest": secrets.told("the public interest"),
        }
    return mark


def recommendation(ref: str, secrets: Secrets, people: list[Any], *, hidden: bool) -> dict[str, Any]:
    chance = secrets.chance
    said = {
        key: secrets.told(f"{key} of an exempt recommendation") if hidden else f"open {key}"
        for key in ("text", "outcome", "area")
    }
    acts = [{"on": secrets.day(), "by": secrets.new("an author"), "note": secrets.told("a recommendation's note")}]
    rest = {"leads": chance.sample(people, chance.randint(0, 2)), "note": secrets.told("a recommendation's note")}
    return {"ref": ref, **said, **rest, "history": [*([marked(secrets)] if hidden else []), *acts]}


def action(ref: str, secrets: Secrets, people: list[Any], *, hidden: bool) -> dict[str, Any]:
    chance = secrets.chance
    own = chance.random() < 0.2
    leads = chance.sample(people, chance.randint(0, 3))
    told = {"text": secrets.told("an exempt action") if own or hidden else "open wording"}
    told |= {
        "stage": secrets.new("an exempt action's stage") if own else "MUST DO",
        "by_when": f"{chance.randint(1, 28)}.{chance.randint(5, 12)}.25",
    }
    told |= {"progress": secrets.told("a note"), "extra": {secrets.new("a heading"): secrets.told("a further field")}}  # type: ignore[dict-item]
    acts = list(history(secrets, hidden=own or hidden, leads=people))
    chance.shuffle(acts)
    mark = [marked(secrets)] if own else []
    return {
        "ref": ref,
        **told,
        "leads": leads,
        "rag": chance.choice(["green", "amber", "red"]),
        "history": mark + [a for act in acts for a in act],
    }


def history(secrets: Secrets, *, hidden: bool, leads: list[Any]) -> Iterator[list[dict[str, Any]]]:
    """Acts that belong together, each with its secrets."""
    chance = secrets.chance
    said = {"by": secrets.new("an author")}
    yield [{"on": secrets.day(), **said, "note": secrets.told("a note"), "expected": secrets.day(10, 12), "rag": "amber"}]
    yield [{"on": secrets.day(), **said, "request": secrets.day(11, 12), "reason": secrets.told("a request's reason")}]
    step = chance.choice(["grant", "refuse"])
    board = {"agreed_by": "Board", "minute": secrets.new("a minute"), "reason": secrets.told("a decision's reason")}
    yield [{"on": secrets.day(), **said, step: secrets.day(11, 12), **board}]
    waiting = {"on": secrets.day(), **said, "public_note": secrets.told("a public note that waits")}
    yield [waiting]
    declined = secrets.told("a declined public note")
    yield [{"on": "2025-06-01", **said, "public_note": declined}, {"on": "2025-06-02", **said, "declines": declined}]
    note = secrets.told("the public note of an exempt action") if hidden else f"public words {next(secrets._number)}"
    if chance.random() < 0.7:
        yield [{"on": "2025-07-01", **said, "public_note": note}, {"on": "2025-07-02", **said, "approves": note}]
    if chance.random() < 0.4:
        yield [
            {"on": secrets.day(), **said, "leads": chance.sample(leads, 2), "reason": secrets.told("the reason of other leads")}
        ]
    if chance.random() < 0.3:
        yield [{"on": secrets.day(), **said, "status": "completed", "note": secrets.told("a note")}]
    elif chance.random() < 0.3:
        yield [{"on": secrets.day(), **said, "status": "withdrawn", "reason": secrets.told("why it was withdrawn")}]


OUTPUTS = (
    *(f"list --public --format {kind}" for kind in ("plain", "csv", "json", "markdown")),
    *(f"overdue --public --due-within 300 --format {kind}" for kind in ("plain", "json")),
    *(
        f"board --all --public --full --since 2025-06-01 --format {kind}"
        for kind in ("plain", "json", "markdown", "words", "html")
    ),
    "export actions --public",
    "export recommendations --public --format json",
)


@settings(
    max_examples=PLANS // AT_ONCE,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),  # a smaller seed is no simpler plan
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_no_secret_of_a_thousand_generated_plans_is_in_any_public_output(edge: Edge, seed: int) -> None:
    secrets = Secrets(random.Random(seed))
    at = edge._replace(database=edge.database.with_name(f"{seed}.sqlite"), by=secrets.new("the author"))
    file = edge.database.with_name("plan.toml")
    documents = []
    for number in range(AT_ONCE):
        file.write_text(tomli_w.dumps(a_plan(number, secrets)), encoding="utf-8")
        documents.append(read_document(file))
    import_documents(at, documents, Wish(), lambda count: None)
    shows = [f"show p{n}:{ref} --public --as-at 2025-11-15" for n, ref in ((1, "R1.1"), (2, "R1"), (3, "R1.1"))]
    summary = "show p4:R1 --public --summary --as-at 2025-11-15"
    public_words = 0
    for command in (*(f"{each} --as-at 2025-11-15" for each in OUTPUTS), *shows, summary):
        text = seen_by_the_public(at.database, command)
        leaked = {secrets.places[token] for token in re.findall(rf"{MARK}\d+y", text)}
        assert (leaked, MARK in text) == (set(), False), f"{command}: {leaked}"
        public_words += text.count("public words")
    assert public_words > AT_ONCE, "what was approved is let out"
    at.database.unlink()


def seen_by_the_public(database: Path, command: str) -> str:
    """What a command prints; what may not be seen at all is refused."""
    code, text = run(database, *command.split())
    assert code == 0 or (code == 9 and command.startswith("show")), text
    return text if code == 0 else ""
