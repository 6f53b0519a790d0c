"""Runs commands in one process, one after another: a line of JSON in (the arguments), a line out (exit code, output)."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from actiontracker.cli import outcome


def main() -> None:
    """Take orders until there are no more."""
    answers = sys.stdout
    print('"ready"', file=answers, flush=True)
    for line in sys.stdin:
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = outcome.main(json.loads(line))
            out.flush()
        printed = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        print(json.dumps([code, printed, err.getvalue()]), file=answers, flush=True)


if __name__ == "__main__":
    main()
