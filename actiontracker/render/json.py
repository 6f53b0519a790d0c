"""Records as JSON: `{"schema": "actiontracker/overdue/1", "as_at": …, "rows": […]}`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def json_rows(name: str, as_at: str | None, rows: Iterable[Any]) -> Iterator[str]:
    """Rows streamed into one object: records become objects with their field names."""
    head = {"schema": f"actiontracker/{name}/1"} | ({"as_at": as_at} if as_at else {})
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for count, row in enumerate(rows):
        yield ("" if count == 0 else ",") + "\n  " + json.dumps(plain(row), ensure_ascii=False)
    yield "\n]}\n"


def json_record(name: str, record: Any) -> Iterator[str]:
    """One record as an object."""
    yield json.dumps({"schema": f"actiontracker/{name}/1", **plain(record)}, ensure_ascii=False, indent=1) + "\n"


def plain(value: Any) -> Any:
    """Records as objects, tuples as lists, all the way down."""
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
