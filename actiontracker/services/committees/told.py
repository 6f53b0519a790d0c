"""What an entry says of boards, meetings, decisions, holders and risks, for the record that people read."""

from typing import Any

from actiontracker.store import committees
from actiontracker.store.connection import Connection
from actiontracker.store.history import FactRow

COMMITTEE_TABLES = (
    *("board_text", "board_member", "standing_item", "meeting_text", "agenda_item", "item_text", "item_author", "clearance"),
    *("plan_route", "matter", "matter_text", "matter_answer", "matter_repeats", "post_holder", "post_cover", "risk_text"),
    *("risk_of_action", "risk_of_recommendation"),
)
_PLAIN = {
    "board_text": ("board", "frequency", "terms", "clear_days", "clearances"),
    "meeting_text": ("held_on", "papers_by", "access", "published", "note", "reason"),
    "agenda_item": ("title",),
    "item_text": (
        *("purpose", "number", "listed_as", "pages", "received", "officer", "portfolio_holder", "recommends"),
        *("implications", "reason"),
    ),
    "matter_text": ("kind", "minute", "text", "asks_for", "due", "asked_by", "reason"),
    "matter_answer": ("answered_on", "text"),
    "post_holder": ("until",),
    "post_cover": ("until",),
    "plan_route": ("body", "version", "outcome"),
    "risk_text": ("risk", "title", "score", "target", "reason"),
}
"""What these tables say in words of their own."""


def told_of_committees(table: str, row: FactRow, said: dict[str, Any]) -> dict[str, Any]:
    """What a row says, beside what the entry `said` so far."""
    told: dict[str, Any] = {name: row[name] for name in _PLAIN.get(table, ()) if name in row}
    if table == "meeting_text" and row.get("cancelled") == 1:
        told["meeting_state"] = "cancelled"
    elif table == "item_text" and row.get("withdrawn") == 1:
        told["meeting_state"] = "taken off the work programme"
    elif table == "post_holder":
        told["holder"] = row.get("holder", "vacant")
    elif table == "post_cover":
        told["cover"] = "another post" if "covered_by" in row else "nobody any more"
    elif table == "matter_repeats":
        told["repeats_count"] = said.get("repeats_count", 0) + 1
    elif table == "clearance":
        told["clearances"] = f"{row['clearer']} {row.get('cleared_on', 'not yet')}"
    elif table in ("risk_of_action", "risk_of_recommendation"):
        told["risk"] = f"{row['risk']}{'' if row['stands'] == 1 else ' no longer'}"
    elif table == "standing_item":
        told["standing"] = [*said.get("standing", []), row["title"]]
    return told


def named_of_committees(conn: Connection, table: str, row: FactRow, codes: dict[int, str]) -> str | None:
    """What a row is about, by the name that people know it by; None where another row of the entry says so."""
    if "matter_id" in row:
        return committees.name_of(conn, int(str(row["matter_id"])))
    if table in ("board_text", "board_member", "standing_item"):
        return str(row["board"])
    if "item_id" in row and table != "matter_answer":
        return f"item {row['item_id']}"
    if table in ("meeting_text", "agenda_item"):
        return f"meeting {row['meeting_id']}"
    if table in ("post_holder", "post_cover"):
        return codes.get(int(str(row["post_id"])))
    return str(row["risk"]) if table == "risk_text" else None
