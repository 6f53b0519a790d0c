"""A page in a real Chromium, with all that it said and asked for."""

from pathlib import Path
from typing import Any

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

_STRUCTURE = """() => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => +one.tagName[1]),
  scripts: document.querySelectorAll('script, img, iframe, object, embed, link, form').length,
  tables: [...document.querySelectorAll('table')].map(one => ({
    caption: one.caption?.textContent.trim() ?? '',
    columns: [...one.querySelectorAll('thead th')].map(head => head.scope),
    rows: [...one.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('th')].map(head => head.scope).join()),
  })),
  pictures: [...document.querySelectorAll('svg')].map(one => ({
    role: one.getAttribute('role'),
    named: one.getAttribute('aria-labelledby').split(' ').map(id => one.querySelector('#' + id)?.textContent ?? ''),
  })),
})"""
_FOCUS = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  return {text: one.textContent.trim(), href: one.getAttribute('href'), outline: getComputedStyle(one).outlineStyle,
    isSeen: box.width > 20 && box.height > 10 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight,
    isInMain: !!one.closest('main')};
}"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
"""The spacing that a reader may set (WCAG 1.4.12)."""


class Seen:
    """A page that is open, and what it has said and asked for so far."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))

    def show(self, file: Path, width: int = 1280) -> None:
        """Load a file at a width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(file.as_uri())

    def widest(self) -> int:
        """How wide the page is, whatever is visible of it."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def structure(self) -> dict[str, Any]:
        """Headings, tables and pictures as a screen reader finds them."""
        return dict(self.page.evaluate(_STRUCTURE))

    def focus(self) -> dict[str, Any]:
        """What has the keyboard."""
        return dict(self.page.evaluate(_FOCUS))

    def violations(self) -> list[str]:
        """What axe finds wrong, each with the first place."""
        from axe_playwright_python.sync_playwright import Axe

        rules = {"target-size": {"enabled": True}}
        options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": AXE_TAGS}, "rules": rules}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{one['id']}: {len(one['nodes'])}, first {one['nodes'][0]['html'][:200]}" for one in found]

    def print_to(self, pdf: Path) -> Path:
        """Print it as the style sheet says."""
        self.page.pdf(path=str(pdf), prefer_css_page_size=True, print_background=True)
        return pdf
