"""Headings to fields, by meaning: councils do not share their words."""

import re

ACTION_FIELDS = {
    "recommendation_ref": r"rec(ommendation)?s? (ref|reference|no|number|id)|rec",
    "area": r"area|section|theme|service area|judgement area",
    "timescale": r"timescale|priority timescale",
    "recommendation": r"recommendations?|area for improvement|finding|issue|what needs to improve",
    "outcome": r"outcomes?( required| wanted)?|success criteria|what will be different|intended outcome",
    "number": r"action (no|number)|no|number|item",
    "ref": r"ref(erence)?( no)?|action (ref|reference|id)",
    "stage": r"stage|phase",
    "action": r"actions?( required)?|what will be done|tasks?|what needs to happen|action text",
    "leads": r"leads?( officers?)?|owners?|responsible( officer| person)?|by whom|assigned to|lead officer executive head",
    "by_when": r"by when|deadline|target date|due( date)?|when",
    "status": r"status",
    "rag": r"b?rag( rating| status)?|reported rag|rating",
    "progress": r"progress( update| notes?)?|updates?|comments?|latest (note|update)",
    "also_answers": r"also answers",
    "accountable": r"accountable( lead)?",
}
LEAD_FIELDS = {
    "code": r"code|abbreviation|initials|acronym",
    "title": r"(job )?title|post( title)?|role|full title|name of post",
    "organisation": r"organisation|agency|organization|employer",
    "reports_to": r"reports to|line manager|manager",
    "aliases": r"aliases|also written( as)?|variants",
}


def plain_heading(text: str) -> str:
    """A heading without case, footnote marks, line breaks and punctuation: "By When:[ii]" is "by when"."""
    text = re.sub(r"\[[^\]]*\]", " ", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def map_headings(headings: list[str], fields: dict[str, str]) -> dict[str, int]:
    """Field to column number. The first column that fits a field has it; exact names of ours come before synonyms."""
    plain = [plain_heading(heading) for heading in headings]
    places: dict[str, int] = {}
    for field in fields:
        if field.replace("_", " ") in plain:
            places[field] = plain.index(field.replace("_", " "))
    for field, words in fields.items():
        for place, heading in enumerate(plain):
            if field not in places and place not in places.values() and re.fullmatch(words, heading):
                places[field] = place
    return places


def action_columns(headings: list[str]) -> dict[str, int]:
    """The columns of a table of actions; empty where no column can be read as an action.

    `ref` is the action's own ref unless a column for its number stands beside it: then it is the recommendation's
    (`Ref` S1, `Action No` 3).
    """
    places = map_headings(headings, ACTION_FIELDS)
    plain = [plain_heading(heading) for heading in headings]
    if "rag reported" in plain:  # our own export: its `rag` is the rating that we computed
        places["rag"] = plain.index("rag reported")
    if "ref" in places and "number" in places and "recommendation_ref" not in places:
        places["recommendation_ref"] = places.pop("ref")
    return places if "action" in places else {}


def lead_columns(headings: list[str]) -> dict[str, int]:
    """The columns of a key of leads (code, title, organisation …); empty where the table is none."""
    places = map_headings(headings, LEAD_FIELDS)
    return places if "code" in places and "title" in places and not action_columns(headings) else {}
