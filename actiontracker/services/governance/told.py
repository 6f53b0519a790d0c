"""What an entry says of inspections and themes, for the record that people read."""

from typing import Any

from actiontracker.store.history import FactRow

GOVERNANCE_TABLES = (
    *("inspection_text", "judgement", "inspection_clock", "recommendation_source", "addressed_to", "theme_of"),
)
_TEXT = ("framework", "title", "began", "ended", "received", "published", "report", "note", "scale", "reason")


def told_of_governance(table: str, row: FactRow, said: dict[str, Any]) -> dict[str, Any]:
    """What a row says, beside what the entry `said` so far: judgements, agencies and clocks each as one list."""
    if table == "inspection_text":
        return {name: row[name] for name in _TEXT if name in row}
    if table == "judgement":
        name = f"{row['area']}: {row['name']}" if row["area"] else str(row["name"])
        return {"judgements": [*said.get("judgements", []), f"{name} {row.get('grade', 'no longer')}"]}
    if table == "inspection_clock":
        met = f" met {row['met_on']}" if "met_on" in row else ""
        return {"clocks": [*said.get("clocks", []), f"{row['name']}{met}"]}
    if table == "addressed_to":
        return {"agencies": list(dict.fromkeys([*said.get("agencies", []), row["agency"]]))}
    if table == "theme_of":
        return {"theme": row["theme"]}
    return {"source": "an inspection"}
