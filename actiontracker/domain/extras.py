"""Extra fields of an action: what its document prints under headings that are no field of ours."""

Extra = dict[str, str]
"""Heading as printed to text; blank ones are left out."""


def packed(extra: Extra | None) -> str:
    """As one text, in the order of the document; "" where nothing is printed."""
    import json  # not for the commands that only read

    said = {heading: text for heading, text in (extra or {}).items() if text}
    return json.dumps(said, ensure_ascii=False) if said else ""


def unpacked(text: str | None) -> Extra:
    """The fields of a packed text; what was removed from it for a lawful reason is under no heading."""
    if not text:
        return {}
    import json

    try:
        return dict(json.loads(text))
    except ValueError:
        return {"": text}
