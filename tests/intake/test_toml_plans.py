"""Plan files: what the shipped ones hold, and that nothing misspelt or impossible gets in."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.refs import last_number
from actiontracker.intake.drafts import ActionDraft, Document, RecommendationDraft, Setting
from actiontracker.intake.toml_plans import read_plan_file

ROOT = Path(__file__).parents[2]
PAPERS = ROOT.parent / "shared" / "plans" / "plan-2012.json"
with_papers = pytest.mark.skipif(not PAPERS.exists(), reason="the published papers are not beside this checkout")


@cache
def shipped(name: str) -> Document:
    """A plan file that ships with the program."""
    path = ROOT / "plans" / f"{name}.toml"
    return read_plan_file(path.name, path.read_bytes())


def action(name: str, ref: str) -> ActionDraft:
    """One action of a shipped plan."""
    return next(a for a in shipped(name).actions if a.ref == ref)


def recommendation(name: str, ref: str) -> RecommendationDraft:
    """One recommendation of a shipped plan."""
    return next(r for r in shipped(name).recommendations if r.ref == ref)


ODD_DATES = {  # whose by-when is not as plain as a date
    "harrow-2012": {"S10.4)", "LAC11.1)"},
    "harrow-2020": set(),
    "harrow-sufficiency-2019": {"5)"},
    "example": {"R3.3)", "R3.4)", "R7.3)"},
}


@pytest.mark.parametrize(
    ("name", "recommendations", "actions"),
    [("harrow-2012", 22, 116), ("harrow-2020", 4, 15), ("harrow-sufficiency-2019", 0, 7), ("example", 8, 30)],
)
def test_a_shipped_plan_is_whole(name: str, recommendations: int, actions: int) -> None:
    document = shipped(name)
    assert document.slug == name
    assert {problem.place.partition(",")[0].partition(" (")[2] for problem in document.problems} == ODD_DATES[name]
    assert (len(document.recommendations), len(document.actions)) == (recommendations, actions)


def test_the_statuses_of_2012_are_those_of_the_paper() -> None:
    counted = Counter(a.status for a in shipped("harrow-2012").actions)
    assert counted == {"completed": 40, "in_progress": 40, "on_hold": 2, "not_started": 2, "not_stated": 32}


def test_green_is_reported_for_the_work_on_track_and_where_the_paper_prints_it() -> None:
    green = {a.ref: a.status for a in shipped("harrow-2012").actions if a.rag == "green"}
    printed = {"S1.6", "S1.7"}
    assert printed < set(green)
    assert [status for ref, status in green.items() if ref not in printed] == ["in_progress"] * 18
    assert {a.rag for a in shipped("harrow-2012").actions} == {"green", ""}


@pytest.mark.parametrize(
    ("ref", "numbers"), [("LAC2", [1, 2, 3, 4, 6, 7, 8]), ("S1", list(range(1, 12))), ("LAC11", [1, 2, 3])]
)
def test_actions_keep_the_numbers_of_the_paper(ref: str, numbers: list[int]) -> None:
    assert [last_number(a.ref) for a in shipped("harrow-2012").actions if a.recommendation == ref] == numbers


def test_only_lac1_and_lac6_have_no_outcome() -> None:
    assert [r.ref for r in shipped("harrow-2012").recommendations if not r.outcome] == ["LAC1", "LAC6"]


def test_s10_keeps_the_timescale_of_the_plan_and_that_of_the_report() -> None:
    s10 = recommendation("harrow-2012", "S10")
    assert (s10.timescale, s10.timescale_in_report) == ("Within 6 months", "Within three months")


def test_a_by_when_is_kept_as_printed_even_where_it_is_no_date() -> None:
    assert [action("harrow-2012", ref).by_when for ref in ("LAC11.1", "S10.4")] == ["31.9.12", "Ongoing to May 2013"]


def test_nothing_in_the_plan_of_2012_is_later_than_its_paper() -> None:
    document = shipped("harrow-2012")
    assert document.on == "2012-10-31"
    drafts = [*document.actions, *document.recommendations, *document.posts]
    assert [draft.place for draft in drafts if draft.history or draft.on] == []


@pytest.mark.parametrize("name", ["harrow-2012", "harrow-2020", "harrow-sufficiency-2019"])
def test_a_real_plan_says_that_its_ratings_are_not_the_council_s(name: str) -> None:
    notices = [setting.value for setting in shipped(name).settings if setting.name == "notice"]
    assert len(notices) == 1
    assert "ratings are this program's" in notices[0]


def test_recommendation_4_of_2020_has_no_actions_and_the_others_five_each() -> None:
    assert Counter(a.recommendation for a in shipped("harrow-2020").actions) == {"1": 5, "2": 5, "3": 5}
    assert recommendation("harrow-2020", "4").leads == ["Divisional Director Education Services"]


def test_what_the_plan_of_2020_prints_once_belongs_to_the_recommendation() -> None:
    first, theirs = recommendation("harrow-2020", "1"), action("harrow-2020", "1.1")
    assert (first.by_when, first.leads) == ("By 31.03.21", ["Head of Service Children In Need Service"])
    assert (theirs.by_when, theirs.leads) == ("", [])


def test_the_plan_of_2019_has_actions_without_recommendations_most_of_them_recurring() -> None:
    actions = shipped("harrow-sufficiency-2019").actions
    assert {a.recommendation for a in actions} == {None}
    assert [a.by_when for a in actions] == [
        *("Quarterly review", "July 2020", "Quarterly review", "Quarterly review"),
        *("Weekly and monthly panels", "Monthly", "Annually."),
    ]


@pytest.mark.parametrize(("name", "refs"), [("harrow-2012", ["LAC11.1"]), ("harrow-2020", []), ("harrow-sufficiency-2019", [])])
def test_the_dates_of_a_real_plan_that_cannot_be_read_are_told(name: str, refs: list[str]) -> None:
    places = [problem.place for problem in shipped(name).problems if problem.unread]
    assert [ref for place in places for ref in refs if f"({ref})" in place] == refs
    assert len(places) == len(refs)


def test_the_plan_of_nowhere_is_alive() -> None:
    acts = [act for a in shipped("example").actions for act in a.history]
    assert {"request", "grant", "refuse"} <= {key for act in acts for key in act.said}
    assert {"on_hold", "withdrawn", "completed", "in_progress"} <= {act.said.get("status") for act in acts}


@pytest.mark.parametrize("name", ["harrow-2012", "harrow-2020", "harrow-sufficiency-2019", "example"])
def test_every_lead_of_a_shipped_plan_is_in_its_key_but_the_board_members(name: str) -> None:
    document = shipped(name)
    key = {spelling for post in document.posts for spelling in (post.code, *(post.aliases or []))}
    named = {lead for a in document.actions for lead in a.leads or []}
    named |= {lead for r in document.recommendations for lead in r.leads or []}
    assert named - key == ({"Imp. Board members"} if name == "harrow-2012" else set())


@cache
def papers() -> dict[str, Any]:
    """The plan of 2012 as it was published, read by hand."""
    contents: dict[str, Any] = json.loads(PAPERS.read_text(encoding="utf-8"))
    return contents


def published() -> dict[str, dict[str, Any]]:
    """The published actions by ref."""
    return {f"{r['ref']}.{a['number']}": a for r in papers()["recommendations"] for a in r["actions"]}


STATUS_IN_PAPER = {"on_track": "in_progress", "unknown": "not_stated"}
READINGS = {
    "stage": (lambda a: a.stage, lambda p: p["stage"]),
    "leads": (lambda a: a.leads, lambda p: p["leads"]),
    "by when": (lambda a: a.by_when, lambda p: p["by_when_text"]),
    "status": (lambda a: a.status, lambda p: STATUS_IN_PAPER.get(p["status"], p["status"])),
    "rating": (lambda a: a.rag, lambda p: "green" if p["status"] == "on_track" else (p["rag_stated"] or "").lower()),
}


@with_papers
def test_the_refs_of_2012_are_those_of_the_paper_in_its_order() -> None:
    assert [a.ref for a in shipped("harrow-2012").actions] == list(published())
    assert [r.ref for r in shipped("harrow-2012").recommendations] == [r["ref"] for r in papers()["recommendations"]]


@with_papers
@pytest.mark.parametrize("fact", READINGS)
def test_a_fact_of_all_116_actions_is_that_of_the_paper(fact: str) -> None:
    ours, theirs = READINGS[fact]
    assert {a.ref: ours(a) for a in shipped("harrow-2012").actions} == {r: theirs(a) for r, a in published().items()}


@with_papers
def test_the_key_of_leads_and_its_spelling_variants_are_those_of_the_paper() -> None:
    posts = shipped("harrow-2012").posts
    titles = {post.code: post.title for post in posts if post.title}
    variants = {alias: post.code for post in posts for alias in post.aliases or []}
    assert titles == papers()["officers"]
    assert variants == papers()["lead_variants"]


def runs_of_six(text: str | None) -> set[tuple[str, ...]]:
    """Every six words that follow one another in a text."""
    words = re.findall(r"[a-z0-9']+", (text or "").lower())
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


@with_papers
def test_no_sentence_of_ours_shares_six_consecutive_words_with_the_paper() -> None:
    theirs: set[tuple[str, ...]] = set()
    for r in papers()["recommendations"]:
        theirs = theirs.union(*(runs_of_six(r[key]) for key in ("text", "outcome", "note")))
        theirs = theirs.union(*(runs_of_six(a[key]) for a in r["actions"] for key in ("text", "progress_text")))
    document = shipped("harrow-2012")
    ours = {f"{r.ref} {key}": getattr(r, key) for r in document.recommendations for key in ("text", "outcome", "note")}
    ours |= {f"{a.ref} {key}": getattr(a, key) for a in document.actions for key in ("text", "progress")}
    assert {place: shared for place, text in ours.items() if (shared := runs_of_six(text) & theirs)} == {}


PLAN = '[plan]\nslug = "north"\ncouncil = "Northford"\ntitle = "Plan"\non = 2025-04-28\n'
R1 = '[[recommendations]]\nref = "R1"\ntext = "Listen"\n'
A1 = '[[actions]]\nref = "R1.1"\nrecommendation = "R1"\ntext = "Ask"\n'
ACT = "[[actions.history]]\non = 2025-06-01\n"


def read(text: str, top: str = "format = 1\n" + PLAN) -> Document:
    """Read a made-up plan file."""
    return read_plan_file("north.toml", (top + text).encode())


def one_action(keys: str) -> ActionDraft:
    """Read one action with these keys beside the required ones."""
    return read(R1 + A1 + keys).actions[0]


def test_a_plan_file_gives_its_plan_rules_posts_recommendations_and_actions() -> None:
    document = read('[[settings]]\nname = "grace_days"\nvalue = 5\n[[posts]]\ncode = "DCS"\naliases = ["Director"]\n' + R1 + A1)
    assert (document.slug, document.council, document.on) == ("north", "Northford", "2025-04-28")
    assert document.settings == [Setting("title", "Plan"), Setting("grace_days", "5")]
    assert [(post.code, post.aliases) for post in document.posts] == [("DCS", ["Director"])]
    assert [(r.ref, r.text) for r in document.recommendations] == [("R1", "Listen")]
    assert [(a.ref, a.recommendation, a.text) for a in document.actions] == [("R1.1", "R1", "Ask")]


def test_a_day_may_be_a_toml_date_a_midnight_or_the_same_in_quotes() -> None:
    days = ("2025-09-30", '"2025-09-30"', "2025-09-30T00:00:00")
    assert {one_action(f"deadline = {day}\n").deadline for day in days} == {"2025-09-30"}


def test_refs_become_one_spelling() -> None:
    text = R1.replace('"R1"', '"R1."') + A1.replace('"R1.1"', '"R1 (1)"').replace('"R1"', '" R1 "') + 'also_answers = ["R1:"]\n'
    document = read(text)
    assert document.recommendations[0].ref == "R1"
    assert (document.actions[0].ref, document.actions[0].recommendation) == ("R1.1", "R1")
    assert document.actions[0].also_answers == ["R1"]


@pytest.mark.parametrize(
    ("keys", "status"),
    [('progress = "Completed: all of it"\n', "not_stated"), ("", None), ('progress = "x"\nstatus = "on_hold"\n', "on_hold")],
)
def test_a_progress_note_without_a_status_is_not_stated(keys: str, status: str | None) -> None:
    assert one_action(keys).status == status


def test_a_key_left_out_of_a_plan_file_says_that_nothing_is_there() -> None:
    bare = one_action("")
    assert (bare.stage, bare.by_when, bare.recurrence, bare.rag, bare.leads) == ("", "", "", "", [])


def test_history_is_kept_in_the_order_of_recording_with_day_author_and_what_was_said() -> None:
    drafted = one_action(ACT + 'status = "completed"\n' + ACT.replace("06", "05") + 'by = "DCS"\nexpected = 2025-07-01\n')
    said = [(act.on, act.by, act.said) for act in drafted.history]
    assert said == [("2025-06-01", None, {"status": "completed"}), ("2025-05-01", "DCS", {"expected": "2025-07-01"})]
    assert [act.place.endswith(f"actions 1 (R1.1), history {n}") for n, act in enumerate(drafted.history, 1)] == [True, True]


def test_a_byte_order_mark_before_a_plan_file_is_passed_over() -> None:
    assert read_plan_file("north.toml", b"\xef\xbb\xbf" + ("format = 1\n" + PLAN + R1).encode()).slug == "north"


REFUSED = [
    pytest.param('titel = "x"\n', "plan, titel: unknown key", id="a misspelt key of the plan"),
    pytest.param(A1 + 'staus = "completed"\n', "actions 1 (R1.1), staus: unknown key", id="a misspelt key of an action"),
    pytest.param(R1 + 'outcom = "x"\n', "recommendations 1 (R1), outcom: unknown key", id="a misspelt key of a recommendation"),
    pytest.param('[[posts]]\ncode = "DCS"\nname = "x"\n', "posts 1 (DCS), name: unknown key", id="a misspelt key of a post"),
    pytest.param(R1 + A1 + ACT + 'notes = "x"\n', "actions 1 (R1.1), history 1, notes: unknown key", id="a misspelt key of an act"),
    pytest.param("[[action]]\n", "unknown table 'action'", id="a misspelt table"),
    pytest.param('[[settings]]\nname = "grace"\nvalue = 5\n', "settings 1 (grace): unknown setting 'grace'", id="a setting"),
    pytest.param('[[settings]]\nname = "grace_days"\nvalue = "-1"\n', "settings 1 (grace_days)", id="a number below none"),
    pytest.param('[[settings]]\nname = "grace_days"\nvalue = true\n', "settings 1 (grace_days), value", id="a yes for a number"),
    pytest.param('[[settings]]\nname = "closure_rule"\nvalue = "x"\n', "settings 1 (closure_rule)", id="an unknown closure rule"),
    pytest.param(R1 + A1 + "stage = 5\n", "actions 1 (R1.1), stage: 5 is not a text", id="a number for a text"),
    pytest.param(R1 + A1 + 'leads = "DCS"\n', "actions 1 (R1.1), leads: 'DCS' is not a list", id="a text for a list"),
    pytest.param(R1 + A1 + "leads = [1]\n", "actions 1 (R1.1), leads", id="a number in a list of texts"),
    pytest.param(R1 + A1 + 'leads = [""]\n', "actions 1 (R1.1), leads", id="an empty lead"),
    pytest.param(R1 + A1 + 'deadline = "31.9.12"\n', "actions 1 (R1.1), deadline: '31.9.12' is not a day", id="a day that is none"),
    pytest.param(R1 + A1 + "deadline = 2025-09-30T12:00:00\n", "actions 1 (R1.1), deadline", id="a moment for a day"),
    pytest.param(R1 + A1 + ACT + "done = false\n", "actions 1 (R1.1), history 1, done", id="a flag that says no"),
    pytest.param("recommendations = 5\n", "plan, recommendations", id="a table inside the plan"),
    pytest.param('[actions]\nref = "R1.1"\n', "actions: not a list of tables", id="one table for a list"),
    pytest.param('[[actions]]\nref = "R1.1"\n', "actions 1 (R1.1): 'text' is missing", id="an action without a text"),
    pytest.param('[[actions]]\ntext = "x"\n', "actions 1: 'ref' is missing", id="an action without a ref"),
    pytest.param('[[actions]]\nref = "."\ntext = "x"\n', "actions 1 (.): the ref", id="a ref without a letter or number"),
    pytest.param('[[actions]]\nref = "a:1"\ntext = "x"\n', "actions 1 (a:1): the ref", id="a ref with a colon"),
    pytest.param('[[posts]]\ncode = "A"\n' * 2, "posts 2 (A): 'A' stands already in posts 1 (A)", id="a code twice"),
    pytest.param("", "no recommendation, no action and no post", id="a plan of nothing"),
    pytest.param('[[actions]]\nref = "1"\ntext = " "\n', "actions 1 (1): 'text' is missing", id="a text of spaces"),
    pytest.param('[[actions]]\nref = "1"\ntext = ""\n', "actions 1 (1): 'text' is missing", id="an empty text"),
    pytest.param('[[posts]]\ntitle = "x"\n', "posts 1: 'code' is missing", id="a post without a code"),
    pytest.param(R1 + A1 + '[[actions.history]]\nnote = "x"\n', "actions 1 (R1.1), history 1: 'on' is missing", id="an undated act"),
    pytest.param(R1 + A1 + 'status = "done"\n', "actions 1 (R1.1), status: unknown status 'done'", id="an unknown status"),
    pytest.param(R1 + A1 + ACT + 'status = "done"\n', "history 1, status: unknown status 'done'", id="an act's unknown status"),
    pytest.param(R1 + A1 + 'rag = "yellow"\n', "actions 1 (R1.1), rag: unknown rag 'yellow'", id="an unknown colour"),
    pytest.param(R1 + A1 + 'recurrence = "daily"\n', "actions 1 (R1.1), recurrence", id="an unknown recurrence"),
    pytest.param(R1 + A1 + A1.replace("R1.1", "r1 (1)"), "actions 2 (r1 (1)): the ref r1.1 stands already in actions 1", id="a ref twice"),
    pytest.param(R1 + R1, "recommendations 2 (R1): the ref R1 stands already in recommendations 1", id="a recommendation twice"),
    pytest.param(A1, "actions 1 (R1.1): there is no recommendation 'R1'", id="an unknown recommendation"),
    pytest.param(R1 + A1 + 'also_answers = ["R9"]\n', "there is no recommendation 'R9'", id="an unknown further recommendation"),
    pytest.param(R1 + A1 + ACT, "actions 1 (R1.1), history 1: says nothing", id="an act that says nothing"),
    pytest.param(R1 + A1 + ACT + 'by = "DCS"\n', "actions 1 (R1.1), history 1: says nothing", id="an act that only has an author"),
    pytest.param(R1 + A1 + "history = 5\n", "actions 1 (R1.1), history: not a list", id="a history that is no list"),
    pytest.param(R1 + A1 + "history = [5]\n", "actions 1 (R1.1), history 1: not a table", id="an act that is no table"),
    pytest.param("x = " + "[" * 500 + "]" * 500, "north.toml: not TOML (nested too deeply)", id="500 nested brackets"),
    pytest.param("[[actions]", "north.toml: not TOML", id="broken TOML"),
    pytest.param('version = "1"\nversion = "2"\n', "north.toml: not TOML", id="a key twice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), REFUSED)
def test_a_file_that_does_not_keep_to_the_format_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(text)
    assert refusal.value.what.startswith("north.toml")
    assert place in refusal.value.what
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("text", "first"), [(R1 + A1 + A1.replace("R1.1", "r1 (1)"), "actions 1 (R1.1)"), (R1 + R1, "recommendations 1 (R1)")]
)
def test_a_ref_that_stands_twice_is_refused_with_the_place_of_the_first(text: str, first: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(text)
    assert refusal.value.what.endswith(f"stands already in {first}")


@pytest.mark.parametrize("slug", ["North", "north ford", "-north", "north-", "north--ford", "north/ford", "nörth", "north\\n"])
def test_a_slug_that_is_no_short_name_is_refused(slug: str) -> None:
    with pytest.raises(InputRefused, match=r"^north.toml, plan.slug: "):
        read("", "format = 1\n" + PLAN.replace('"north"', f'"{slug}"'))


@pytest.mark.parametrize("key", ["slug", "council", "title", "on"])
def test_a_plan_without_a_required_key_is_refused(key: str) -> None:
    lines = [line for line in PLAN.splitlines(keepends=True) if not line.startswith(key)]
    with pytest.raises(InputRefused, match=rf"^north.toml, plan: '{key}' is missing"):
        read("", "format = 1\n" + "".join(lines))


@pytest.mark.parametrize(
    "top", ["", PLAN, "format = 2\n" + PLAN, 'format = "1"\n' + PLAN, "format = 1\n", "format = 1\nplan = 5\n"]
)
def test_a_file_that_is_no_plan_file_is_refused(top: str) -> None:
    with pytest.raises(InputRefused, match=r"^north.toml: not a plan file"):
        read("", top)


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"^north.toml: not TOML"):
        read_plan_file("north.toml", "title = “x”".encode("cp1252"))
