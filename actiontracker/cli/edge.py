"""What comes in from outside: the clock, the author, the database. Nothing else asks for them."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from actiontracker.domain.deadlines import typed_day
from actiontracker.domain.errors import UsageFault
from actiontracker.services.edge import Edge

_LONGEST_MINUTE = 40


class Given(NamedTuple):
    """What was said before the command."""

    database: str
    token: str


def today() -> date:
    """The day on the wall."""
    return date.today()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def database(ctx: Any) -> Path:
    """The database that is meant: --db, else $ACTIONTRACKER_DB, else ./db.sqlite."""
    return Path(ctx.obj.database or os.environ.get("ACTIONTRACKER_DB") or "db.sqlite")


def edge(ctx: Any, by: str | None = None) -> Edge:
    """The edge of a writing command. `by` defaults to $ACTIONTRACKER_BY, else the login."""
    if ctx.obj.token:
        from actiontracker.store.connection import check_not_repeated

        check_not_repeated(database(ctx), ctx.obj.token)
    moment = now().isoformat(timespec="seconds").replace("+00:00", "Z")
    return Edge(database(ctx), author(by), moment, today().isoformat(), ctx.obj.token or None)


def tell_where(path: Path) -> None:
    """Say, when a database is made, that it lies where locks may not hold, and what is safe there."""
    from actiontracker.cli.output import say
    from actiontracker.store.places import network_file_system

    if kind := network_file_system(path):
        say(f"{path} lies on a network file system ({kind}): let one person write at a time, and keep backups on a local disk")


def author(by: str | None) -> str:
    """Who records: --by, else $ACTIONTRACKER_BY, else the login. Raises UsageFault where there is none."""
    name = by if by is not None else os.environ.get("ACTIONTRACKER_BY") or _login()
    if not name.strip():
        raise UsageFault("nobody is named as the author", "say --by POST, or set ACTIONTRACKER_BY")
    return valid("the author", name.strip())


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def day(text: str | None, option: str) -> str | None:
    """A typed day as ISO text, or None where none was typed. Raises UsageFault."""
    return typed_day(text, option).isoformat() if text is not None else None


def day_or_less(text: str | None, option: str) -> str | None:
    """A typed day as ISO text, or a month (2017-05) or a year where no more is known. Raises UsageFault."""
    short = (text or "").strip()
    return short if re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2]))?", short, re.ASCII) else day(text, option)


def day_or_today(text: str | None, option: str) -> str:
    """A typed day as ISO text, today where none was typed. Raises UsageFault."""
    return day(text, option) or today().isoformat()


def valid(name: str, text: str) -> str:
    """Text from the environment or stdin, or UsageFault where it cannot be stored (bytes that are no UTF-8, NUL)."""
    if any("\ud800" <= char <= "\udfff" for char in text) or "\0" in text:
        raise UsageFault(f"{name}: not valid text", "type it in UTF-8")
    return text


def said(text: str | None) -> str | None:
    """A text option without white space around it; None where it was not given."""
    return None if text is None else text.strip()


def body(text: str | None, option: str) -> str:
    """The name of a board, or UsageFault where none is given."""
    name = " ".join((text or "").split())
    if not name:
        raise UsageFault(f"{option} is missing", "say which body decided, such as --board 'Improvement Board'")
    return valid(option, name)


def minute(text: str | None) -> str | None:
    """The number of a minute as minutes print it (12, 97(b), 4.2), or UsageFault for what is none."""
    if text is None:
        return None
    number = " ".join(text.split())
    if len(number) > _LONGEST_MINUTE or not any(char.isdigit() for char in number):
        raise UsageFault(f"--minute {text!r} is no number of a minute", "give it as the minutes print it, such as 12")
    return valid("--minute", number)
