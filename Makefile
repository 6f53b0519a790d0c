# `make` prints these targets.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow lint check bench torture docs clean

help:  ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("actiontracker needs Python 3.11 or newer; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(READY)  ## Build db.sqlite from plans/, print the overdue list and the board summary of October 2012
	@$(BIN)/python scripts/demo.py

test: $(READY)  ## Set up and run the tests, but those that take seconds each
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(READY)  ## Run those
	$(BIN)/python -m pytest -m slow

lint: $(READY)  ## Format, lint, types, rooms, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.build --check

check: lint test test-slow  ## All that must hold before a commit

docs: $(READY)  ## Write the generated pages of docs/ again
	$(BIN)/python -m docs.build

bench: $(READY)  ## Measure what the speed claims rest on
	$(BIN)/python -m benchmarks

torture: $(READY)  ## Kill, crowd, fill up and fuzz it for a quarter of an hour (TORTURE_SEED=N for other chances)
	$(BIN)/python -m tests.torture

clean:  ## Remove the environment and caches; db.sqlite stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
