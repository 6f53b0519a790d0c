"""Records as JSON: `{"schema": "actiontracker/overdue/1", "as_at": …, "rows": […]}`."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from actiontracker.domain.plan import Record

# JSON escapes the controls below U+0020 by itself; a terminal obeys those above U+007E too.
_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def json_rows(
    name: str, as_at: str | None, rows: Iterable[Any], record: Record | None = None, withheld: dict[str, int] | None = None
) -> Iterator[str]:
    """Rows streamed into one object: records become objects with their field names."""
    head: dict[str, Any] = {"schema": f"actiontracker/{name}/1"} | ({"as_at": as_at} if as_at else {})
    head |= {"record": plain(record)} if record else {}
    head |= {"withheld": withheld} if withheld is not None else {}
    yield _dumped(head)[:-1] + ', "rows": ['
    for count, row in enumerate(rows):
        yield ("" if count == 0 else ",") + "\n  " + _dumped(plain(row))
    yield "\n]}\n"


def json_record(name: str, record: Any) -> Iterator[str]:
    """One record as an object."""
    yield _dumped({"schema": f"actiontracker/{name}/1", **plain(record)}, indent=1) + "\n"


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(_CONTROLS)


def plain(value: Any) -> Any:
    """Records as objects, tuples as lists, all the way down."""
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() and value.as_tuple().exponent >= 0 else float(value)  # type: ignore[operator]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
