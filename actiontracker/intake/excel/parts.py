"""The parts of a workbook and how they belong together: which sheets there are, and what belongs to each."""

import posixpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from actiontracker.domain.errors import InputRefused
from actiontracker.domain.problems import Problem
from actiontracker.intake.container import Container


class Sheet(NamedTuple):
    """A worksheet: its number among all sheets, its name, whether it is hidden, and the part with its cells."""

    number: int
    name: str
    hidden: bool
    part: str


class Package:
    """A workbook's parts. Raises InputRefused where it is no workbook, or has macros.

    `problems` tells of parts beside the cells that could not be read: a workbook is not refused for those.
    """

    def __init__(self, container: Container) -> None:
        self.container = container
        self.problems: list[Problem] = []
        self._names = {part.lower(): part for part in container.parts}
        self._refuse_macros()
        self._main = next(iter(self.related("", "/officeDocument")), "xl/workbook.xml")
        self._workbook = self.root(self._main)
        if not self._workbook.tag.endswith("workbook"):
            raise InputRefused(f"{container.name}: no Excel workbook", "open it in Excel, save it as .xlsx and import that")

    def sheets(self) -> tuple[list[str], list[Sheet]]:
        """The names of all sheets in their order, and those that are worksheets: charts have no cells."""
        targets = {link: (kind, part) for link, kind, part in self._relations(self._main)}
        names, sheets = [], []
        for number, sheet in enumerate(self._workbook.iterfind("{*}sheets/{*}sheet")):
            names.append(sheet.get("name", ""))
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            kind, part = targets.get(link, ("", ""))
            if kind.endswith("/worksheet"):
                sheets.append(Sheet(number, names[-1], sheet.get("state", "visible") != "visible", part))
        return names, sheets

    def of_workbook(self, kind: str) -> str:
        """The part of the whole workbook of a kind ("/styles"); empty where there is none."""
        return next(iter(self.related(self._main, kind)), "")

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that belong to one, by the end of the relation's type ("/comments")."""
        return [target for _, found, target in self._relations(part) if found.endswith(kind)]

    def text(self, part: str) -> bytes:
        """The XML of a part; empty where there is no such part."""
        return self.container.xml(self._names.get(part.lower(), part))

    def root(self, part: str) -> Element:
        """The root of a part; one without a tag, and a problem told, where it cannot be read."""
        text = self.text(part)
        try:
            return fromstring(text) if text else Element("")  # noqa: S314
        except ParseError:
            self.problems.append(Problem("file", f"a part of the file is damaged ({part}): read without it"))
            return Element("")

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Of each part that belongs to one: the relation's id, its type, and the part's name."""
        folder, name = posixpath.split(part)
        relations = []
        for relation in self.root(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            relations.append((relation.get("Id", ""), relation.get("Type", ""), target))
        return relations

    def _refuse_macros(self) -> None:
        kinds = self.text("[Content_Types].xml").lower()
        if b"sheet.binary" in kinds:
            raise InputRefused(
                f"{self.container.name}: a binary workbook", "open it in Excel, save it as .xlsx and import that"
            )
        if b"macroenabled" in kinds or any(part.endswith("vbaproject.bin") for part in self._names):
            raise InputRefused(f"{self.container.name}: has macros", "save it without macros, as .xlsx, and import that")
