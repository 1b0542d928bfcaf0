# Every target makes what it needs: a virtual environment in .venv with the pinned versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
PACKAGE := $(BIN)/vestnik
ONCE ?=
EMPTY ?=
BENCH ?=
JSON ?=
QUICK ?=
KILLS ?= 100
LETTERS ?= 2000
PYTEST ?= -n auto --dist loadgroup
PAGES ?= tests/ui

.PHONY: help demo serve dev test lint types format ui ui-api docs bench chaos clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vestnik needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt hatch_build.py ui/build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

# What is needed to develop holds what is needed to run, so that one installation does for both.
.venv/installed-dev: .venv/bin/python pyproject.toml constraints.txt hatch_build.py ui/build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch .venv/installed $@

ui: .venv/installed ## Build the web pages; nothing is done while ui/ is unchanged
	$(BIN)/python ui/build.py

ui-api: .venv/installed ## Take the API over into ui/openapi.json, from which the client of the pages is made
	$(PACKAGE) openapi --client --to ui/openapi.json

dev: .venv/installed ## The system with pages that reload while ui/ is edited (VESTNIK_PORT, default 8080)
	trap 'kill 0' EXIT; $(PACKAGE) serve & VESTNIK_SERVER=http://127.0.0.1:$${VESTNIK_PORT:-8080} $(BIN)/python ui/build.py --run dev

demo: ui ## The worked example, performed for real (ONCE=1: and exit; EMPTY=1: to be built by the tour)
	$(PACKAGE) demo $(if $(ONCE),--once) $(if $(EMPTY),--empty)

serve: ui ## The system itself, on ./data
	$(PACKAGE) serve

# The browser's driver keeps an event loop running, which tests with loops of their own cannot have in their process.
test: .venv/installed-dev ui ## All tests, on SQLite and PostgreSQL, then the pages in a browser
	$(BIN)/pytest $(PYTEST) --ignore tests/ui
	$(BIN)/pytest $(PYTEST) $(PAGES)

lint: .venv/installed-dev ## Style and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/installed-dev ## mypy and TypeScript, strict
	$(BIN)/mypy
	$(BIN)/python ui/build.py --run types

format: .venv/installed-dev ## Rewrite the code in the project's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/installed ## Make docs/reference/ anew from the declared types, and the tests in docs/delivery.md
	$(PACKAGE) docs
	$(BIN)/python -m tests.test_delivery_rows

bench: .venv/installed-dev ## All benchmarks, or BENCH="name name"; JSON=FILE writes the figures; QUICK=1 to see that they work
	$(BIN)/python -m bench $(BENCH) $(if $(JSON),--json $(JSON)) $(if $(QUICK),--quick)

chaos: .venv/installed-dev ## Kill the processes KILLS times over LETTERS letters, on each engine; JSON=FILE
	VESTNIK_DATABASE_GONE_SECONDS=10 $(BIN)/pytest -q tests/chaos/test_database_gone.py tests/chaos/test_disk_full.py tests/chaos/test_power.py
	$(BIN)/python -m tests.chaos --kills $(KILLS) --letters $(LETTERS) $(if $(JSON),--json $(JSON))

clean: ## Remove what the targets made (never ./data)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
