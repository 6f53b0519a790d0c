"""Plans that no council has: one that attacks every writer, and one that is longer than a page."""

from pathlib import Path
from typing import Any

import tomli_w

ATTACKS = {
    "style": "</style><script>document.title='broken in'</script>",
    "image": '"><img src=x onerror=console.error(1)>',
    "svg": "</svg></title></desc><script>console.error(2)</script>",
    "template": "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "markdown": "| **bold** _line_ `tick` [link](http://evil.example) ![x](http://evil.example/x.png) <!-- -->",
    "css": "\"; } body { display: none } /* @import 'http://evil.example'; \\",
    "word": "]]> <w:p/> &amp; &#0; \ufffe {PAGE} =HYPERLINK(1)",
    "entities": "&lt;b&gt; &nbsp; &copy; AT&T 5 < 6 > 4 'single' \"double\"",
}
SEEN = "<script>", "onerror=console.error(1)", "{{ 7*7 }}", "&lt;b&gt;", "AT&T"
"""Parts of attacks that a reader must see as they were written."""
MARKS = "beep\x07 tab\tescape\x1b[31mred \u202eright to left\u202c \u200bzero \u2028line \x85next \x0cpage"
WORLD = "שלום עולם مرحبا 中文字符 👩‍👩‍👧‍👦😀 e\u0301\u0323 ﷽"
LONG_WORD, LONGEST_WORD = "w" * 500, "W" * 20_000
NOTICE = "An invented plan </style><script>console.error(3)</script> } \" ' \\ that means harm: 100% \u202e⚠"
CONTROLS = set(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)])) | set(
    "\u202a\u202b\u202c\u202d\u202e\u200b\ufeff"
)


def hostile_plan(path: Path) -> None:
    """A plan whose every text, name and reference tries something; one attack an action, all of them late."""
    posts = [
        {"code": f"HoS {number} {attack[:24]}", "title": f"{attack} {MARKS}", "organisation": attack}
        for number, attack in enumerate(ATTACKS.values(), 1)
    ]
    posts.append({"code": LONG_WORD, "title": WORLD})
    recommendations: list[dict[str, Any]] = [
        {
            "ref": f"R{number}",
            "area": f"{attack} {name}",
            "text": f"{attack} {MARKS}",
            "outcome": attack,
            "timescale": attack,
            "note": attack,
        }
        for number, (name, attack) in enumerate(ATTACKS.items(), 1)
    ]
    recommendations.append({"ref": "R<b>9", "area": LONG_WORD, "text": LONGEST_WORD, "note": WORLD})
    actions = [_attacked(number, attack, posts[number - 1]["code"]) for number, attack in enumerate(ATTACKS.values(), 1)]
    wide = _attacked(9, f"{WORLD} {LONG_WORD}", LONG_WORD)
    wide |= {"recommendation": "R<b>9", "progress": f"{WORLD} {LONGEST_WORD} {MARKS}"}
    plan = {"slug": "hostile", "council": NOTICE, "title": f"Plan {ATTACKS['style']} {ATTACKS['svg']}", "notice": NOTICE}
    plan |= {"on": "2025-01-31", "version": ATTACKS["image"]}
    _write(path, plan, posts, recommendations, [*actions, wide])


def _attacked(number: int, attack: str, lead: str) -> dict[str, Any]:
    moved = [
        {"on": "2025-02-10", "by": "x", "request": "2025-09-30", "reason": attack, "label": "a"},
        {"on": "2025-05-10", "by": "x", "grant": "2025-04-30", "agreed_by": attack, "minute": attack[:20], "answers": "a"},
        {"on": "2025-05-11", "by": "x", "status": "on_hold", "note": f"{attack}\n{MARKS}"},
        {"on": "2025-05-12", "by": "x", "request": "2025-12-30", "reason": attack},
    ]
    text = {"ref": f"R{number}.<i>{number}", "text": f"{attack} {MARKS}", "by_when": "28.2.25", "progress": attack}
    return text | {"recommendation": f"R{number}", "leads": [lead], "status": "in_progress", "rag": "green", "history": moved}


def hostile_scorecard(path: Path) -> None:
    """A scorecard whose every text tries something; all of its indicators are red."""
    indicators = [
        {
            "key": f"attack-{number}",
            "ref": f"N<i>{number}",
            "heading": attack,
            "description": f"{attack} {MARKS} {WORLD if number == 1 else LONG_WORD}",
            "unit": "percent",
            "polarity": "higher",
            "accrual": "snapshot",
            "owner": attack,
            "values": [
                {"period": "2023-24", "value": "60"},
                {"period": "2024-Q1", "value": "50 (50/100)", "note": attack},
            ],
            "targets": [{"period": "2024-25", "value": "95"}],
            "comparators": [
                {"kind": "england", "period": "2022-23", "value": "70"},
                {"kind": "best_london", "name": attack, "rank": 1, "period": "2022-23", "value": "99"},
            ],
            "comments": [{"text": f"{attack}\n{MARKS}", "on": "2025-02-01", "by": "x"}],
        }
        for number, attack in enumerate(ATTACKS.values(), 1)
    ]
    card = {"slug": "hostile", "council": NOTICE, "title": f"Card {ATTACKS['style']}", "notice": NOTICE, "on": "2025-01-31"}
    path.write_text(tomli_w.dumps({"format": 1, "scorecard": card, "indicators": indicators}), encoding="utf-8")


def long_plan(path: Path, count: int = 120) -> None:
    """A plan whose overdue table spans pages; each row has a lead of its own, whose code takes lines and ends as no other."""
    lead = "Head of Service for Help and Protection and for Contact, Referral and Assessment"
    posts = [{"code": f"{lead} End{number}", "title": "An invented post"} for number in range(1, count + 1)]
    actions = [
        {"ref": f"L{number}", "text": f"Late action {number}", "by_when": "28.2.25", "leads": [f"{lead} End{number}"]}
        for number in range(1, count + 1)
    ]
    plan = {
        "slug": "long",
        "council": "An invented council",
        "title": "A long plan",
        "on": "2025-01-31",
        "notice": "Invented: all of it.",
    }
    _write(path, plan, posts, [], actions)


def _write(path: Path, plan: dict[str, Any], posts: list[Any], recommendations: list[Any], actions: list[Any]) -> None:
    document = {"format": 1, "plan": plan, "posts": posts, "recommendations": recommendations, "actions": actions}
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
