"""The way out: whatever happens, one line on stderr and an exit code (docs/exit-codes.md)."""

import contextlib
import gc
import os
import signal
import sys
import threading
from typing import Any

from actiontracker.domain.errors import StorageFault, TrackerError, UsageFault

USAGE, INTERRUPTED = 2, 130


def run() -> None:
    """Run the program and exit: the console script.

    A command lives for a moment and is all but free of reference cycles: collecting them costs more than it frees
    (a tenth of `overdue`), so it is not done, not even at the end.
    """
    gc.disable()
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        getattr(sys, name).reconfigure(errors="replace" if mode == "w" else "surrogateescape")
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        from actiontracker.cli.output import drop_stdout

        drop_stdout()
    gc.freeze()
    sys.exit(code)


def main(args: list[str]) -> int:
    """Run one command; its exit code. Errors that a person can act on are one line, without a traceback."""
    before = _hear_interrupts()
    try:
        return _run(args)
    except TrackerError as error:
        return _failed(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _failed("interrupted", INTERRUPTED)
    except OSError as error:
        return _failed(f"the output cannot be written: {error.strerror}", StorageFault.exit_code)
    except Exception as error:
        if hasattr(error, "format_message"):  # typer's own, whose class is private to it
            return _failed(_usage(error), USAGE)
        if type(error).__name__ == "Abort":
            return _failed("interrupted", INTERRUPTED)
        raise
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _hear_interrupts() -> Any:
    """Hear Ctrl-C until something is recorded: then it is confirmed, and the command ends by itself in a moment.

    The handler that was there before, or None where Ctrl-C is none of our business: ignored, or not in the main thread.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN or threading.current_thread() is not threading.main_thread():
        return None
    before = _commits()

    def interrupted(number: int, frame: object) -> None:
        if _commits() == before:
            raise KeyboardInterrupt

    return signal.signal(signal.SIGINT, interrupted)


def _commits() -> int:
    """What was recorded so far; the store is not loaded for it."""
    return getattr(sys.modules.get("actiontracker.store.connection"), "commits", 0)


def _run(args: list[str]) -> int:
    from actiontracker.cli.app import command
    from actiontracker.cli.output import ReaderGone, drop_stdout

    try:
        outcome = command().main(_in_utf8(args) or ["--help"], prog_name="actiontracker", standalone_mode=False)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError, SystemExit):  # typer exits by itself when a pipe is closed: `… | head`
        drop_stdout()
        return 0
    if outcome == INTERRUPTED:
        raise KeyboardInterrupt
    return outcome if isinstance(outcome, int) else 0


def _in_utf8(args: list[str]) -> list[str]:
    """The arguments as typed, whatever the locale: bytes are read as UTF-8. Raises UsageFault where they are not."""
    try:
        return [os.fsencode(arg).decode() if _undecoded(arg) else arg for arg in args]
    except UnicodeDecodeError:
        raise UsageFault("an argument is not valid text", "type it in UTF-8") from None


def _undecoded(arg: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in arg)


def _usage(error: Exception) -> str:
    said = " ".join(error.format_message().split()).rstrip(".")  # type: ignore[attr-defined]
    if "No such option: --db" in said:
        return "--db comes before the command: actiontracker --db FILE COMMAND"
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "actiontracker"
    return f"{said}{'' if said.endswith('?') else ':'} see '{path} --help'"


def _failed(message: str, code: int) -> int:
    with contextlib.suppress(OSError):  # where not even the message can be printed, the code still tells
        shown = "".join(char if char.isprintable() else " " for char in message)
        print(f"actiontracker: {' '.join(shown.split())}", file=sys.stderr, flush=True)
    return code
