"""What papers are read with: each paper once, and a browser that stays open."""

from collections.abc import Iterator

import pytest

from actiontracker.cli import edge as cli_edge
from tests.conftest import NOW, TODAY
from tests.papers.samples import Papers


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    """Papers by the name of their sample, made under a clock that stands still."""
    with pytest.MonkeyPatch.context() as still:
        still.setattr(cli_edge, "today", lambda: TODAY)
        still.setattr(cli_edge, "now", lambda: NOW)
        still.setenv("ACTIONTRACKER_BY", "tester")
        still.delenv("ACTIONTRACKER_DB", raising=False)
        yield Papers(tmp_path_factory.mktemp("papers"))
