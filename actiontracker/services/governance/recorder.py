"""A governance file while it is recorded: what differs from what files said before goes into an entry of its own."""

from actiontracker.domain.errors import NotFound
from actiontracker.domain.problems import Problem
from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.services.edge import Edge, not_in_future
from actiontracker.services.finding import find_ref
from actiontracker.services.governance.statements import Statement, fact, is_new, once
from actiontracker.services.recording import PostBook
from actiontracker.store import plans
from actiontracker.store.ledger import Fact, Ledger
from actiontracker.store.plans import Found
from actiontracker.store.snapshot import head


class Recorder:
    """Takes the statements of one file; `changed` and `same` say what became of them, `problems` what could not be linked."""

    def __init__(self, ledger: Ledger, edge: Edge, document: GovernanceDocument) -> None:
        self.ledger = ledger
        self.council = document.council
        self.problems = list(document.problems)
        self.changed: list[str] = []
        self.same = 0
        self._edge = edge
        self._on = not_in_future(document.on, edge, f"{document.name}, governance.on")
        self._head = head(ledger.conn)
        self._posts = PostBook(ledger, document.council, self._on)
        named = plans.posts(ledger.conn, self._on, self._head).values()
        self._titles = {post.title.casefold(): post.code for post in named if post.title and post.council == document.council}

    @property
    def on(self) -> str:
        """The day that the file speaks for."""
        return self._on

    def on_day(self, on: str | None, place: str) -> str:
        """The day of a table: its own, else the file's. Raises InputRefused where it lies ahead."""
        return not_in_future(on or self._on, self._edge, f"{place}, on")

    def ref(self, place: str, ref: str, kind: str | None = "recommendation") -> Found | None:
        """What a ref names; None, and told, where nothing does."""
        try:
            return find_ref(self.ledger.conn, ref, kind)
        except NotFound as error:
            self.tell(place, f"{error.what}: not linked")
            return None

    def post(self, name: str) -> int:
        """The post of that code, or of that title; a new one where there is none."""
        text = " ".join(name.split())
        known = self._posts.ids
        return self._posts.id_of(text if text in known else self._titles.get(text.casefold(), text))

    def tell(self, place: str, what: str) -> None:
        """Remember what could not be done."""
        self.problems.append(Problem(place, what))

    def append(self, name: str, on: str, new: list[Fact], said: list[Statement]) -> None:
        """Record what of it is new, as one entry."""
        differing = [each for each in once(said) if is_new(self.ledger.conn, each, on, self._head)]
        if new or differing:
            rows = [fact(self.ledger.conn, each, on, printed=True) for each in differing]
            self.ledger.append("import", [*self._posts.facts(), *new, *rows])
            self.changed.append(name)
        else:
            self.same += 1
