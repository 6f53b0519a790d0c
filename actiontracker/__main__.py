"""`python -m actiontracker`."""

from actiontracker.cli.outcome import run

if __name__ == "__main__":
    run()
