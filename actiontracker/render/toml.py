"""Plans and scorecards as files (plans/README.md)."""

from typing import Any

import tomli_w

_DAYS: tuple[str, ...] = ("on", "published", "deadline", "expected", "request", "grant", "refuse", "as_at")
_DAYS += ("dated", "expires", "reaudit_due", "baseline_on", "received", "met_on")


def toml_file(contents: dict[str, Any]) -> str:
    """The file's text: days as TOML days, long texts on one line each."""
    return tomli_w.dumps(_typed(contents))


def _typed(value: Any, key: str = "") -> Any:
    from datetime import date

    if isinstance(value, dict):
        return {name: _typed(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_typed(item) for item in value]
    return date.fromisoformat(value) if key in _DAYS and isinstance(value, str) and value else value
