"""The one rule that reads every fact, as two SQL templates (docs/decisions.md, "One rule").

What holds of a key as at `:day`, as known at `:head`, is what was said by the fact that is greatest in
(effective_on, entry) among the facts of that key that say something and belong to no retracted entry.
"""

RECORDED = "{0}.entry <= :head and not exists (select 1 from retraction t where t.retracted = {0}.entry and t.entry <= :head)"


def recorded(alias: str) -> str:
    """The condition that a fact was recorded by `:head`, for whatever day, and not retracted by then."""
    return RECORDED.format(alias)


def known(alias: str) -> str:
    """The condition that a fact was effective by `:day`, recorded by `:head`, and not retracted by then."""
    return f"{alias}.effective_on <= :day and {recorded(alias)}"


def last(column: str, table: str, key: str, extra: str = "") -> str:
    """One-valued facts: what was last said of the key."""
    return (
        f"(select x.{column} from {table} x where {key} and {known('x')}{extra}"
        " order by x.effective_on desc, x.entry desc limit 1)"
    )


_REMOVED = """'[removed ' || (select substr(g.recorded_at, 1, 10) from redaction d join entry g on g.seq = d.entry
  where d.words_id = w.id order by d.entry limit 1) || ']'"""


def spoken(words: str) -> str:
    """The text of a sentence by its id; of one that was lawfully erased, that it was removed, and on which day."""
    return f"(select coalesce(w.text, {_REMOVED}) from words w where w.id = {words})"


def standing(table: str, key: tuple[str, ...], value: str, extra: str = "1 = 1") -> str:
    """Many-valued facts: the keys whose last saying is a yes (`value`), among those that `extra` narrows to."""
    same = " and ".join(f"y.{column} = x.{column}" for column in key)
    return (
        f"(select x.* from {table} x where {extra} and {known('x')} and {value}"
        f" and not exists (select 1 from {table} y where {same} and {known('y')}"
        " and (y.effective_on, y.entry) > (x.effective_on, x.entry)))"
    )
